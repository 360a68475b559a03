using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace GcpLint.Hcl.Functions;

/// <summary>The patterns of <c>fileset</c>: <c>*</c>, <c>**</c>, <c>?</c>, <c>[a-z]</c>, <c>{a,b}</c>.</summary>
internal sealed class GlobPattern
{
    private const int MaxLength = 1000;

    private readonly Regex _regex;

    private GlobPattern(Regex regex)
    {
        _regex = regex;
    }

    public static bool TryParse(string pattern, [NotNullWhen(true)] out GlobPattern? glob)
    {
        glob = null;
        if (pattern.Length > MaxLength || !TryTranslate(pattern, out string translated))
        {
            return false;
        }

        try
        {
            glob = new GlobPattern(new Regex(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
            return true;
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    public bool IsMatch(string path) => _regex.IsMatch(path);

    private static bool TryTranslate(string pattern, out string translated)
    {
        var result = new StringBuilder(@"\A");
        int alternatives = 0;
        int i = 0;
        while (i < pattern.Length)
        {
            char unit = pattern[i++];
            switch (unit)
            {
                case '*' when i < pattern.Length && pattern[i] == '*':
                    i++;
                    bool folder = i < pattern.Length && pattern[i] == '/';
                    i += folder ? 1 : 0;
                    result.Append(folder ? "(?:.*/)?" : ".*");
                    break;
                case '*':
                    result.Append("[^/]*");
                    break;
                case '?':
                    result.Append("[^/]");
                    break;
                case '[':
                    int close = pattern.IndexOf(']', Math.Min(i + 1, pattern.Length));
                    if (close < 0)
                    {
                        translated = "";
                        return false;
                    }

                    string members = pattern[i..close].Replace("\\", "\\\\", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal);
                    result.Append('[').Append(members is ['!', ..] ? "^" + members[1..] : members).Append(']');
                    i = close + 1;
                    break;
                case '{':
                    alternatives++;
                    result.Append("(?:");
                    break;
                case '}' when alternatives > 0:
                    alternatives--;
                    result.Append(')');
                    break;
                case ',' when alternatives > 0:
                    result.Append('|');
                    break;
                case '\\' when i < pattern.Length:
                    result.Append(Regex.Escape(pattern[i++].ToString()));
                    break;
                default:
                    result.Append(Regex.Escape(unit.ToString()));
                    break;
            }
        }

        translated = result.Append(@"\z").ToString();
        return alternatives == 0;
    }
}
