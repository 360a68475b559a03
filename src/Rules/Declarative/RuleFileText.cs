using System.Text;

namespace GcpLint.Rules.Declarative;

/// <summary>The text of a rule file, seen as sections that begin with a key at the start of a line.</summary>
internal static class RuleFileText
{
    /// <summary>
    /// The text with the sections for people left empty. Lines keep their numbers. Sound for block style only, where a
    /// line of a section's content is indented or a "- " item; the tests read every rule both ways and compare.
    /// </summary>
    public static string WithoutDocumentation(string text)
    {
        var kept = new StringBuilder(text.Length);
        bool keeps = true;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (!line.IsEmpty && line[0] is not (' ' or '#' or '-'))
            {
                int colon = line.IndexOf(':');
                keeps = colon < 0 || !RuleFileKeys.Documentation.Contains(line[..colon].ToString());
            }

            kept.Append(keeps ? line : []).Append('\n');
        }

        return kept.ToString();
    }
}
