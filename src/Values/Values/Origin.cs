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
