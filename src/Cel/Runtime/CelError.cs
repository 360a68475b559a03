using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Cel;

/// <summary>
/// An error of the evaluation: a value, so that <c>false &amp;&amp; error</c> can be false (specification, "Runtime Errors").
/// </summary>
/// <param name="Message">In the words of Google's implementation: "no such key: tier".</param>
/// <param name="Span">The part of the expression that failed, in the expression's own text.</param>
public sealed record CelError(string Message, TextSpan Span)
{
    /// <summary>An error for the body of a function: the place is filled in where it is called.</summary>
    public static Value Of(string message) => Value.OfOther(new CelError(message, default));

    /// <summary>The error that a value is, or null.</summary>
    public static CelError? From(Value value) => value.AsOther as CelError;

    internal static Value At(string message, TextSpan span) => Value.OfOther(new CelError(message, span));

    public override string ToString() => $"(error: {Message})";
}
