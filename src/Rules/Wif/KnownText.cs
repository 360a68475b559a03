using System.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Wif;

/// <summary>
/// Texts that are known in part: each part that is not known becomes a word that no literal has, the same for the same
/// variable, so that two texts made of one variable stay equal.
/// </summary>
internal static class KnownText
{
    private const string Unknown = "unknown-";

    /// <summary>Null if nothing of the value is known, or it is no text.</summary>
    public static string? Of(Value value)
    {
        if (value.TryGetString(out string? known))
        {
            return known;
        }

        if (value.UnknownReason is not { } reason || (reason.Parts is null && NameOf(value).Length == 0))
        {
            return null;
        }

        if (reason.Parts is not { } parts)
        {
            return Placeholder(NameOf(value));
        }

        var text = new StringBuilder();
        foreach (Value part in parts)
        {
            text.Append(part.TryGetString(out string? run) ? run : Placeholder(NameOf(part)));
        }

        return text.ToString();
    }

    /// <summary>Whether a text has a part that is not known.</summary>
    public static bool HasUnknown(string text) => text.Contains(Unknown, StringComparison.Ordinal);

    /// <summary>The resource attributes that a text is made of: "google_iam_workload_identity_pool.github.name".</summary>
    public static IEnumerable<string> AttributesIn(Value value)
    {
        IEnumerable<Value> parts = value.UnknownReason?.Parts?.Items ?? [value];
        return parts.SelectMany(part => part.Origin?.Trail ?? []).Where(step => step.Kind == OriginKind.ResourceAttribute).Select(step => step.Name);
    }

    private static string NameOf(Value value)
    {
        string name = "";
        foreach (Origin step in value.Origin?.Trail ?? [])
        {
            name = step.Name.Length > 0 ? step.Name : name;
        }

        return name.Length > 0 ? name : value.UnknownReason?.Detail ?? "";
    }

    private static string Placeholder(string name)
    {
        var text = new StringBuilder(Unknown);
        foreach (char c in name)
        {
            text.Append(char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-');
        }

        return text.ToString();
    }
}
