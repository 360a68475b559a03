using GcpLint.Analyzer.Facts;
using GcpLint.Cel;

namespace GcpLint.Rules.Org;

/// <summary>
/// A field of an API's resource, as far as Terraform has something for it, for the types of a condition. The others are
/// anybody's guess: they exist, unless a name is so like a known one that it must be a mistake.
/// </summary>
/// <param name="path">From the resource; "" for the resource itself.</param>
internal sealed class ApiField(string path) : ICelFields
{
    private readonly Dictionary<string, ApiField> _fields = new(StringComparer.Ordinal);
    private CelType? _scalar;
    private bool _isList;

    public IEnumerable<string> Names => _fields.Keys;

    /// <summary>Called when a condition asks for a field that Terraform has nothing for, with its path.</summary>
    public Action<string>? OnUnmapped { get; private set; }

    public CelType Type => (_scalar, _fields.Count) switch
    {
        ({ } scalar, 0) => scalar,
        (null, > 0) when _isList => CelType.List(CelType.Object(path, this)),
        (null, > 0) => CelType.Object(path.Length == 0 ? "resource" : path, this),
        _ => CelType.Dyn,
    };

    public CelType? TypeOf(string field)
    {
        if (_fields.TryGetValue(field, out ApiField? known))
        {
            known.OnUnmapped = OnUnmapped;
            return known.Type;
        }

        if (_fields.Keys.Any(name => IsMisspelt(field, name)))
        {
            return null;
        }

        OnUnmapped?.Invoke(path.Length == 0 ? field : $"{path}.{field}");
        return CelType.Dyn;
    }

    /// <summary>The fields of a type; made anew for each condition, which is told what it asks for in vain.</summary>
    public static ApiField Of(string type, Action<string> onUnmapped)
    {
        var root = new ApiField("") { OnUnmapped = onUnmapped };
        Add(root, root, ApiNames.Current.AttributesOf(RunShape.TypeOf(type)));
        return root;
    }

    private static void Add(ApiField root, ApiField block, IEnumerable<ApiAttribute> attributes)
    {
        foreach (ApiAttribute attribute in attributes)
        {
            if (attribute.Api is not { } api)
            {
                continue;
            }

            ApiField field = api.FromRoot ? root : block;
            foreach (ApiStep step in api.Steps)
            {
                field = field.Child(step);
            }

            if (attribute.Schema.IsBlock && !attribute.IsOfMapEntries)
            {
                field._isList |= attribute.Schema.Kind == AttributeKind.Blocks || attribute.IsOneOfList;
                Add(root, field, attribute.Block);
            }
            else
            {
                CelType type = attribute.IsJson || api.Form.Length > 0 || api.Steps is [.., { IsMapAsList: true }] ? CelType.Dyn : TypeOf(attribute.Schema);
                field._scalar = field._scalar is { } other && other != type ? CelType.Dyn : type;
            }
        }
    }

    private ApiField Child(ApiStep step)
    {
        if (!_fields.TryGetValue(step.Name, out ApiField? child))
        {
            _fields[step.Name] = child = new ApiField(path.Length == 0 ? step.Name : $"{path}.{step.Name}");
        }

        child._isList |= !step.Filters.IsEmpty;
        foreach ((string key, _) in step.Filters)
        {
            child.Child(new ApiStep(key, [], false))._scalar ??= CelType.Dyn;
        }

        return child;
    }

    /// <summary>One letter more, less or other in a name of some length, or another way to write its words.</summary>
    public static bool IsMisspelt(string field, string name)
    {
        const int shortest = 5;
        if (string.Equals(field.Replace("_", "", StringComparison.Ordinal), name, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (Math.Abs(field.Length - name.Length) > 1 || Math.Min(field.Length, name.Length) < shortest)
        {
            return false;
        }

        int start = field.AsSpan().CommonPrefixLength(name);
        ReadOnlySpan<char> left = field.AsSpan(start);
        ReadOnlySpan<char> right = name.AsSpan(start);
        bool isSwap = left.Length >= 2 && left.Length == right.Length && left[0] == right[1] && left[1] == right[0] && left[2..].SequenceEqual(right[2..]);

        // "tag" and "tags" may both be fields: a plural is no mistake.
        bool isPlural = left is "s" && right.IsEmpty || left.IsEmpty && right is "s";
        return isSwap || (!isPlural && left[Math.Min(left.Length, left.Length < right.Length ? 0 : 1)..].SequenceEqual(right[Math.Min(right.Length, right.Length < left.Length ? 0 : 1)..]));
    }

    /// <summary>Numbers have several kinds here, which compare with each other; CEL's types do not.</summary>
    private static CelType TypeOf(AttributeSchema schema) => schema.Kind switch
    {
        AttributeKind.String => CelType.String,
        AttributeKind.Bool => CelType.Bool,
        AttributeKind.List or AttributeKind.Set => CelType.List(schema.ElementKind == AttributeKind.String ? CelType.String : CelType.Dyn),
        AttributeKind.Map => CelType.Map(CelType.String, CelType.Dyn),
        _ => CelType.Dyn,
    };
}
