using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;
using GcpLint.Hcl.Evaluation;
using GcpLint.Hcl.Types;
using GcpLint.Text;
using GcpLint.Values;
using static GcpLint.Hcl.Functions.Signature;

namespace GcpLint.Hcl.Functions;

/// <summary>Patterns: RE2's language, in linear time as there.</summary>
internal static class RegexFunctions
{
    /// <summary>The automaton needs no backtracking, but a hostile pattern can make it large.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    public static readonly ImmutableArray<HclFunction> All =
    [
        Define("regex", Any, MatchFirst, Of("pattern", Str), Of("string", Str)),
        Define("regexall", ListOfAny, MatchAll, Of("pattern", Str), Of("string", Str)),
        Define("replace", Str, Replace, Of("str", Str), Of("substr", Str), Of("replace", Str)),
    ];

    /// <summary>A pattern that is ready to match, and the names of its groups by number from 1; "" for none.</summary>
    private sealed record Pattern(Regex Regex, ImmutableArray<string> Groups);

    private static bool TryCompile(string pattern, [NotNullWhen(true)] out Pattern? compiled, [NotNullWhen(false)] out string? error)
    {
        compiled = null;
        var translation = new Re2Pattern(pattern);
        if (!translation.TryTranslate(out string translated, out error))
        {
            return false;
        }

        try
        {
            var regex = new Regex(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Timeout);
            compiled = new Pattern(regex, translation.Groups);
            error = null;
            return true;
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            error = "the pattern cannot be read";
            return false;
        }
    }

    private static FunctionResult MatchFirst(FunctionCall call)
    {
        if (!TryCompile(call.Text(0), out Pattern? pattern, out string? error) || !TryCheckGroups(pattern, out error))
        {
            return FunctionResult.FailArgument(0, error);
        }

        try
        {
            Match match = pattern.Regex.Match(call.Text(1));
            return match.Success ? ToValue(pattern, match) : FunctionResult.Fail("the pattern does not match any part of the string");
        }
        catch (RegexMatchTimeoutException)
        {
            return FunctionResult.Limit("the pattern takes too long");
        }
    }

    private static FunctionResult MatchAll(FunctionCall call)
    {
        if (!TryCompile(call.Text(0), out Pattern? pattern, out string? error) || !TryCheckGroups(pattern, out error))
        {
            return FunctionResult.FailArgument(0, error);
        }

        try
        {
            var items = ImmutableArray.CreateBuilder<Value>();
            int end = -1;
            foreach (Match match in pattern.Regex.Matches(call.Text(1)))
            {
                // As in Go, an empty match right behind another one is none.
                if (match.Length > 0 || match.Index != end)
                {
                    items.Add(ToValue(pattern, match));
                }

                end = match.Index + match.Length;
            }

            return TypedValues.List(ResultType(pattern), items.ToImmutable());
        }
        catch (RegexMatchTimeoutException)
        {
            return FunctionResult.Limit("the pattern takes too long");
        }
    }

    private static bool TryCheckGroups(Pattern pattern, [NotNullWhen(false)] out string? error)
    {
        int named = pattern.Groups.Count(name => name.Length > 0);
        error = named > 0 && named < pattern.Groups.Length ? "named and nameless groups cannot be mixed" : null;
        return error is null;
    }

    private static HclType ResultType(Pattern pattern) => pattern.Groups switch
    {
        [] => Str,
        [{ Length: 0 }, ..] => HclType.Tuple([.. pattern.Groups.Select(_ => Str)]),
        _ => HclType.Object(pattern.Groups.Distinct().Select(name => new HclTypeAttribute(name, Str))),
    };

    private static Value ToValue(Pattern pattern, Match match)
    {
        if (pattern.Groups.IsEmpty)
        {
            return Value.Of(match.Value.ToNfc());
        }

        IEnumerable<Value> groups = pattern.Groups.Select((_, index) => match.Groups[index + 1] is { Success: true } group
            ? Value.Of(group.Value.ToNfc())
            : Value.NullOf(Str));
        return pattern.Groups[0].Length == 0
            ? TypedValues.Tuple([.. groups])
            : TypedValues.Object([.. pattern.Groups.Zip(groups, (name, value) => new ValueEntry(Value.Of(name), value))]);
    }

    private static FunctionResult Replace(FunctionCall call)
    {
        string text = call.Text(0);
        string searched = call.Text(1);
        string replacement = call.Text(2);
        if (searched.Length <= 1 || !searched.StartsWith('/') || !searched.EndsWith('/'))
        {
            return ReplaceText(text, searched, replacement);
        }

        if (!TryCompile(searched[1..^1], out Pattern? pattern, out string? error))
        {
            return FunctionResult.Fail(error);
        }

        try
        {
            int length = text.Length;
            int end = -1;
            string result = pattern.Regex.Replace(text, match =>
            {
                bool isAdjacent = match.Length == 0 && match.Index == end;
                end = match.Index + match.Length;
                if (isAdjacent)
                {
                    return "";
                }

                string expanded = length > EvaluationBudget.MaxTextLength ? "" : Expand(pattern, match, replacement);
                length += expanded.Length;
                return expanded;
            });
            return length > EvaluationBudget.MaxTextLength ? FunctionResult.Limit("the text is too long") : Value.Of(result.ToNfc());
        }
        catch (RegexMatchTimeoutException)
        {
            return FunctionResult.Limit("the pattern takes too long");
        }
    }

    private static FunctionResult ReplaceText(string text, string searched, string replacement)
    {
        long matches = searched.Length == 0 ? text.Length + 1 : text.AsSpan().Count(searched);
        if (text.Length + (matches * replacement.Length) > EvaluationBudget.MaxTextLength)
        {
            return FunctionResult.Limit("the text is too long");
        }

        if (searched.Length > 0)
        {
            return Value.Of(text.Replace(searched, replacement, StringComparison.Ordinal).ToNfc());
        }

        // As in Go: before each character and at the end.
        var result = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            result.Append(replacement).Append(rune.ToString());
        }

        return Value.Of(result.Append(replacement).ToString().ToNfc());
    }

    /// <summary>Go's templates: <c>$1</c>, <c>${1}</c>, <c>$name</c>, <c>$$</c>; a name reaches as far as it can.</summary>
    private static string Expand(Pattern pattern, Match match, string template)
    {
        var result = new StringBuilder();
        int i = 0;
        while (i < template.Length)
        {
            if (template[i] != '$' || i + 1 >= template.Length)
            {
                result.Append(template[i++]);
                continue;
            }

            if (template[i + 1] == '$')
            {
                result.Append('$');
                i += 2;
                continue;
            }

            bool braces = template[i + 1] == '{';
            int start = braces ? i + 2 : i + 1;
            int end = start;
            while (end < template.Length && (char.IsLetterOrDigit(template[end]) || template[end] == '_'))
            {
                end++;
            }

            if (end == start || (braces && (end >= template.Length || template[end] != '}')))
            {
                result.Append(template[i++]);
                continue;
            }

            result.Append(GetGroup(pattern, match, template[start..end]));
            i = braces ? end + 1 : end;
        }

        return result.ToString();
    }

    private static string GetGroup(Pattern pattern, Match match, string name)
    {
        if (int.TryParse(name, out int number))
        {
            return number <= pattern.Groups.Length ? match.Groups[number].Value : "";
        }

        int index = pattern.Groups.LastIndexOf(name);
        return index < 0 ? "" : match.Groups[index + 1].Value;
    }
}
