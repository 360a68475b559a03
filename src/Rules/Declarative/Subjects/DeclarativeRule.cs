using System.Collections.Immutable;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Cel;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Declarative.Subjects;

/// <summary>An assertion whose expressions are compiled.</summary>
internal sealed record CompiledAssertion(CelProgram That, string At, MessageTemplate Message);

/// <summary>The expressions of a rule file.</summary>
/// <param name="Metadata">What the file says besides.</param>
/// <param name="When">Null for always.</param>
/// <param name="Elements">Null where the subject is judged as a whole.</param>
/// <param name="Assertions">In the order of the file.</param>
internal sealed record RulePrograms(RuleMetadata Metadata, CelProgram? When, CelProgram? Elements, ImmutableArray<CompiledAssertion> Assertions);

/// <summary>
/// A rule of CEL. Each expression gives true, false or nothing: what depends on an unknown value, or is in error, is not
/// assessed and never a finding.
/// </summary>
internal abstract class DeclarativeRule(RulePrograms programs) : IRule
{
    public RuleId Id => programs.Metadata.Id;

    protected RuleMetadata Metadata => programs.Metadata;

    protected void Check(JudgedSubject subject, Value[] slots, RuleContext context)
    {
        if (programs.When is not null && !IsTrue(programs.When.Evaluate(slots), subject.Header, context))
        {
            return;
        }

        if (programs.Elements is null)
        {
            Judge(subject, slots, context);
            return;
        }

        Value list = programs.Elements.Evaluate(slots);
        switch (list.Kind)
        {
            case ValueKind.List or ValueKind.Set:
                foreach (Value item in list.AsList)
                {
                    JudgeItem(subject, item, slots, context);
                }

                break;
            case ValueKind.Map:
                JudgeItem(subject, list, slots, context);
                break;
            case ValueKind.Null or ValueKind.Absent:
                break;
            default:
                context.NotAssessed(PlaceOf(list, subject.Header), ReasonOf(list));
                break;
        }
    }

    private void JudgeItem(JudgedSubject subject, Value item, Value[] slots, RuleContext context)
    {
        if (item.UnknownReason is { IsOpenEnd: true } open)
        {
            context.NotAssessed(subject.Header, open);
            return;
        }

        slots[RuleVariables.Item] = item;
        Judge(subject.Element(item), slots, context);
    }

    private void Judge(JudgedSubject subject, Value[] slots, RuleContext context)
    {
        foreach (CompiledAssertion assertion in programs.Assertions)
        {
            Value result = assertion.That.Evaluate(slots);
            if (result.TryGetBool(out bool holds) ? holds : !(result.IsNull || result.IsAbsent))
            {
                if (result.Kind != ValueKind.Bool)
                {
                    context.NotAssessed(subject.Locate(assertion.At), ReasonOf(result));
                }

                continue;
            }

            if (subject.Resource is { IsUpdate: true } update && !subject.IsWritten(assertion.At))
            {
                context.NotAssessed(subject.Header, new Unknown(UnknownKind.Computed, $"`{update.Address}` is only changed in part here"));
                continue;
            }

            context.Report(new RuleReport
            {
                Location = subject.Locate(assertion.At),
                Scope = subject.Scope,
                Message = subject.Project is null
                    ? assertion.Message.Format(subject.Resource, slots)
                    : assertion.Message.Format(subject.Resource, slots).Replace("this repository", "this project", StringComparison.Ordinal),
                Resource = subject.Resource?.Address ?? subject.Project,
                Value = subject.Root.GetPath(assertion.At),
            });
        }
    }

    private static bool IsTrue(Value value, SourceLocation place, RuleContext context)
    {
        if (value.Kind == ValueKind.Bool || value.IsNull || value.IsAbsent)
        {
            return value.AsBool;
        }

        context.NotAssessed(PlaceOf(value, place), ReasonOf(value));
        return false;
    }

    private static SourceLocation PlaceOf(Value value, SourceLocation place) => value.Origin?.Location ?? place;

    private static Unknown ReasonOf(Value value) => value.UnknownReason
        ?? new Unknown(UnknownKind.Error, CelError.From(value)?.Message ?? $"the expression gives {value.Kind} where true or false is needed");
}
