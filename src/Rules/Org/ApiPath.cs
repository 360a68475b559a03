using System.Collections.Immutable;
using System.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Org;

/// <summary>A step of a path into an API object.</summary>
/// <param name="Name">The field.</param>
/// <param name="Filters">Fields of the elements that are meant, where the field is a list: "boot" is "true".</param>
/// <param name="IsMapAsList">The API has a list of {key, value} where Terraform has a map.</param>
internal sealed record ApiStep(string Name, ImmutableArray<KeyValuePair<string, string>> Filters, bool IsMapAsList);

/// <summary>
/// Where an API has an attribute of Terraform, in the notation of asset-types.tsv (docs/adr/0015-asset-exports.md), to be
/// written there: "a.b" below the object of the block, "/a.b" from the root, "." the object itself, "a[k=v]" an element
/// with k equal to v, "a{}" a list of {key, value}; "&lt;x:y&gt;" gives the API's x for Terraform's y.
/// </summary>
/// <param name="FromRoot">It starts at the resource, not at the object of the block.</param>
/// <param name="Steps">None for the object itself.</param>
/// <param name="Form">"&lt;x:y,…&gt;", "~@", "~/" or "".</param>
internal sealed record ApiPath(bool FromRoot, ImmutableArray<ApiStep> Steps, string Form)
{
    /// <summary>"private_network" is "privateNetwork".</summary>
    public static ApiPath OfAttribute(string attribute)
    {
        var name = new StringBuilder(attribute.Length);
        bool upper = false;
        foreach (char c in attribute)
        {
            name.Append(c == '_' ? "" : upper ? char.ToUpperInvariant(c) : c);
            upper = c == '_';
        }

        return new ApiPath(false, [new ApiStep(name.ToString(), [], false)], "");
    }

    public static ApiPath Parse(string text)
    {
        int form = text.AsSpan().IndexOfAny('<', '~');
        string path = form < 0 ? text : text[..form];
        bool fromRoot = path.StartsWith('/');
        path = path.TrimStart('/');
        return new ApiPath(fromRoot, path is "." or "*" or "" ? [] : [.. path.Split('.').Select(ParseStep)], form < 0 ? "" : text[form..]);
    }

    /// <summary>What the API has for Terraform's value; unknown where the form cannot be undone.</summary>
    public Value Undo(Value value)
    {
        if (Form.Length == 0 || !value.IsKnown)
        {
            return value;
        }

        string text = value.Kind == ValueKind.Bool ? (value.AsBool ? "true" : "false") : value.AsString;
        if (Form[0] == '~')
        {
            return text.Contains(Form[1], StringComparison.Ordinal) ? value : Unmapped(value);
        }

        foreach (string pair in Form.Trim('<', '>').Split(','))
        {
            if (pair.EndsWith(":" + text, StringComparison.Ordinal))
            {
                string api = pair[..^(text.Length + 1)];
                return (api is "true" or "false" ? Value.Of(api == "true") : Value.Of(api)).WithOrigin(value.Origin);
            }
        }

        return Unmapped(value);
    }

    private static Value Unmapped(Value value) => Value.Unknown(ApiView.Unmapped).WithOrigin(value.Origin);

    private static ApiStep ParseStep(string text)
    {
        bool isMap = text.EndsWith("{}", StringComparison.Ordinal);
        string[] parts = (isMap ? text[..^2] : text).Split('[');
        return new ApiStep(
            parts[0],
            [.. parts.Skip(1).Select(part => part.TrimEnd(']').Split('=')).Where(pair => pair.Length == 2).Select(pair => new KeyValuePair<string, string>(pair[0], pair[1]))],
            isMap);
    }
}
