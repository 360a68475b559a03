using System.Collections.Immutable;
using GcpLint.Cel.Planning;
using GcpLint.Cel.Runtime;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Cel;

/// <summary>A part of an expression and the value that it had, as a cause of the whole's value.</summary>
/// <param name="Expression">As it was written: "resource.settings.tier".</param>
/// <param name="Span">Its place in <see cref="CelProgram.Text"/>.</param>
/// <param name="Value">With the origin of what was read; may be null, unknown or an error.</param>
public sealed record CelCause(string Expression, TextSpan Span, Value Value);

/// <summary>A compiled expression. Immutable: threads may evaluate it at the same time.</summary>
public sealed class CelProgram
{
    /// <summary>A collection that an expression makes has at most so many parts, shared ones counted each time: hosts walk through results.</summary>
    private const int MaxResultParts = 100_000;

    private readonly PlanNode _root;
    private readonly int _localCount;
    private readonly bool _makesCollections;

    internal CelProgram(string text, PlanNode root, CelType resultType, int localCount, bool makesCollections, CelEnvironment environment)
    {
        Text = text;
        ResultType = resultType;
        Environment = environment;
        _root = root;
        _localCount = localCount;
        _makesCollections = makesCollections;
    }

    /// <summary>The expression as it was written.</summary>
    public string Text { get; }

    public CelType ResultType { get; }

    public CelEnvironment Environment { get; }

    /// <summary>
    /// The value: of the declared kind, unknown, or an error (<see cref="CelError.From"/>). Values that were read and passed
    /// on keep their origin.
    /// </summary>
    /// <param name="slots">The variables' values in the order of <see cref="CelEnvironment.Variables"/>; absent for what has none.</param>
    public Value Evaluate(ReadOnlySpan<Value> slots)
    {
        LocalBuffer buffer = default;
        Span<Value> locals = _localCount <= LocalBuffer.Length ? (Span<Value>)buffer : new Value[_localCount];
        var frame = new Frame(slots, locals, Environment.StepLimit);
        Value value = _root.Evaluate(ref frame);
        if (frame.IsExhausted)
        {
            return Frame.Exhausted;
        }

        return _makesCollections && ValueSize.Exceeds(value, MaxResultParts)
            ? Value.Unknown(UnknownKind.Limit, $"the expression makes a value of more than {MaxResultParts} parts")
            : value;
    }

    /// <inheritdoc cref="Evaluate(ReadOnlySpan{Value})"/>
    public Value Evaluate(CelActivation activation) => Evaluate(activation.Slots);

    /// <summary>
    /// Why a boolean expression is what it is: the parts that decided and their values, for a message such as
    /// "`resource.settings.tier` is `db-f1-micro`". Empty if the value is no boolean.
    /// </summary>
    /// <param name="slots">As for <see cref="Evaluate(ReadOnlySpan{Value})"/>.</param>
    public ImmutableArray<CelCause> Explain(ReadOnlySpan<Value> slots)
    {
        if (!Evaluate(slots).TryGetBool(out bool outcome))
        {
            return [];
        }

        var frame = new Frame(slots, new Value[_localCount], Environment.StepLimit);
        var explanation = new Explanation(Text);
        _root.Explain(outcome, ref frame, explanation);
        return explanation.Causes;
    }

    /// <inheritdoc cref="Explain(ReadOnlySpan{Value})"/>
    public ImmutableArray<CelCause> Explain(CelActivation activation) => Explain(activation.Slots);
}
