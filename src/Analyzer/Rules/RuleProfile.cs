namespace GcpLint.Analyzer.Rules;

/// <summary>How much a run reports. Each profile has all rules of the one before.</summary>
public enum RuleProfile : byte
{
    /// <summary>What is certain and matters.</summary>
    Default,

    /// <summary>Everything.</summary>
    Strict,
}

/// <summary>How sure it is that a finding of the rule is a defect.</summary>
public enum RuleConfidence : byte
{
    /// <summary>The rule guesses from names or habits.</summary>
    Low,

    /// <summary>True unless something out of sight makes up for it.</summary>
    Medium,

    /// <summary>The files say it.</summary>
    High,
}

/// <summary>In which environments a rule about a deployment holds.</summary>
public enum RuleEnvironments : byte
{
    All,
    Production,
    NonProduction,
}
