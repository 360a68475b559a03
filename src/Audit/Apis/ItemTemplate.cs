using System.Text;
using System.Text.Json;

namespace GcpLint.Audit.Apis;

/// <summary>The project that lists are asked of, by its names.</summary>
/// <param name="Parent">"projects/shop", as the user named it.</param>
/// <param name="Id">"shop", or the number where the id is not known.</param>
/// <param name="Number">"7", or the id where the number is not known.</param>
/// <param name="Ancestors">The project first.</param>
internal sealed record ProjectNames(string Parent, string Id, string Number, IReadOnlyList<string> Ancestors);

/// <summary>Fills the addresses and names of the table of services.</summary>
internal static class ItemTemplate
{
    private const string ProjectsPart = "projects/";

    /// <param name="template">Text with variables in braces.</param>
    /// <param name="project">Gives {project} and {number}.</param>
    /// <param name="item">Gives {field}.</param>
    /// <param name="above">Gives {^field}.</param>
    /// <param name="isAddress">What comes from answers is escaped.</param>
    /// <returns>Null if something that it needs is not there.</returns>
    public static string? Fill(string template, ProjectNames project, JsonElement item, JsonElement above, bool isAddress)
    {
        var text = new StringBuilder(template.Length + 64);
        int done = 0;
        for (int open = template.IndexOf('{', StringComparison.Ordinal); open >= 0; open = template.IndexOf('{', done))
        {
            text.Append(template, done, open - done);
            int close = template.IndexOf('}', open);
            string value = Value(template[(open + 1)..close], project, item, above);
            if (value.Length == 0 || (isAddress && value.Split('/').Contains("..")))
            {
                return null;
            }

            text.Append(isAddress ? Uri.EscapeDataString(value).Replace("%2F", "/", StringComparison.Ordinal) : value);
            done = close + 1;
        }

        return text.Append(template, done, template.Length - done).ToString();
    }

    private static string Value(string variable, ProjectNames project, JsonElement item, JsonElement above) => variable switch
    {
        "project" => project.Id,
        "number" => project.Number,
        ['^', .. var field] => JsonText.At(above, field),
        [.. var field, '!'] => Relative(JsonText.At(item, field)),
        _ => JsonText.At(item, variable),
    };

    /// <summary>"https://www.googleapis.com/compute/v1/projects/p/global/networks/n" from its project on.</summary>
    private static string Relative(string link)
    {
        int start = link.IndexOf(ProjectsPart, StringComparison.Ordinal);
        return start < 0 ? "" : link[start..];
    }
}
