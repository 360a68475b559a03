using GcpLint.Hcl.Syntax;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Terraform.Evaluation;

/// <summary>What is behind the value of an expression.</summary>
/// <param name="From">The next step of its trail; null if it is written out where it stands.</param>
/// <param name="IsComposed"><inheritdoc cref="Origin.IsComposed" path="/summary"/></param>
internal readonly record struct Derivation(Origin? From, bool IsComposed)
{
    /// <summary>A trail that begins with the place of the expression.</summary>
    public Origin To(OriginKind kind, string name, SourceLocation location) => new(kind, name, location, From) { IsComposed = IsComposed };

    /// <summary>Places inside of the expression are no steps of a trail: what it is assigned to says them.</summary>
    /// <param name="value">What the expression gave.</param>
    /// <param name="expression">The expression.</param>
    /// <param name="source">Its text.</param>
    /// <param name="asked">Where the first thing came from that the expression asked for: of a list or object there is no better trail.</param>
    public static Derivation Of(Value value, HclExpression expression, SourceText source, Origin? asked)
    {
        bool composed = false;
        Origin? origin = value.Origin;
        for (int i = 0; i < Origin.MaxTrail && origin is not null; i++)
        {
            if (!ReferenceEquals(origin.Location.Source, source) || !expression.Span.Contains(origin.Location.Span))
            {
                return new Derivation(origin, composed);
            }

            composed |= origin.IsComposed;
            origin = origin.From;
        }

        bool literal = !composed && value.Kind is ValueKind.String or ValueKind.Bool or ValueKind.Int or ValueKind.Number or ValueKind.Null;
        return asked is null || literal ? new Derivation(null, composed) : new Derivation(asked, IsComposed: true);
    }
}
