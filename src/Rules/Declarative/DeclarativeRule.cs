using System.Collections.Immutable;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Cel;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Declarative;

/// <summary>An assertion whose expressions are compiled.</summary>
internal sealed record CompiledAssertion(CelProgram That, string At, MessageTemplate Message);

/// <summary>
/// A rule of CEL. Each expression gives true, false or nothing: what depends on an unknown value, or is in error, is not
/// assessed and never a finding.
/// </summary>
internal sealed class DeclarativeRule(RuleMetadata metadata, CelProgram? when, CelProgram? elements, ImmutableArray<CompiledAssertion> assertions)
    : IResourceRule
{
    public RuleId Id => metadata.Id;

    public IReadOnlyList<string> ResourceTypes => metadata.ResourceTypes;

    public void Check(CloudResource resource, Deployment deployment, RuleContext context)
    {
        Value[] slots = RuleVariables.Bind(resource, deployment, context, metadata.Options);
        if (when is not null && !IsTrue(when.Evaluate(slots), resource.Header, context))
        {
            return;
        }

        if (elements is null)
        {
            CheckSubject(resource, default, slots, context);
            return;
        }

        Value list = elements.Evaluate(slots);
        switch (list.Kind)
        {
            case ValueKind.List or ValueKind.Set:
                foreach (Value item in list.AsList)
                {
                    CheckItem(resource, item, slots, context);
                }

                break;
            case ValueKind.Map:
                CheckItem(resource, list, slots, context);
                break;
            case ValueKind.Null or ValueKind.Absent:
                break;
            default:
                context.NotAssessed(PlaceOf(list, resource.Header), ReasonOf(list));
                break;
        }
    }

    private void CheckItem(CloudResource resource, Value item, Value[] slots, RuleContext context)
    {
        RuleVariables.SetItem(slots, item);
        CheckSubject(resource, item, slots, context);
    }

    private void CheckSubject(CloudResource resource, Value item, Value[] slots, RuleContext context)
    {
        foreach (CompiledAssertion assertion in assertions)
        {
            Value result = assertion.That.Evaluate(slots);
            if (result.TryGetBool(out bool holds) ? holds : !(result.IsNull || result.IsAbsent))
            {
                if (result.Kind != ValueKind.Bool)
                {
                    context.NotAssessed(Locate(resource, item, assertion.At), ReasonOf(result));
                }

                continue;
            }

            if (resource.IsUpdate && !IsWritten(item.IsAbsent ? resource.Attributes : item, assertion.At))
            {
                context.NotAssessed(resource.Header, new Unknown(UnknownKind.Computed, $"`{resource.Address}` is only changed in part here"));
                continue;
            }

            context.Report(new RuleReport
            {
                Location = Locate(resource, item, assertion.At),
                Scope = resource.Block,
                Message = assertion.Message.Format(resource, slots),
                Resource = resource.Address,
                Value = item.IsAbsent ? resource.Attributes.GetPath(assertion.At) : item.GetPath(assertion.At),
            });
        }
    }

    /// <summary>A command that changes a part of a resource leaves the rest as it is: what that is, nobody here knows.</summary>
    private static bool IsWritten(Value subject, string path) =>
        subject.GetPath(path) is { IsSet: true, Origin: null or { Kind: not OriginKind.ProviderDefault } };

    /// <summary>Whether the command itself gives what the finding is about.</summary>
    private static bool IsWritten(CloudResource resource, Value item, string path)
    {
        Value value = path.Length == 0 ? item : item.IsAbsent ? resource.Attributes.GetPath(path) : item.GetPath(path);
        return value is { IsKnown: true, Origin.Kind: not OriginKind.ProviderDefault };
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

    /// <summary>
    /// The attribute below the resource or the item; what nobody wrote is placed at the innermost block around it that
    /// somebody wrote.
    /// </summary>
    private static SourceLocation Locate(CloudResource resource, Value item, string path)
    {
        if (item.IsAbsent)
        {
            return path.Length == 0 ? resource.Header : resource.Locate(path);
        }

        while (path.Length > 0)
        {
            if (item.GetPath(path).Origin is { Kind: not OriginKind.ProviderDefault } origin)
            {
                return origin.Location;
            }

            path = path[..Math.Max(0, path.AsSpan().LastIndexOfAny('.', '['))];
        }

        return item.Origin is { Kind: not OriginKind.ProviderDefault } own ? own.Location : resource.Header;
    }
}
