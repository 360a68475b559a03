using System.Collections.Immutable;
using GcpLint.Hcl.Evaluation;
using GcpLint.Hcl.Types;
using GcpLint.Text;
using GcpLint.Values;
using static GcpLint.Hcl.Functions.Signature;

namespace GcpLint.Hcl.Functions;

/// <summary><c>format</c> and <c>formatlist</c>.</summary>
internal static class FormatFunctions
{
    public static readonly ImmutableArray<HclFunction> All =
    [
        DefineVariadic("format", Str, Format, new Parameter("args", Any, AllowNull: true, AllowUnknown: true), new Parameter("format", Str)),
        DefineVariadic("formatlist", ListOfText, FormatList, new Parameter("args", Any, AllowNull: true, AllowUnknown: true), new Parameter("format", Str)),
    ];

    private static FunctionResult Format(FunctionCall call) => Format(call.Text(0), call.Arguments.AsSpan()[1..]);

    private static FunctionResult Format(string format, ReadOnlySpan<Value> arguments)
    {
        foreach (Value argument in arguments)
        {
            // A null without a type: Terraform waits for a type that never comes.
            if (argument.IsNull && argument.GetHclType().IsDynamic)
            {
                return Value.Unknown(UnknownKind.Function, "a null without a type is not formatted");
            }

            if (argument.FindUnknown() is { } unknown)
            {
                int verb = format.IndexOf('%', StringComparison.Ordinal);
                Unknown reason = unknown.UnknownReason ?? new Unknown(UnknownKind.Computed, "");
                return Value.Unknown(new Unknown(reason.Kind, reason.Detail)
                {
                    Type = Str,
                    NotNull = true,
                    Prefix = verb < 0 ? format : format[..verb],
                });
            }
        }

        string? error = Formatter.TryFormat(format, arguments, out string text);
        return error is null ? Value.Of(text.ToNfc()) : FunctionResult.Fail(error);
    }

    private static FunctionResult FormatList(FunctionCall call)
    {
        int length = -1;
        for (int i = 1; i < call.Count; i++)
        {
            HclTypeKind kind = call[i].GetHclType().Kind;
            if (kind is not (HclTypeKind.List or HclTypeKind.Set or HclTypeKind.Tuple) || call[i].IsNull)
            {
                continue;
            }

            if (call[i].IsUnknown)
            {
                return FunctionCall.UnknownFrom(call[i], ListOfText);
            }

            int count = call[i].AsList.Count;
            if (length >= 0 && count != length)
            {
                return FunctionResult.FailArgument(i, $"there are {count} elements, in a list before {length}");
            }

            length = count;
        }

        // Without a list, the result is a list of one.
        var items = ImmutableArray.CreateBuilder<Value>();
        int total = length < 0 ? 1 : length;
        long written = 0;
        for (int i = 0; i < total; i++)
        {
            int index = i;
            Value[] arguments = [.. call.Arguments.Skip(1).Select(argument =>
                argument.Kind is ValueKind.List or ValueKind.Set ? argument.AsList[index] : argument)];
            FunctionResult each = Format(call.Text(0), arguments);
            if (each.Error is not null)
            {
                return FunctionResult.Fail($"at element {i}: {each.Error}");
            }

            // Few verbs may stand for much ("%10000s"), and padding copies each text several times.
            items.Add(each.Value);
            written += Math.Max(each.Value.AsString.Length, call.Text(0).Length);
            if (written > EvaluationBudget.MaxTextLength || !call.Context.Budget.TrySpend(each.Value.AsString.Length / 8))
            {
                return FunctionResult.Limit("the list is too long");
            }
        }

        return TypedValues.List(Str, items.ToImmutable());
    }
}
