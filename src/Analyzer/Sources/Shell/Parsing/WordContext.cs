namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>Where text of a word stands: it decides which characters are special and what ends it.</summary>
internal enum WordContext : byte
{
    /// <summary>Ends at a blank, a line end or an operator.</summary>
    Unquoted,

    /// <summary>Between double quotes.</summary>
    DoubleQuoted,

    /// <summary>A here-document whose delimiter is not quoted; ends with the text.</summary>
    HereDocument,

    /// <summary>Behind the operator of "${…}"; ends at the brace.</summary>
    Braced,

    /// <summary>The same between double quotes, where single quotes stand for themselves.</summary>
    BracedQuoted,

    /// <summary>In "$((…))" and "((…))"; ends at a closing parenthesis too many.</summary>
    Arithmetic,

    /// <summary>A regular expression behind "=~": parentheses and bars belong to it.</summary>
    Regex,

    /// <summary>Between the parentheses of an extended pattern such as "@(a|b)".</summary>
    ExtendedPattern,
}
