using System.Globalization;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>Expands parameters and applies the operators of "${…}" as far as the values are known.</summary>
internal sealed class ParameterEvaluator
{
    private readonly ShellScript _script;
    private readonly ShellContext _context;
    private readonly WordEvaluator _words;

    public ParameterEvaluator(ShellScript script, ShellContext context, WordEvaluator words)
    {
        _script = script;
        _context = context;
        _words = words;
    }

    public Value Evaluate(ParameterPart part, ShellScope scope)
    {
        Value value = Select(part, Look(part, scope));
        Value result = part.Operator switch
        {
            ParameterOperator.None => value.IsNull ? Value.EmptyString : value,
            ParameterOperator.UseDefault or ParameterOperator.AssignDefault => UseDefault(part, value, scope),
            ParameterOperator.RequireSet => value.IsNull ? Unknown(part, UnknownKind.Error, $"${part.Name} is required and not set") : value,
            ParameterOperator.UseAlternative => UseAlternative(part, value, scope),
            ParameterOperator.Length => Length(part, value),
            ParameterOperator.Indirect => Indirect(part, value, scope),
            _ => Transform(part, value, scope),
        };
        return result.IsAbsent ? Unknown(part, UnknownKind.EnvironmentVariable, $"${part.Name} comes from the environment") : result;
    }

    /// <summary>What the name stands for; absent if the script does not say.</summary>
    private Value Look(ParameterPart part, ShellScope scope)
    {
        string name = part.Name;
        if (name is "@" or "*")
        {
            return scope.Arguments is { } all ? Value.Of(new ValueList(all)) : Positional(part);
        }

        if (name == "#")
        {
            return scope.Arguments is { } counted ? Value.Of(counted.Length.ToString(CultureInfo.InvariantCulture)) : Positional(part);
        }

        if (part.IsPositional)
        {
            if (scope.Arguments is not { } arguments)
            {
                return Positional(part);
            }

            return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index <= arguments.Length
                ? arguments[index - 1]
                : Value.Null;
        }

        if (!ShellNames.IsName(name))
        {
            return Unknown(part, UnknownKind.RunTime, $"${name} is known when the script runs");
        }

        Value value = scope.Get(name);
        return value.IsAbsent && _context.Assumptions.TryGetValue(name, out Value assumed) ? assumed : value;
    }

    private Value Positional(ParameterPart part) => Unknown(part, UnknownKind.InputVariable, $"${part.Name} is an argument of the script or function");

    /// <summary>The element of an array that the brackets choose; without brackets it is the first one.</summary>
    private Value Select(ParameterPart part, Value value)
    {
        if (value.Kind != ValueKind.List || part.IsAllElements)
        {
            return value;
        }

        ValueList list = value.AsList;
        if (part.Index is null)
        {
            return list.Count > 0 ? list[0] : Value.Null;
        }

        if (!int.TryParse(part.Index, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int index))
        {
            return Unknown(part, UnknownKind.RunTime, $"${{{part.Name}[{part.Index}]}} is known when the script runs");
        }

        long place = index < 0 ? (long)list.Count + index : index;
        return place >= 0 && place < list.Count ? list[(int)place] : Value.Null;
    }

    private Value Argument(ParameterPart part, ShellScope scope, OriginKind kind)
    {
        if (part.Argument is not { } argument)
        {
            return Value.EmptyString;
        }

        Value value = _words.Evaluate(argument, scope);
        return value.WithOrigin(new Origin(kind, part.Name, _script.Locate(argument.Span), value.Origin?.From));
    }

    private Value UseDefault(ParameterPart part, Value value, ShellScope scope)
    {
        bool empty = value.Kind == ValueKind.String && value.AsString.Length == 0 && part.OperatorText.StartsWith(':');
        if (value.IsNull || empty)
        {
            return Argument(part, scope, OriginKind.VariableDefault);
        }

        if (value.IsKnown)
        {
            return value;
        }

        Value standard = Argument(part, scope, OriginKind.VariableDefault);
        Unknown reason = value.UnknownReason ?? new Unknown(UnknownKind.EnvironmentVariable, $"${part.Name} may come from the environment");
        return Value.Unknown(reason with { Default = standard }).WithOrigin(value.Origin ?? _words.Written(part.Span));
    }

    private Value UseAlternative(ParameterPart part, Value value, ShellScope scope)
    {
        bool empty = value.Kind == ValueKind.String && value.AsString.Length == 0 && part.OperatorText.StartsWith(':');
        if (value.IsNull || empty)
        {
            return Value.EmptyString;
        }

        Value alternative = Argument(part, scope, OriginKind.Written);
        return value.IsKnown
            ? alternative
            : PossibleValues.Join(part.Name, [alternative, Value.EmptyString]);
    }

    private Value Length(ParameterPart part, Value value) => value.Kind switch
    {
        ValueKind.List => Value.Of(value.AsList.Count.ToString(CultureInfo.InvariantCulture)),
        ValueKind.String => Value.Of(value.AsString.Length.ToString(CultureInfo.InvariantCulture)),
        ValueKind.Null => Value.Of("0"),
        _ => Unknown(part, UnknownKind.RunTime, $"the length of ${part.Name}"),
    };

