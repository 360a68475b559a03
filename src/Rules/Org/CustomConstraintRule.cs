using System.Collections.Immutable;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Cel;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Org;

/// <summary>Asks the organisation's custom constraints of every resource.</summary>
internal sealed class CustomConstraintRule : IRule<RepositoryModel>, IRule<Deployment>
{
    /// <summary>Values in a message: more of them would hide what the constraint says.</summary>
    private const int MaxCauses = 3;

    public RuleId Id => new("org/custom-constraint");

    /// <summary>Says what is wrong with the constraints themselves.</summary>
    public void Check(RepositoryModel subject, RuleContext context)
    {
        foreach (CustomConstraint constraint in OrgPolicies.ConstraintsOf(subject, context.Diagnose))
        {
            foreach (string type in constraint.ResourceTypes)
            {
                string? terraform = ApiNames.Current.TypesOf(type).FirstOrDefault();
                if (terraform is null && ApiNames.Current.ResourceTypes.FirstOrDefault(known => ApiField.IsMisspelt(type, known)) is { } nearest)
                {
                    context.Diagnose(new Diagnostic(
                        "org-policy/invalid", DiagnosticSeverity.Error, $"There is no resource type `{type}`", $"Did you mean `{nearest}`?", constraint.Location));
                }

                foreach (Diagnostic diagnostic in ConstraintProgram.Compile(constraint, terraform).Diagnostics)
                {
                    context.Diagnose(diagnostic);
                }
            }
        }
    }

    public void Check(Deployment subject, RuleContext context)
    {
        var policies = OrgPolicies.Of(context.Model, subject);
        foreach (CustomConstraint constraint in policies.Constraints)
        {
            foreach (string type in constraint.ResourceTypes.SelectMany(type => ApiNames.Current.TypesOf(type)).Distinct())
            {
                CloudResource[] resources = [.. subject.Judged.Where(resource => resource.Type == type && constraint.Governs(resource))];
                if (resources.Length == 0)
                {
                    continue;
                }

                ConstraintProgram program = ConstraintProgram.Compile(constraint, type);
                foreach (CloudResource resource in resources)
                {
                    Check(program, resource, policies, context);
                }
            }
        }
    }

    private static void Check(ConstraintProgram program, CloudResource resource, OrgPolicies policies, RuleContext context)
    {
        CustomConstraint constraint = program.Constraint;
        OrgPolicy? policy = policies.Find(constraint.Name, resource, out bool isOpen);
        if (policy is { IsEnforced: false })
        {
            return;
        }

        ConstraintVerdict verdict = isOpen || policy is { IsEnforced: null }
            ? new ConstraintVerdict(null, [], new Unknown(UnknownKind.Computed, $"whether `{constraint.Name}` is enforced here is not known"))
            : program.Judge(resource);
        if (verdict.Reason is { } reason)
        {
            context.NotAssessed(resource.Header, reason);
        }
        else if (verdict.IsRefused == true)
        {
            context.Report(Report(constraint, resource, verdict.Causes));
        }
    }

    private static RuleReport Report(CustomConstraint constraint, CloudResource resource, ImmutableArray<CelCause> causes)
    {
        CelCause? written = causes.FirstOrDefault(cause => cause.Value.Origin is { Kind: not OriginKind.ProviderDefault });
        CelCause? placed = written ?? causes.FirstOrDefault(cause => cause.Value.Origin is not null);
        string title = constraint.DisplayName.Length > 0 ? $"`{constraint.Name}` ({constraint.DisplayName})" : $"`{constraint.Name}`";
        string values = string.Join(", ", causes.Where(cause => !cause.Value.IsUnknown).Take(MaxCauses).Select(cause => $"`{cause.Expression}` is {Show(cause.Value)}"));
        string says = constraint.IsDeny ? "denies what satisfies" : "allows only what satisfies";
        return new RuleReport
        {
            Location = placed?.Value.Origin?.Location ?? resource.Header,
            Scope = resource.Block,
            Message = $"The organisation's constraint {title} refuses this {Noun(resource)}: it {says} `{OneLine(constraint.Condition.Text)}`{(values.Length > 0 ? $"; {values}" : "")}.",
            Resource = resource.Address,
            Value = written?.Value ?? default,
            Related = [new RelatedLocation($"{constraint.Name} is written here", constraint.Location)],
        };
    }

    private static string Noun(CloudResource resource) => resource.Source == ResourceSource.Live ? "resource as it is" : "resource";

    private static string Show(Value value) => value.Kind switch
    {
        ValueKind.String when value.AsString.Length == 0 => "empty",
        ValueKind.String when !value.IsSensitive => $"`{OneLine(value.AsString)}`",
        ValueKind.List or ValueKind.Set when value.AsList.Count == 0 => "empty",
        ValueKind.Map when value.AsMap.Count == 0 => "empty",
        ValueKind.List or ValueKind.Set or ValueKind.Map => "set",
        _ => $"`{value}`",
    };

    private static string OneLine(string text)
    {
        const int longest = 160;
        string line = string.Join(' ', text.Split((char[])[' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)).Replace('`', '\'');
        return line.Length <= longest ? line : line[..longest] + "…";
    }
}
