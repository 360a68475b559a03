using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Cel.Runtime;

internal static class ValueStates
{
    extension(in Value value)
    {
        public bool IsError => value.Kind == ValueKind.Other && value.AsOther is CelError;

        /// <summary>Unknown or an error: passes by every strict operation.</summary>
        public bool IsUnfit => value.Kind == ValueKind.Unknown || value.IsError;

        public bool IsNothing => value.Kind is ValueKind.Null or ValueKind.Absent;
    }

    /// <summary>Of two values of which at least one is unfit, the one that stands: unknown before error, left before right.</summary>
    public static Value Unfit(in Value left, in Value right)
    {
        if (left.IsUnknown)
        {
            return left;
        }

        return right.IsUnknown || !left.IsError ? right : left;
    }

    /// <summary>Gives an error that was made without a place the place of the call.</summary>
    public static Value Placed(in Value value, TextSpan span) =>
        value.Kind == ValueKind.Other && value.AsOther is CelError { Span: { Start: 0, Length: 0 } } error ? CelError.At(error.Message, span) : value;

    /// <summary>What stands for the elements that a list may have besides (<see cref="Values.Unknown.IsOpenEnd"/>), or null.</summary>
    public static Value? OpenEnd(ValueList list) =>
        list.Count > 0 && list[list.Count - 1] is { UnknownReason.IsOpenEnd: true } end ? end : null;

    /// <summary>An unknown that stands as an element, or null.</summary>
    public static Value? UnknownElement(ValueList list)
    {
        foreach (Value item in list)
        {
            if (item.IsUnknown)
            {
                return item;
            }
        }

        return null;
    }
}
