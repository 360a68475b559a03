using System.Collections.Immutable;
using GcpLint.Cel.Runtime;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Cel.Planning;

/// <summary>Collects the sub-expressions that made a boolean what it is, each once, in the order in which they are met.</summary>
internal sealed class Explanation(string text)
{
    /// <summary>A message names a few values; a long list explains nothing.</summary>
    private const int MaxCauses = 8;

    /// <summary>A value with more parts is not shown.</summary>
    private const int MaxParts = 1_000;

    private readonly ImmutableArray<CelCause>.Builder _causes = ImmutableArray.CreateBuilder<CelCause>();
    private readonly HashSet<TextSpan> _seen = [];

    public ImmutableArray<CelCause> Causes => _causes.ToImmutable();

    public void Add(PlanNode node, ref Frame frame)
    {
        if (_causes.Count < MaxCauses && _seen.Add(node.Span))
        {
            Value value = node.Evaluate(ref frame);
            _causes.Add(new CelCause(
                text.Substring(node.Span.Start, node.Span.Length),
                node.Span,
                !ValueSize.Exceeds(value, MaxParts) ? value : Value.Unknown(UnknownKind.Limit, "too large to show").WithOrigin(value.Origin)));
        }
    }
}
