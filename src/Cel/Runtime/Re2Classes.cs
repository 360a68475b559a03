namespace GcpLint.Cel.Runtime;

/// <summary>Classes of characters in RE2's syntax, as .NET writes them. RE2's are ASCII, .NET's are Unicode.</summary>
internal static class Re2Classes
{
    /// <summary>What an escape with one letter stands for; null if it is none of those.</summary>
    /// <param name="letter">Behind the backslash.</param>
    /// <param name="inClass">Between '[' and ']'.</param>
    public static string? Escape(char letter, bool inClass) => (letter, inClass) switch
    {
        ('d', false) => "[0-9]",
        ('d', true) => "0-9",
        ('D', false) => "[^0-9]",
        ('w', false) => "[0-9A-Za-z_]",
        ('w', true) => "0-9A-Za-z_",
        ('W', false) => "[^0-9A-Za-z_]",
        ('s', false) => "[\\t\\n\\f\\r ]",
        ('s', true) => "\\t\\n\\f\\r ",
        ('S', false) => "[^\\t\\n\\f\\r ]",
        ('D', true) => "\\x00-/:-\\uFFFF",
        ('W', true) => "\\x00-/:-@\\[-\\^`{-\\uFFFF",
        ('S', true) => "\\x00-\\x08\\x0B\\x0E-\\x1F!-\\uFFFF",
        ('a', _) => "\\a",
        ('z', false) => "\\z",
        ('A' or 'b' or 'B', false) => $"\\{letter}",
        ('n' or 't' or 'r' or 'f' or 'v', _) => $"\\{letter}",
        _ => null,
    };

    /// <summary>The members of a class "[:name:]"; null for an unknown name.</summary>
    public static string? Members(ReadOnlySpan<char> name) => name switch
    {
        "alnum" => "0-9A-Za-z",
        "alpha" => "A-Za-z",
        "ascii" => "\\x00-\\x7F",
        "blank" => "\\t ",
        "cntrl" => "\\x00-\\x1F\\x7F",
        "digit" => "0-9",
        "graph" => "!-~",
        "lower" => "a-z",
        "print" => " -~",
        "punct" => "!-/:-@\\[-`{-~",
        "space" => "\\t\\n\\v\\f\\r ",
        "upper" => "A-Z",
        "word" => "0-9A-Za-z_",
        "xdigit" => "0-9A-Fa-f",
        _ => null,
    };
}
