using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using GcpLint.Analyzer.Facts;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Plans;

/// <summary>Makes resources of the elements of a plan or state, whatever shape a hostile file gives them.</summary>
internal sealed class PlanElements
{
    private readonly ImmutableArray<PlannedResource>.Builder _resources = ImmutableArray.CreateBuilder<PlannedResource>();
    private readonly ImmutableArray<PlannedResource>.Builder _data = ImmutableArray.CreateBuilder<PlannedResource>();

    // Of two elements with one address the last counts, as in every object of JSON.
    public ImmutableArray<PlannedResource> Resources => Distinct(_resources);

    public ImmutableArray<PlannedResource> Data => Distinct(_data);

    /// <summary>An element of <c>resource_changes</c>.</summary>
    public void AddChange(Value element, SourceText text)
    {
        Value change = element.Get("change");
        if (element.Get("deposed").Kind != ValueKind.String && IsThereAfter(change.Get("actions")))
        {
            Add(element, text, change.Get("after"), change.Get("after_unknown"), change.Get("after_sensitive"), element.Get("address").AsString);
        }
    }

    /// <summary>An element of <c>resources</c> in the values of a state.</summary>
    public void AddValues(Value element, SourceText text) =>
        Add(element, text, element.Get("values"), default, element.Get("sensitive_values"), element.Get("address").AsString);

    /// <summary>The same of the state before a plan, of which only the data sources are of interest.</summary>
    public void AddData(Value element, SourceText text)
    {
        if (element.Get("mode").AsString == "data")
        {
            AddValues(element, text);
        }
    }

    /// <summary>An element of <c>resources</c> in a state file of version 4: a resource with all its instances.</summary>
    public void AddStateResource(Value element, SourceText text)
    {
        string module = element.Get("module").AsString;
        string prefix = (module.Length > 0 ? module + "." : "") + (element.Get("mode").AsString == "data" ? "data." : "");
        string address = $"{prefix}{element.Get("type").AsString}.{element.Get("name").AsString}";
        Value instances = element.Get("instances");
        foreach (Value instance in instances.Kind == ValueKind.List ? instances.AsList.Items : [])
        {
            if (instance.Kind == ValueKind.Map && instance.Get("deposed").Kind != ValueKind.String)
            {
                Add(element, text, instance.Get("attributes"), default, SensitiveOf(instance.Get("sensitive_attributes")), address + KeyOf(instance.Get("index_key")));
            }
        }
    }

    /// <summary>A plan that was made without a change of the resource names it with "no-op".</summary>
    private static bool IsThereAfter(Value actions) =>
        actions.Kind == ValueKind.List && actions.AsList.Items.Any(action => action.AsString is "no-op" or "create" or "read" or "update");

    private void Add(Value element, SourceText text, Value values, Value unknown, Value sensitive, string address)
    {
        string type = element.Get("type").AsString;
        if (type.Length == 0 || address.Length == 0 || (values.Kind != ValueKind.Map && unknown.Kind != ValueKind.Map))
        {
            return;
        }

        bool isData = element.Get("mode").AsString == "data";
        BlockSchema? schema = (isData ? ProviderSchema.Current.GetData(type) : ProviderSchema.Current.GetResource(type))?.Body;
        SourceText shown = PlanExcerpt.Of(text, element, values, sensitive, schema);
        Value name = element.Get("address").IsSet ? element.Get("address") : element.Get("type");
        var block = new SourceLocation(shown, new TextSpan(0, shown.Length));
        SourceLocation header = name.Origin is { } origin ? new SourceLocation(shown, origin.Location.Span) : block;
        (isData ? _data : _resources).Add(new PlannedResource(address, type, values, unknown, sensitive, header, block));
    }

    /// <summary>As Terraform writes the key of an instance: [0] or ["a"].</summary>
    private static string KeyOf(Value key) => key.Kind switch
    {
        ValueKind.Int => $"[{key.AsInt.ToString(CultureInfo.InvariantCulture)}]",
        ValueKind.String => $"[\"{Escaped(key.AsString)}\"]",
        _ => "",
    };

    private static string Escaped(string key) =>
        new StringBuilder(key).Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\r", "\\r").Replace("\t", "\\t")
            .Replace("${", "$${").Replace("%{", "%%{").ToString();

    /// <summary>
    /// A state lists paths. The whole attribute of the first step is taken for sensitive: to show too little is the safe side.
    /// </summary>
    private static Value SensitiveOf(Value paths)
    {
        var names = ImmutableArray.CreateBuilder<ValueEntry>();
        foreach (Value path in paths.Kind == ValueKind.List ? paths.AsList.Items : [])
        {
            names.Add(new ValueEntry(path.Get(0).Get("value"), Value.True));
        }

        return Value.Of(new ValueMap([.. names.Where(entry => entry.Key.Kind == ValueKind.String)]));
    }

    private static ImmutableArray<PlannedResource> Distinct(ImmutableArray<PlannedResource>.Builder found)
    {
        var last = new Dictionary<string, int>(found.Count, StringComparer.Ordinal);
        for (int i = 0; i < found.Count; i++)
        {
            last[found[i].Address] = i;
        }

        return [.. found.Where((resource, i) => last[resource.Address] == i)];
    }
}
