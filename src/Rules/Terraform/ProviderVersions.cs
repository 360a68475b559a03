using System.Globalization;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Hcl.Syntax;

namespace GcpLint.Rules.Terraform;

/// <summary>Which provider a module means by a name, and which versions of it.</summary>
internal sealed class ProviderVersions
{
    private readonly TerraformModule _module;

    public ProviderVersions(TerraformModule module)
    {
        _module = module;
    }

    /// <summary>The local name of the provider of a resource: "google", "google-beta".</summary>
    public static string LocalNameOf(TerraformResourceBlock resource)
    {
        HclExpression? expression = resource.GetAttribute("provider")?.Expression;
        string? written = expression switch
        {
            TraversalExpression traversal => traversal.RootName,
            TemplateExpression template when template.TryGetLiteral(out string? text) => text.Split('.')[0],
            _ => null,
        };
        return written ?? (resource.Type.IndexOf('_') is var end and > 0 ? resource.Type[..end] : resource.Type);
    }

    /// <summary>Whether the resources of a local name are those of google or google-beta, not of a provider of the same name.</summary>
    public bool IsGoogle(string localName) =>
        localName is "google" or "google-beta"
        && (SourceOf(localName) is not { } source || source.EndsWith("hashicorp/google", StringComparison.Ordinal) || source.EndsWith("hashicorp/google-beta", StringComparison.Ordinal));

    /// <summary>Whether a local name may stand for google-beta.</summary>
    public bool MayBeBeta(string localName) =>
        localName != "google" || SourceOf(localName)?.EndsWith("google-beta", StringComparison.Ordinal) == true;

    /// <summary>The lowest major version that the module allows; null where it does not say.</summary>
    public int? LowestMajor(string localName) =>
        Entry(localName) is { } entry && TextOf(entry, "version") is { } constraint ? VersionConstraint.Parse(constraint).LowestMajor : null;

    /// <summary>Whether the module may run with a provider of these years: what is deprecated now was not in older ones.</summary>
    public bool AllowsRecent(string localName)
    {
        const int FirstRecent = 6;
        return Allows(localName, FirstRecent);
    }

    /// <summary>Whether the module may run with a major version, or with a later one.</summary>
    public bool Allows(string localName, int major) =>
        Entry(localName) is not { } entry || TextOf(entry, "version") is not { } constraint || !(VersionConstraint.Parse(constraint).HighestMajor < major);

    /// <summary>The entry of <c>required_providers</c>; null if there is none.</summary>
    public HclAttribute? Entry(string localName) => _module.RequiredProviders.FirstOrDefault(entry => entry.Name == localName);

    /// <summary>The text of a part of an entry, "" for one that is not plain; null if it is not written. The old form is the version alone.</summary>
    public static string? TextOf(HclAttribute entry, string name)
    {
        if (entry.Expression is not ObjectExpression parts)
        {
            return name == "version" ? TerraformLiterals.Text(entry) ?? "" : null;
        }

        HclExpression? value = parts.Items.FirstOrDefault(item => item.KeyName == name)?.Value;
        return value switch
        {
            null => null,
            TemplateExpression template when template.TryGetLiteral(out string? text) => text,
            _ => "",
        };
    }

    private string? SourceOf(string localName) => Entry(localName) is { } entry ? TextOf(entry, "source") : null;
}

/// <summary>What a constraint such as <c>~&gt; 6.10</c> or <c>&gt;= 5.0, &lt; 8</c> allows, in major versions.</summary>
/// <param name="LowestMajor">Null if there is no lower end.</param>
/// <param name="HighestMajor">Null if there is no upper end.</param>
internal readonly record struct VersionConstraint(int? LowestMajor, int? HighestMajor)
{
    /// <summary>Some later major version is shut out.</summary>
    public bool HasUpperEnd => HighestMajor is not null;

    public static VersionConstraint Parse(string text)
    {
        int? lowest = null;
        int? highest = null;
        foreach (string part in text.Split(','))
        {
            string clause = part.Trim();
            int start = clause.AsSpan().IndexOfAnyInRange('0', '9');
            if (start < 0)
            {
                continue;
            }

            string operation = clause[..start].Trim().TrimEnd('v');
            int end = start;
            while (end < clause.Length && char.IsAsciiDigit(clause[end]))
            {
                end++;
            }

            if (!int.TryParse(clause.AsSpan(start, end - start), NumberStyles.None, CultureInfo.InvariantCulture, out int major))
            {
                continue;
            }

            if (operation is "" or "=" or "~>" or ">=" or ">")
            {
                lowest = Math.Max(lowest ?? major, major);
            }

            if (operation is "" or "=" or "~>" or "<" or "<=")
            {
                // "< 7.0.0" leaves version 6.
                int last = operation == "<" && IsWhole(clause.AsSpan(end)) ? major - 1 : major;
                highest = Math.Min(highest ?? last, last);
            }
        }

        return new VersionConstraint(lowest, highest);
    }

    private static bool IsWhole(ReadOnlySpan<char> rest) => !rest.ContainsAnyInRange('1', '9');
}
