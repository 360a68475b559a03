using System.Runtime.CompilerServices;
using GcpLint.Values;

namespace GcpLint.Cel.Runtime;

/// <summary>The state of one evaluation: lives on the stack of the thread that evaluates.</summary>
internal ref struct Frame
{
    private long _steps;

    public Frame(ReadOnlySpan<Value> variables, Span<Value> locals, long steps)
    {
        Variables = variables;
        Locals = locals;
        _steps = steps;
    }

    public readonly ReadOnlySpan<Value> Variables;

    /// <summary>The variables of macros.</summary>
    public readonly Span<Value> Locals;

    /// <summary>All steps are taken: what is still being evaluated ends at once, and the whole is unknown.</summary>
    public readonly bool IsExhausted => _steps < 0;

    /// <summary>Pays for work; false if there is nothing left to pay with.</summary>
    public bool Pay(long cost)
    {
        if (_steps >= 0)
        {
            _steps -= cost;
        }

        return _steps >= 0;
    }

    /// <summary>What an evaluation gives that ran out of steps.</summary>
    public static Value Exhausted => Value.Unknown(UnknownKind.Limit, "the expression takes more steps than one evaluation may");
}

/// <summary>Room for the local values of an ordinary expression without an allocation.</summary>
[InlineArray(Length)]
internal struct LocalBuffer
{
    public const int Length = 8;

    private Value _first;
}
