using System.Collections.Immutable;

namespace GcpLint.Audit.Lowering;

/// <summary>
/// How the name of an asset is put together: "projects/{project}/locations/{location}/services/{name}". A variable is one
/// part of the path; the first part, if it is a variable, takes all parts that are left: "{key_ring}/cryptoKeys/{name}".
/// </summary>
internal sealed class AssetNamePattern(string template)
{
    private readonly ImmutableArray<string> _parts = [.. template.Split('/')];

    /// <summary>The name of the last variable, which tells the thing apart from its neighbours.</summary>
    public string LastVariable => _parts[^1].Trim('{', '}');

    /// <summary>The variables of a full or relative resource name; null if the name has another form.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Match(ReadOnlySpan<char> name)
    {
        string rest = RelativeName(name).ToString();
        var variables = new List<KeyValuePair<string, string>>(_parts.Length);
        for (int i = _parts.Length - 1; i >= 0; i--)
        {
            string part = _parts[i];
            if (rest.Length == 0)
            {
                // The API's version or collection in front, which names of assets do not have: "v3/{name}", "b/{name}".
                return i == 0 && !part.StartsWith('{') ? variables : null;
            }

            int slash = i == 0 && part.StartsWith('{') ? -1 : rest.LastIndexOf('/');
            string last = rest[(slash + 1)..];
            if (i == 1 && _parts[0] is "v3" && part.StartsWith('{'))
            {
                (last, slash) = (rest, -1);
            }

            if (part.StartsWith('{'))
            {
                variables.Add(new(part.Trim('{', '}'), last));
            }
            else if (part != last)
            {
                return null;
            }

            rest = slash < 0 ? "" : rest[..slash];
        }

        return rest.Length == 0 ? variables : null;
    }

    /// <summary>Without "//service.googleapis.com/" in front.</summary>
    public static ReadOnlySpan<char> RelativeName(ReadOnlySpan<char> name)
    {
        if (!name.StartsWith("//"))
        {
            return name;
        }

        int slash = name[2..].IndexOf('/');
        return slash < 0 ? [] : name[(slash + 3)..];
    }
}
