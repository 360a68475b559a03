using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using GcpLint.Values;
using static GcpLint.Cel.Runtime.Library.Define;

namespace GcpLint.Cel.Runtime.Library;

/// <summary>The extension regex.</summary>
internal static class RegexFunctions
{
    private static readonly CelType Text = CelType.String;

    public static ImmutableArray<CelFunction> All { get; } =
    [
        Function("regex.extract", Any(false, [Text, Text], CelType.Optional(Text), Extract)),
        Function("regex.extractAll", Any(false, [Text, Text], CelType.List(Text), ExtractAll)),
        Function("regex.replace", Any(false, [Text, Text, Text], Text, Replace), Any(false, [Text, Text, Text, CelType.Int], Text, Replace)),
    ];

    private static Value Extract(scoped ReadOnlySpan<Value> arguments, ref Frame frame)
    {
        if (Compile(arguments, maxGroups: 1, ref frame, out Value problem) is not { } pattern)
        {
            return problem;
        }

        Match match = pattern.Match(arguments[0].AsString, 0);
        Group group = match.Groups[match.Groups.Count - 1];
        return match.Success && group.Success ? CelOptional.Of(Value.Of(group.Value)) : CelOptional.NoneValue;
    }

    private static Value ExtractAll(scoped ReadOnlySpan<Value> arguments, ref Frame frame)
    {
        if (Compile(arguments, maxGroups: 1, ref frame, out Value problem) is not { } pattern)
        {
            return problem;
        }

        var found = ImmutableArray.CreateBuilder<Value>();
        for (Match match = pattern.Match(arguments[0].AsString, 0); match.Success && frame.Pay(Cost.OfText(arguments[0].AsString.Length - match.Index)); match = match.NextMatch())
        {
            Group group = match.Groups[match.Groups.Count - 1];
            if (group.Success)
            {
                found.Add(Value.Of(group.Value));
            }
        }

        return frame.IsExhausted ? Frame.Exhausted : Value.Of(new ValueList(found.ToImmutable()));
    }

    private static Value Replace(scoped ReadOnlySpan<Value> arguments, ref Frame frame)
    {
        if (Compile(arguments, maxGroups: int.MaxValue, ref frame, out Value problem) is not { } pattern)
        {
            return problem;
        }

        string text = arguments[0].AsString;
        long left = arguments.Length > 3 ? arguments[3].AsInt : -1;
        var result = new StringBuilder();
        int at = 0;
        for (Match match = pattern.Match(text, 0); match.Success && left != 0; match = match.NextMatch(), left--)
        {
            result.Append(text, at, match.Index - at);
            at = match.Index + match.Length;
            if (AppendReplacement(result, arguments[2].AsString, match) is { } error)
            {
                return error;
            }

            if (!frame.Pay(Cost.OfText(text.Length - match.Index + ((long)arguments[2].AsString.Length * (1 + match.Length)))))
            {
                return Frame.Exhausted;
            }
        }

        return Value.Of(result.Append(text, at, text.Length - at).ToString());
    }

    /// <summary><c>\1</c> to <c>\9</c> stand for groups, <c>\0</c> for the whole match, <c>\\</c> for a backslash.</summary>
    private static Value? AppendReplacement(StringBuilder result, string replacement, Match match)
    {
        for (int i = 0; i < replacement.Length; i++)
        {
            if (replacement[i] != '\\')
            {
                result.Append(replacement[i]);
                continue;
            }

            char next = ++i < replacement.Length ? replacement[i] : '\0';
            if (next == '\\')
            {
                result.Append('\\');
            }
            else if (!char.IsAsciiDigit(next) || next - '0' >= match.Groups.Count)
            {
                return CelError.Of($"invalid replacement: '\\{next}' is no group of the pattern");
            }
            else
            {
                result.Append(match.Groups[next - '0'].ValueSpan);
            }
        }

        return null;
    }

    private static Pattern? Compile(scoped ReadOnlySpan<Value> arguments, int maxGroups, ref Frame frame, out Value problem)
    {
        problem = Frame.Exhausted;
        if (!frame.Pay(Pattern.CompilationCost))
        {
            return null;
        }

        Pattern? pattern = Pattern.Compile(arguments[1].AsString, out string? message);
        if (pattern is not null && !frame.Pay(pattern.CostOf(arguments[0].AsString)))
        {
            return null;
        }

        problem = CelError.Of(message is null ? "regular expression has more than one capturing group" : $"not a regular expression: {message}");
        return pattern?.GroupCount <= maxGroups ? pattern : null;
    }
}
