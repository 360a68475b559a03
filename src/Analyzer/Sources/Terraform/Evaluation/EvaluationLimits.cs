namespace GcpLint.Analyzer.Sources.Terraform.Evaluation;

/// <summary>What a hostile configuration may cost.</summary>
internal static class EvaluationLimits
{
    /// <summary>Modules within modules: real ones have three or four levels; each level costs stack.</summary>
    public const int MaxModuleDepth = 24;

    /// <summary>
    /// Definitions that need each other in a row (a local of a local of an output …), each of which costs stack. Terraform
    /// itself has no limit; machine-written configurations stay below a hundred.
    /// </summary>
    public const int MaxDefinitionDepth = 256;

    /// <summary>Instances of one <c>count</c> or <c>for_each</c>: more stay one instance with an unknown key.</summary>
    public const int MaxInstances = 2_000;

    /// <summary>Resource instances of one deployment; what comes behind is left out with a diagnostic.</summary>
    public const int MaxResources = 50_000;

    /// <summary>Module instances of one deployment: modules that call two modules each would double at each level.</summary>
    public const int MaxModules = 10_000;

    /// <summary>Blocks that one <c>dynamic</c> block makes: the provider refuses long before.</summary>
    public const int MaxDynamicBlocks = 1_000;

    /// <summary>Nested blocks within blocks; the parser bounds what is written, this bounds what is made of it.</summary>
    public const int MaxBlockDepth = 64;
}
