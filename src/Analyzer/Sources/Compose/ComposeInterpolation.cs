using System.Text;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Compose;

/// <summary>
/// The interpolation of Compose: <c>$NAME</c>, <c>${NAME}</c> with the modifiers <c>-</c>, <c>:-</c>, <c>+</c>, <c>:+</c>,
/// <c>?</c>, <c>:?</c>, and <c>$$</c>. A variable that the given ones do not have is unset where a default is written, and
/// else unknown: the shell of whoever runs Compose may set it.
/// </summary>
internal sealed class ComposeInterpolation(ValueMap variables)
{
    /// <summary>Defaults may nest references; each level costs a stack frame.</summary>
    private const int MaxDepth = 20;

    /// <summary>Of a scalar, before and after: defaults are copied at each level, and a long variable may be named often.</summary>
    private const int MaxLength = 1 << 16;

    /// <summary>The value with all references in it replaced; keys are not interpolated.</summary>
    public Value Evaluate(Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.String when value.AsString.Contains('$', StringComparison.Ordinal):
                return EvaluateScalar(value);
            case ValueKind.List:
                return Value.Of(new ValueList([.. value.AsList.Items.Select(Evaluate)])).WithOrigin(value.Origin);
            case ValueKind.Map:
                return Value.Of(new ValueMap([.. value.AsMap.Entries.Select(entry => entry with { Value = Evaluate(entry.Value) })]))
                    .WithOrigin(value.Origin);
            default:
                return value;
        }
    }

    private Value EvaluateScalar(Value value)
    {
        string text = value.AsString;
        if (text.Length > MaxLength)
        {
            return Value.Unknown(UnknownKind.Limit, "the text is too long to be interpolated").WithOrigin(value.Origin);
        }

        Value result = Evaluate(text, new TextSpan(0, text.Length), value, 0);
        Origin? origin = value.Origin is null || result.Origin is null || result.Origin == value.Origin
            ? value.Origin
            : value.Origin with { From = result.Origin };

        // "replicas: ${REPLICAS:-2}" is a number: Compose converts to the type of the field.
        bool quoted = value.Origin is { Location: var place } && place.Source.Slice(place.Span) is ['"' or '\'' or '|' or '>', ..];
        return (quoted || result.Kind != ValueKind.String ? result : YamlSchema.ResolvePlain(result.AsString)).WithOrigin(origin);
    }

    private Value Evaluate(string text, TextSpan part, Value scalar, int depth)
    {
        var result = new StringBuilder();
        Origin? first = null;
        int offset = part.Start;
        while (offset < part.End)
        {
            int dollar = text.AsSpan(offset, part.End - offset).IndexOf('$');
            if (dollar < 0)
            {
                break;
            }

            result.Append(text, offset, dollar);
            ComposeReference reference = ComposeReference.Read(text, offset + dollar, part.End);
            if (!reference.IsReference)
            {
                result.Append(reference.Literal);
            }
            else
            {
                Value value = Resolve(text, reference, scalar, depth);
                if (!value.IsKnown)
                {
                    return value;
                }

                first ??= value.Origin;
                result.Append(value.AsString);
                if (result.Length > MaxLength)
                {
                    return Value.Unknown(UnknownKind.Limit, "the interpolated text is too long");
                }
            }

            offset = reference.End;
        }

        result.Append(text, Math.Min(offset, part.End), Math.Max(0, part.End - offset));
        return Value.Of(result.ToString()).WithOrigin(first);
    }

    private Value Resolve(string text, ComposeReference reference, Value scalar, int depth)
    {
        if (reference.IsMalformed || depth >= MaxDepth)
        {
            return Value.Unknown(UnknownKind.Error, $"'{Shorten(text)}' is no valid reference");
        }

        Value variable = variables.Get(reference.Name);
        bool set = variable.IsSet && !(reference.TreatsEmptyAsUnset && variable.TryGetString(out string? known) && known.Length == 0);
        Value value = reference.Modifier switch
        {
            '-' when !set => Default(text, reference, scalar, depth),
            '+' when set => Evaluate(text, reference.Word, scalar, depth + 1),
            '+' when variable.IsSet => Value.EmptyString,
            '?' when variable.IsSet && !set => Value.Unknown(UnknownKind.Error, $"{reference.Name} must not be empty"),
            _ when variable.IsSet => variable.IsKnown ? Value.Of(ScalarText.Of(variable)).WithOrigin(variable.Origin) : variable,
            _ => Value.Unknown(UnknownKind.EnvironmentVariable, $"the environment variable {reference.Name} is not in the repository"),
        };
        return value;
    }

    private Value Default(string text, ComposeReference reference, Value scalar, int depth)
    {
        Value value = Evaluate(text, reference.Word, scalar, depth + 1);
        if (!value.IsKnown || scalar.Origin is null)
        {
            return value;
        }

        SourceLocation place = ScalarText.Map(scalar)?.Locate(reference.Word) ?? scalar.Origin.Location;
        return value.WithOrigin(new Origin(OriginKind.VariableDefault, reference.Name, place, value.Origin));
    }

    private static string Shorten(string text) => text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 77), "...");
}
