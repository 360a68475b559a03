using System.Collections.Immutable;
using GcpLint.Analyzer.Facts;
using GcpLint.Analyzer.Model;
using GcpLint.Audit.Exports;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Audit.Lowering;

/// <summary>The bindings of an IAM policy as <c>google_…_iam_binding</c> resources, one each.</summary>
internal static class IamBindings
{
    /// <summary>Arguments that name the resource by its whole path, not by its last part.</summary>
    private static readonly ImmutableArray<string> s_paths = ["crypto_key_id", "key_ring_id", "service_account_id"];

    public static void Add(ImmutableArray<CloudResource>.Builder resources, Asset asset)
    {
        Value bindings = asset.IamPolicy.Get("bindings");
        if (bindings.AsList.Count == 0
            || AssetTypeTable.Current.FindBinding(asset.AssetType.AsString) is not { } row
            || ProviderSchema.Current.GetResource(row.Type) is not { } schema)
        {
            return;
        }

        ImmutableArray<ValueEntry> parent = ParentOf(asset, schema.Body);
        foreach (Value binding in bindings.AsList.Items)
        {
            if (binding.Kind == ValueKind.Map && binding.Get("role").Kind == ValueKind.String)
            {
                resources.Add(Lower(asset, row.Type, parent, binding));
            }
        }
    }

    private static CloudResource Lower(Asset asset, string type, ImmutableArray<ValueEntry> parent, Value binding)
    {
        SourceLocation place = binding.Origin?.Location ?? asset.Place;
        var entries = parent.ToBuilder();
        foreach (string name in new[] { "role", "members", "condition" })
        {
            Value value = binding.Get(name);
            if (value.IsSet)
            {
                entries.Add(new ValueEntry(Value.Of(name).WithOrigin(value.Origin), value));
            }
        }

        string title = binding.GetPath("condition.title").AsString;
        return new CloudResource
        {
            Address = new ResourceAddress($"{asset.Name.AsString}#{binding.Get("role").AsString}{(title.Length > 0 ? $"[{title}]" : "")}"),
            Type = type,
            Source = ResourceSource.Live,
            Attributes = Value.Of(new ValueMap(entries.ToImmutable())).WithOrigin(binding.Origin),
            Header = place,
            Block = place,
        };
    }

    // The arguments that say whose policy it is: those that the path of the resource has, and its last part for the others.
    private static ImmutableArray<ValueEntry> ParentOf(Asset asset, BlockSchema schema)
    {
        string name = asset.Name.AsString;
        string relative = AssetNamePattern.RelativeName(name).ToString();
        IReadOnlyList<KeyValuePair<string, string>> parts =
            AssetTypeTable.Current.Find(asset.AssetType.AsString, name, asset.Data)?.Path?.Match(name) ?? [];
        var entries = ImmutableArray.CreateBuilder<ValueEntry>();
        foreach (string argument in schema.Attributes.Keys.Order(StringComparer.Ordinal))
        {
            if (argument is "role" or "members" or "condition" or "etag")
            {
                continue;
            }

            string? value = s_paths.Contains(argument) ? relative
                : parts.FirstOrDefault(part => part.Key == argument) is { Value: { } part } ? part
                : argument == "project" ? ProjectOf(relative)
                : argument is "location" or "region" or "zone" ? asset.Location
                : relative[(relative.LastIndexOf('/') + 1)..];
            if (value is not null)
            {
                entries.Add(new ValueEntry(Value.Of(argument), Value.Of(value).WithOrigin(asset.Name.Origin)));
            }
        }

        return entries.ToImmutable();
    }

    private static string? ProjectOf(string relative) => relative.Split('/') is ["projects", var project, ..] ? project : null;
}
