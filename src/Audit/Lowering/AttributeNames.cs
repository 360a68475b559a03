namespace GcpLint.Audit.Lowering;

/// <summary>What the table states of one attribute and of those in its block.</summary>
internal sealed class AttributeNames
{
    private readonly Dictionary<string, AttributeNames> _children = new(StringComparer.Ordinal);

    /// <summary>The API's path; null for the attribute's own name in lowerCamelCase.</summary>
    public string? Api { get; private set; }

    /// <summary>The API has nothing for it.</summary>
    public bool IsTerraformOnly { get; private set; }

    /// <summary>The attribute is the JSON text of the API's object.</summary>
    public bool IsJson { get; private set; }

    public AttributeNames? Get(string name) => _children.GetValueOrDefault(name);

    /// <summary>"path=api path!" as tools/asset-types.cs writes it: '!' for Terraform only, '*' for JSON text.</summary>
    public static AttributeNames Parse(string names)
    {
        var root = new AttributeNames();
        foreach (Range range in names.AsSpan().Split(' '))
        {
            ReadOnlySpan<char> entry = names.AsSpan()[range];
            int equals = entry.IndexOf('=');
            ReadOnlySpan<char> path = equals >= 0 ? entry[..equals] : entry.TrimEnd("!*");
            if (path.IsEmpty)
            {
                continue;
            }

            AttributeNames node = root;
            foreach (Range part in path.Split('.'))
            {
                node = node.GetOrAdd(path[part].ToString());
            }

            node.Api = equals >= 0 ? entry[(equals + 1)..].ToString() : node.Api;
            node.IsTerraformOnly |= equals < 0 && entry.EndsWith("!");
            node.IsJson |= equals < 0 && entry.EndsWith("*");
        }

        return root;
    }

    private AttributeNames GetOrAdd(string name)
    {
        if (!_children.TryGetValue(name, out AttributeNames? child))
        {
            child = new AttributeNames();
            _children.Add(name, child);
        }

        return child;
    }
}
