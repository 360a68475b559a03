using System.Collections.Immutable;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Cel.Syntax;

/// <summary>
/// Recognises the macros of the specification and of the extensions bindings, optionals, two-variable comprehensions and
/// lists (sortBy) by name, target and number of arguments; other calls stay as they are.
/// </summary>
internal static class MacroExpander
{
    public static Expression Expand(CallExpression call, ImmutableArray<Problem>.Builder problems)
    {
        Expression? expanded = call.Target switch
        {
            null => call.Function == "has" && call.Arguments.Length == 1 ? ExpandHas(call, problems) : null,
            NameExpression { Name: "cel" } => ExpandCel(call, problems),
            _ => ExpandComprehension(call, problems),
        };
        return expanded ?? call;
    }

    /// <summary>How a macro is written; null for a name that is none. For calls that look like a macro and are not one.</summary>
    public static string? UsageOf(string name) => name switch
    {
        "has" => "It is a macro: has(a.b).",
        "all" or "exists" or "exists_one" or "existsOne" or "filter" => $"It is a macro: list.{name}(x, condition).",
        "map" => "It is a macro: list.map(x, expression).",
        "sortBy" => "It is a macro: list.sortBy(x, key).",
        "transformList" or "transformMap" or "transformMapEntry" => $"It is a macro: list.{name}(i, x, expression).",
        "optMap" or "optFlatMap" => $"It is a macro: optional.{name}(x, expression).",
        _ => null,
    };

    private static Expression ExpandHas(CallExpression call, ImmutableArray<Problem>.Builder problems)
    {
        if (call.Arguments[0] is SelectExpression { IsOptional: false } selection)
        {
            return new HasExpression(selection, call.Span);
        }

        return Fail(
            problems,
            call.Arguments[0].Span,
            "The argument of has() must be the selection of a field",
            "Write has(a.b); a key that is no name is asked for with 'key' in a.");
    }

    private static Expression? ExpandCel(CallExpression call, ImmutableArray<Problem>.Builder problems)
    {
        ImmutableArray<Expression> arguments = call.Arguments;
        switch (call.Function)
        {
            case "bind" when arguments.Length == 3:
                return VariableName(arguments[0], problems) is { } name
                    ? new BindExpression(name, arguments[1], arguments[2], call.Span)
                    : new InvalidExpression(call.Span);
            case "block" when arguments.Length == 2 && arguments[0] is ListExpression { OptionalElements.IsDefault: true } list:
                Expression body = arguments[1];
                for (int i = list.Elements.Length - 1; i >= 0; i--)
                {
                    body = new BindExpression($"@index{i}", list.Elements[i], body, call.Span);
                    if (body.Height > CelLimits.MaxHeight)
                    {
                        return body;
                    }
                }

                return body;
            case "index" when arguments.Length == 1 && Number(arguments[0]) is { } index:
                return new NameExpression($"@index{index}", false, call.Span);
            case "iterVar" or "accuVar" when arguments.Length == 2 && Number(arguments[0]) is { } depth && Number(arguments[1]) is { } unique:
                return new NameExpression($"@{call.Function}:{depth}:{unique}", false, call.Span);
            default:
                return null;
        }
    }

    private static long? Number(Expression argument) =>
        argument is LiteralExpression { Value.Kind: ValueKind.Int } literal && literal.Value.AsInt >= 0 ? literal.Value.AsInt : null;

    private static Expression? ExpandComprehension(CallExpression call, ImmutableArray<Problem>.Builder problems)
    {
        ImmutableArray<Expression> arguments = call.Arguments;
        Expression range = call.Target ?? call;
        switch (call.Function, arguments.Length)
        {
            case ("optMap" or "optFlatMap", 2):
                return VariableName(arguments[0], problems) is { } name
                    ? new OptionalMapExpression(range, name, arguments[1], call.Function == "optFlatMap", call.Span)
                    : new InvalidExpression(call.Span);
            case ("map", 2):
                return Make(ComprehensionKind.Map, 1, null, arguments[1]);
            case ("map", 3):
                return Make(ComprehensionKind.Map, 1, arguments[1], arguments[2]);
            case ("filter", 2):
                return Make(ComprehensionKind.Filter, 1, arguments[1], null);
            case ("sortBy", 2):
                return Make(ComprehensionKind.SortBy, 1, null, arguments[1]);
            case ("all" or "exists" or "exists_one" or "existsOne", 2):
                return Make(QuantifierOf(call.Function), 1, arguments[1], null);
            case ("all" or "exists" or "exists_one" or "existsOne", 3):
                return Make(QuantifierOf(call.Function), 2, arguments[2], null);
            case ("transformList" or "transformMap" or "transformMapEntry", 3):
                return Make(TransformOf(call.Function), 2, null, arguments[2]);
            case ("transformList" or "transformMap" or "transformMapEntry", 4):
                return Make(TransformOf(call.Function), 2, arguments[2], arguments[3]);
            default:
                return null;
        }

        Expression Make(ComprehensionKind kind, int variables, Expression? predicate, Expression? transform)
        {
            string? first = VariableName(arguments[0], problems);
            string? second = variables == 2 ? VariableName(arguments[1], problems) : null;
            if (first is null || (variables == 2 && second is null))
            {
                return new InvalidExpression(call.Span);
            }

            return first == second
                ? Fail(problems, arguments[1].Span, $"The two variables of {call.Function}() have the same name", "")
                : new ComprehensionExpression(kind, range, first, second, predicate, transform, call.Span);
        }
    }

    private static ComprehensionKind QuantifierOf(string function) => function switch
    {
        "all" => ComprehensionKind.All,
        "exists" => ComprehensionKind.Exists,
        _ => ComprehensionKind.ExistsOne,
    };

    private static ComprehensionKind TransformOf(string function) => function switch
    {
        "transformList" => ComprehensionKind.TransformList,
        "transformMap" => ComprehensionKind.TransformMap,
        _ => ComprehensionKind.TransformMapEntry,
    };

    private static string? VariableName(Expression argument, ImmutableArray<Problem>.Builder problems)
    {
        if (argument is NameExpression { IsRooted: false } name)
        {
            return name.Name;
        }

        Fail(problems, argument.Span, "The argument must be a simple name", "A macro's variable is a name such as x.");
        return null;
    }

    private static InvalidExpression Fail(ImmutableArray<Problem>.Builder problems, TextSpan span, string summary, string detail)
    {
        // Behind a syntax error the arguments are not what the author wrote.
        if (problems.Count == 0)
        {
            problems.Add(new Problem("cel/macro", summary, detail, span));
        }

        return new InvalidExpression(span);
    }
}