    private Value Indirect(ParameterPart part, Value value, ShellScope scope)
    {
        if (value.Kind == ValueKind.String && part.OperatorText.Length == 0 && part.Index is null && ShellNames.IsName(value.AsString))
        {
            Value target = scope.Get(value.AsString);
            if (target.IsKnown || target.IsUnknown)
            {
                return Select(part, target);
            }
        }

        return Unknown(part, UnknownKind.EnvironmentVariable, $"the variable that ${part.Name} names");
    }

    private Value Transform(ParameterPart part, Value value, ShellScope scope)
    {
        if (value.Kind == ValueKind.String && part.Argument is { } argument)
        {
            Value operand = _words.Evaluate(argument, scope);
            string? text = operand.Kind == ValueKind.String ? Apply(part, value.AsString, operand.AsString) : null;
            if (text is not null && text.Length <= WalkLimits.MaxValueLength)
            {
                return Value.Of(text).WithOrigin(value.Origin);
            }
        }
        else if (value.Kind == ValueKind.List && part.Operator == ParameterOperator.Substring && part.Argument?.Literal is { } slice)
        {
            return Slice(part, value.AsList, slice);
        }

        return Unknown(part, UnknownKind.Function, $"${{{part.Name}{part.OperatorText}…}}", value.Origin);
    }

    /// <summary>"${@:2}": the elements from an index; of $@ the first one has the index 1.</summary>
    private Value Slice(ParameterPart part, ValueList list, string text)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int start))
        {
            return Unknown(part, UnknownKind.Function, $"${{{part.Name}:{text}}}");
        }

        start = part.Name is "@" or "*" ? Math.Max(0, start - 1) : start;
        return Value.Of(new ValueList([.. list.Items.Skip(start)]));
    }

    private static string? Apply(ParameterPart part, string value, string operand)
    {
        switch (part.Operator)
        {
            case ParameterOperator.RemovePrefix when !IsPattern(operand):
                return value.StartsWith(operand, StringComparison.Ordinal) ? value[operand.Length..] : value;
            case ParameterOperator.RemoveSuffix when !IsPattern(operand):
                return value.EndsWith(operand, StringComparison.Ordinal) ? value[..^operand.Length] : value;
            case ParameterOperator.Replace:
                return Replace(part.OperatorText, value, operand);
            case ParameterOperator.ChangeCase when operand.Length == 0:
                return part.OperatorText switch
                {
                    "^^" => value.ToUpperInvariant(),
                    ",," => value.ToLowerInvariant(),
                    "^" when value.Length > 0 => char.ToUpperInvariant(value[0]) + value[1..],
                    "," when value.Length > 0 => char.ToLowerInvariant(value[0]) + value[1..],
                    _ => value,
                };
            case ParameterOperator.Substring:
                return Substring(value, operand);
            default:
                return null;
        }
    }

    private static string? Replace(string operation, string value, string operand)
    {
        int slash = operand.IndexOf('/');
        string pattern = slash < 0 ? operand : operand[..slash];
        string replacement = slash < 0 ? "" : operand[(slash + 1)..];
        if (pattern.Length == 0 || IsPattern(pattern))
        {
            return null;
        }

        switch (operation)
        {
            case "//":
                long occurrences = value.Length / pattern.Length;
                return value.Length + (occurrences * replacement.Length) > WalkLimits.MaxValueLength
                    ? null
                    : value.Replace(pattern, replacement, StringComparison.Ordinal);
            case "/#":
                return value.StartsWith(pattern, StringComparison.Ordinal) ? replacement + value[pattern.Length..] : value;
            case "/%":
                return value.EndsWith(pattern, StringComparison.Ordinal) ? value[..^pattern.Length] + replacement : value;
            default:
                int found = value.IndexOf(pattern, StringComparison.Ordinal);
                return found < 0 ? value : value[..found] + replacement + value[(found + pattern.Length)..];
        }
    }

    private static string? Substring(string value, string operand)
    {
        string[] bounds = operand.Split(':');
        if (bounds.Length > 2 || !int.TryParse(bounds[0], NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out int start))
        {
            return null;
        }

        start = start < 0 ? value.Length + start : start;
        int length = value.Length;
        if ((bounds.Length == 2 && !int.TryParse(bounds[1], NumberStyles.None, CultureInfo.InvariantCulture, out length)) || start < 0)
        {
            return null;
        }

        start = Math.Min(start, value.Length);
        return value.Substring(start, Math.Min(length, value.Length - start));
    }

    private static bool IsPattern(string text) => text.AsSpan().IndexOfAny('*', '?', '[') >= 0;

    private Value Unknown(ParameterPart part, UnknownKind kind, string detail, Origin? from = null) =>
        Value.Unknown(kind, detail).WithOrigin(_words.Written(part.Span, from));
}
