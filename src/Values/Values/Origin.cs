using GcpLint.Text;

namespace GcpLint.Values;

/// <summary>What kind of place a value came through.</summary>
public enum OriginKind : byte
{
    /// <summary>A literal or expression where it stands: attribute, key, flag, instruction.</summary>
    Written,

    /// <summary>A local value of Terraform.</summary>
    Local,

    /// <summary>An argument of a module call.</summary>
    ModuleInput,

    /// <summary>An output of a module.</summary>
    ModuleOutput,

    /// <summary>The default of a variable (Terraform, ARG, substitution, shell).</summary>
    VariableDefault,

    /// <summary>A line of a file of variables (tfvars, .env) or an option of the command line.</summary>
    VariableValue,

    /// <summary>An attribute of another resource.</summary>
    ResourceAttribute,

    /// <summary>The provider's default of an attribute that nobody wrote; the place is the block.</summary>
    ProviderDefault,
}

/// <summary>
/// Where a value was written and, through <see cref="From"/>, where that value came from in turn: a trail that ends at
/// a literal. Shared between values; immutable.
/// </summary>
/// <param name="Kind">What kind of place it is.</param>
/// <param name="Name">As people call it: "local.tier", "var.environment", "module.db.tier"; empty for a plain literal.</param>
/// <param name="Location">The place.</param>
/// <param name="From">The next step of the trail, towards the literal.</param>
public sealed record Origin(OriginKind Kind, string Name, SourceLocation Location, Origin? From = null)
{
    /// <summary>
    /// Limits a trail: expressions that refer to each other in long chains would make reports unreadable and walking
    /// them slow.
    /// </summary>
    public const int MaxTrail = 32;

    /// <summary>
    /// The value is no other one handed on: it was made of several, of which <see cref="From"/> is the first, or chosen by
    /// what is there. No place behind this one can be changed alone to have another value.
    /// </summary>
    public bool IsComposed { get; init; }

    /// <summary>
    /// The trail of an element that is taken out of a value: the steps by which the whole came, as far as it was handed on
    /// unchanged or down to the place that the element is written in, then those of the element itself.
    /// </summary>
    public static Origin? Within(Origin? part, Origin? whole)
    {
        if (part is null || whole is null || ReferenceEquals(part, whole))
        {
            return part ?? whole;
        }

        Origin tail = part;
        var steps = new List<Origin>();
        for (Origin? step = whole; step is not null && steps.Count < MaxTrail; step = step.From)
        {
            if (ReferenceEquals(step.Location.Source, part.Location.Source) && step.Location.Span.Contains(part.Location.Span))
            {
                tail = step.Name.Length == 0 && step.Kind == part.Kind ? part : part with { Kind = step.Kind, Name = step.Name };
                break;
            }

            steps.Add(step);
            if (step.IsComposed)
            {
                break;
            }
        }

        for (int i = steps.Count - 1; i >= 0; i--)
        {
            tail = steps[i] with { From = tail, IsComposed = false };
        }

        return tail;
    }

    public static Origin Written(SourceText source, TextSpan span) => new(OriginKind.Written, "", new SourceLocation(source, span));

    /// <summary>This place and the ones it came from, nearest first, at most <see cref="MaxTrail"/>.</summary>
    public IEnumerable<Origin> Trail
    {
        get
        {
            Origin? step = this;
            for (int i = 0; step is not null && i < MaxTrail; i++, step = step.From)
            {
                yield return step;
            }
        }
    }
}
