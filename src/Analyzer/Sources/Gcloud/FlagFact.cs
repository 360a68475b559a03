using System.Collections.Immutable;

namespace GcpLint.Analyzer.Sources.Gcloud;

/// <summary>What a flag takes.</summary>
public enum FlagValueKind : byte
{
    Text,

    /// <summary>Nothing; "=false" and, where it may be negated, "--no-" turn it off.</summary>
    Switch,

    /// <summary>A value only behind "=".</summary>
    Optional,

    /// <summary>Values with commas between.</summary>
    List,

    /// <summary>KEY=VALUE with commas between.</summary>
    Dictionary,
}

/// <summary>What the Cloud SDK says of a flag, and what it means in the vocabulary of the Terraform provider.</summary>
public sealed record FlagFact
{
    /// <summary>"--region"; "(service)" for a positional argument.</summary>
    public required string Name { get; init; }

    public ImmutableArray<string> Aliases { get; init; } = [];

    public FlagValueKind Kind { get; init; }

    /// <summary>"--no-" in front of its name turns it off.</summary>
    public bool IsNegatable { get; init; }

    /// <summary>The resource that it is about; empty if the provider has nothing like it.</summary>
    public string Type { get; init; } = "";

    /// <summary>The path in that resource, without indices.</summary>
    public string Attribute { get; init; } = "";

    /// <summary>Pairs "flag=Terraform" with ';' between, or a word for how the value is made.</summary>
    public string ValueMap { get; init; } = "";

    /// <summary>What holds if the flag is not given, for people in part; empty if nothing is stated.</summary>
    public string Default { get; init; } = "";
}

/// <summary>A command with its flags.</summary>
public sealed record CommandFacts(string Path, ImmutableArray<FlagFact> Flags)
{
    /// <summary>By name or alias; null if the command has no such flag.</summary>
    public FlagFact? Find(string name)
    {
        foreach (FlagFact flag in Flags)
        {
            if (flag.Name == name || flag.Aliases.Contains(name))
            {
                return flag;
            }
        }

        return null;
    }
}
