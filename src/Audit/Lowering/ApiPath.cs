using System.Collections.Immutable;
using System.Text;
using GcpLint.Values;

namespace GcpLint.Audit.Lowering;

/// <summary>
/// Where an attribute lies in an API object, in the notation of the table: "a.b" below the object of the block, "/a.b" from
/// the root, "." and "*" the object itself, "a[k=v]" the elements with k equal to v, "a{}" a list of {key, value} as a map.
/// A form may follow: "&lt;x:y&gt;" maps values, "~@" takes the text before '@', "~/" the last part of a path.
/// </summary>
internal sealed class ApiPath
{
    private readonly bool _fromRoot;
    private readonly ImmutableArray<Step> _steps;
    private readonly string _form;

    private ApiPath(bool fromRoot, ImmutableArray<Step> steps, string form)
    {
        _fromRoot = fromRoot;
        _steps = steps;
        _form = form;
    }

    /// <summary>It reads a key of a map of the API, which Terraform has as a list of blocks.</summary>
    public bool IsOfMapEntry => _steps is [{ Name: "key" or "value" }, ..];

    public static ApiPath Parse(string text)
    {
        int form = text.AsSpan().IndexOfAny('<', '~');
        string path = form < 0 ? text : text[..form];
        bool fromRoot = path.StartsWith('/');
        path = path.TrimStart('/');
        var steps = path is "." or "*" or "" ? [] : path.Split('.').Select(ParseStep).ToImmutableArray();
        return new ApiPath(fromRoot, steps, form < 0 ? "" : text[form..]);
    }

    /// <summary>"private_network" is "privateNetwork", "layer_7_ddos" is "layer7Ddos".</summary>
    public static ApiPath OfAttribute(string attribute)
    {
        var name = new StringBuilder(attribute.Length);
        bool upper = false;
        foreach (char c in attribute)
        {
            if (c == '_')
            {
                upper = true;
            }
            else
            {
                name.Append(upper ? char.ToUpperInvariant(c) : c);
                upper = false;
            }
        }

        return new ApiPath(false, [new Step(name.ToString(), [], false)], "");
    }

    public Value Resolve(Value block, Value root)
    {
        Value value = _fromRoot ? root : block;
        foreach (Step step in _steps)
        {
            value = step.Apply(value);
        }

        return _form.Length == 0 ? value : InForm(value);
    }

    private Value InForm(Value value)
    {
        string text = value.Kind == ValueKind.Bool ? (value.AsBool ? "true" : "false") : value.AsString;
        if (text.Length == 0)
        {
            return value;
        }

        switch (_form)
        {
            case "~@":
                return Value.Of(text.Split('@')[0]).WithOrigin(value.Origin);
            case "~/":
                return Value.Of(text[(text.LastIndexOf('/') + 1)..]).WithOrigin(value.Origin);
            default:
                foreach (string pair in _form.Trim('<', '>').Split(','))
                {
                    if (pair.StartsWith(text + ":", StringComparison.Ordinal))
                    {
                        return Value.Of(pair[(text.Length + 1)..]).WithOrigin(value.Origin);
                    }
                }

                return value;
        }
    }

    private static Step ParseStep(string text)
    {
        bool isMap = text.EndsWith("{}", StringComparison.Ordinal);
        text = isMap ? text[..^2] : text;
        string[] parts = text.Split('[');
        ImmutableArray<KeyValuePair<string, string>> filters =
            [.. parts.Skip(1).Select(part => part.TrimEnd(']').Split('=')).Where(pair => pair.Length == 2).Select(pair => new KeyValuePair<string, string>(pair[0], pair[1]))];
        return new Step(parts[0], filters, isMap);
    }

    private sealed record Step(string Name, ImmutableArray<KeyValuePair<string, string>> Filters, bool IsMap)
    {
        public Value Apply(Value value)
        {
            Value found = value.Kind == ValueKind.List ? Project(value) : value.Get(Name);
            if (!Filters.IsEmpty)
            {
                found = found.Kind switch
                {
                    ValueKind.List => Value.Of(new ValueList([.. found.AsList.Items.Where(Holds)])).WithOrigin(found.Origin),
                    ValueKind.Map => Holds(found) ? found : default,
                    _ => default,
                };
            }

            return IsMap && found.Kind == ValueKind.List ? AsMap(found) : found;
        }

        // The same part of every element: guestOsFeatures.type.
        private Value Project(Value list) =>
            Value.Of(new ValueList([.. list.AsList.Items.Select(item => item.Get(Name)).Where(item => item.IsSet)])).WithOrigin(list.Origin);

        // Absent is false in the API's JSON.
        private bool Holds(Value item) => Filters.All(filter => item.Get(filter.Key) switch
        {
            { Kind: ValueKind.Bool } value => value.AsBool == (filter.Value == "true"),
            { IsAbsent: true } => filter.Value == "false",
            var value => value.AsString == filter.Value,
        });

        private static Value AsMap(Value list) =>
            Value.Of(new ValueMap([.. list.AsList.Items.Where(item => item.Get("key").Kind == ValueKind.String).Select(item => new ValueEntry(item.Get("key"), item.Get("value")))]))
                .WithOrigin(list.Origin);
    }
}
