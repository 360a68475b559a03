using System.Collections.Frozen;
using System.Globalization;

namespace GcpLint.Rules.Actions;

/// <summary>One fact: an action in some versions is no longer what to use.</summary>
/// <param name="Versions">"v3" for a major, "*" for all, a range such as ">=4.0.0 &lt;4.2.0", or a ref as it is written.</param>
/// <param name="Status">"stopped", "outdated-runtime", "archived", "moved", "deprecated", "compromised".</param>
/// <param name="Since">Null if the day is not known.</param>
/// <param name="Replacement">What to use instead; "" if nothing is known.</param>
internal sealed record DeprecatedVersion(string Versions, string Status, DateOnly? Since, string Replacement);

/// <summary>The table of actions that are stopped, archived, moved, or were taken over.</summary>
internal static class DeprecatedActions
{
    private static readonly Lazy<FrozenDictionary<string, DeprecatedVersion[]>> s_table = new(Read);

    /// <summary>The fact about a ref, the gravest first; null if there is none.</summary>
    public static DeprecatedVersion? Find(string name, string version, DateOnly today) =>
        s_table.Value.GetValueOrDefault(name)?.Where(row => (row.Since is null || row.Since <= today) && Matches(row.Versions, version))
            .OrderBy(row => row.Status switch { "compromised" => 0, "stopped" => 1, _ => 2 }).FirstOrDefault();

    private static bool Matches(string versions, string version)
    {
        if (versions == "*" || versions == version)
        {
            return true;
        }

        if (versions is ['v', .. var digits] && digits.TrimEnd('x', '.') is var major && int.TryParse(major, NumberStyles.None, CultureInfo.InvariantCulture, out int wanted))
        {
            return version.StartsWith('v') && Parse(version) is { } given && given.Major == wanted;
        }

        string[] bounds = versions.Split(' ');
        return bounds.All(bound => bound.StartsWith('<') || bound.StartsWith('>')) && version.Contains('.', StringComparison.Ordinal) && Parse(version) is { } exact
            && bounds.All(bound => bound.StartsWith('<') ? exact < Parse(bound[1..]) : exact >= Parse(bound[2..]));
    }

    private static Version? Parse(string text)
    {
        string plain = text.TrimStart('v');
        string[] parts = plain.Split('.');
        return parts.Length <= 4 && Version.TryParse(parts.Length == 1 ? plain + ".0.0" : parts.Length == 2 ? plain + ".0" : plain, out Version? version) ? version : null;
    }

    private static FrozenDictionary<string, DeprecatedVersion[]> Read() => FactTable.Lines("deprecated-actions.tsv")
        .Select(columns => (Name: columns[0], Row: new DeprecatedVersion(
            columns[1], columns[2], DateOnly.TryParse(columns[3], CultureInfo.InvariantCulture, out DateOnly since) ? since : null, columns[4])))
        .GroupBy(entry => entry.Name, StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.Select(entry => entry.Row).ToArray(), StringComparer.Ordinal);
}
