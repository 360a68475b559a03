using System.Collections.Immutable;
using GcpLint.Cel.Syntax;
using GcpLint.Text;

namespace GcpLint.Cel.Checking;

/// <summary>
/// Finds misspelt strings in comparisons: what is near to a value of the field's list (<see cref="ICelFields.ValuesOf"/>) and
/// not in it. A string that is like none of them may be a value that the list does not know yet.
/// </summary>
internal sealed class ComparedValues
{
    private readonly Dictionary<Expression, (string Field, IReadOnlyCollection<string> Values)> _closed = new(ReferenceEqualityComparer.Instance);

    public void NoteField(SelectExpression select, CelObjectType declared)
    {
        if (declared.Fields.ValuesOf(select.Field) is { } values)
        {
            _closed[select] = (select.Field, values);
        }
    }

    public IEnumerable<Problem> Check(BinaryExpression binary) => _closed.Count == 0 ? [] : binary.Operator switch
    {
        BinaryOperator.Equal or BinaryOperator.NotEqual => Compare(binary.Left, [binary.Right]).Concat(Compare(binary.Right, [binary.Left])),
        BinaryOperator.In when binary.Right is ListExpression list => Compare(binary.Left, list.Elements),
        _ => [],
    };

    private IEnumerable<Problem> Compare(Expression field, ImmutableArray<Expression> others)
    {
        if (!_closed.TryGetValue(field, out (string Field, IReadOnlyCollection<string> Values) closed))
        {
            yield break;
        }

        foreach (LiteralExpression literal in others.OfType<LiteralExpression>())
        {
            if (literal.Value.TryGetString(out string? text) && !closed.Values.Contains(text) && Spelling.Question(text, closed.Values) is { Length: > 0 } question)
            {
                yield return new Problem("cel/misspelt-value", $"'{closed.Field}' is never '{text}'", question, literal.Span);
            }
        }
    }
}
