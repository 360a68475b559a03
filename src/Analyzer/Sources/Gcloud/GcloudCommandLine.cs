using System.Collections.Immutable;
using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Gcloud;

/// <summary>The program of a command line.</summary>
public enum CloudTool : byte
{
    Gcloud,
    Gsutil,
    Bq,
}

/// <summary>How stable a command is.</summary>
public enum ReleaseTrack : byte
{
    GeneralAvailability,
    Beta,
    Alpha,
}

/// <summary>A flag as it is given.</summary>
public sealed record GcloudFlag
{
    /// <summary>The main name: "--tier" for "-t", "--backup" for "--no-backup". As written if the catalog does not know it.</summary>
    public required string Name { get; init; }

    /// <summary>A string; true or false for a switch. Its place is that of the whole flag.</summary>
    public required Value Value { get; init; }

    /// <summary>What the catalog says; null if it does not know the flag.</summary>
    public FlagFact? Fact { get; init; }

    /// <summary>"--no-…" or "=false".</summary>
    public bool IsOff => Value.Kind == ValueKind.Bool && !Value.AsBool;

    /// <summary>The elements of a list.</summary>
    public ImmutableArray<Value> Elements => FlagText.Split(Value);

    /// <summary>The entries of a dictionary; of one that cannot be told the key is absent.</summary>
    public ImmutableArray<ValueEntry> Entries => [.. Elements.Select(FlagText.Partition)];
}

/// <summary>A command of gcloud, gsutil or bq with its arguments told apart.</summary>
public sealed class GcloudCommandLine
{
    public required CloudTool Tool { get; init; }

    public ReleaseTrack Track { get; init; }

    /// <summary>The words of the command without the program and the track: "run deploy", for gsutil "mb". Empty if it is not known.</summary>
    public required string Path { get; init; }

    public required ImmutableArray<Value> Positionals { get; init; }

    /// <summary>In the order in which they are given; some may be given several times.</summary>
    public required ImmutableArray<GcloudFlag> Flags { get; init; }

    /// <summary>What stands behind "--".</summary>
    public ImmutableArray<Value> Remainder { get; init; } = [];

    /// <summary>What the catalog says of the command; null if it does not have it.</summary>
    public CommandFacts? Facts { get; init; }

    /// <summary>Flags may be given that nobody sees: what is missing is unknown.</summary>
    public bool MayHaveMoreFlags { get; init; }

    /// <summary>The whole command.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>The words of program and command.</summary>
    public required SourceLocation HeaderLocation { get; init; }

    /// <summary>Only changes what it mentions.</summary>
    public bool IsUpdate => GcloudVerbs.IsUpdate(Path);

    /// <summary>Flags of a known command that the catalog does not have.</summary>
    public IEnumerable<GcloudFlag> UnknownFlags => Facts is null ? [] : Flags.Where(flag => flag.Fact is null);

    /// <summary>Understands a command of a script; null if it is none of the three programs.</summary>
    public static GcloudCommandLine? Parse(CommandInvocation invocation) =>
        GcloudParser.Parse(invocation.Words, invocation.Location, invocation.MayHaveMoreWords);

    /// <summary>Understands a list of words, the program first, as in the steps of a Cloud Build file; null if it is none of the three programs.</summary>
    public static GcloudCommandLine? Parse(IReadOnlyList<Value> words, SourceLocation location) =>
        GcloudParser.Parse([.. words], location, mayHaveMoreWords: false);

    /// <summary>The last value of a flag by its main name; absent if it is not given, unknown if that is not certain.</summary>
    public Value Get(string flag)
    {
        GcloudFlag? found = Flags.LastOrDefault(given => given.Name == flag);
        return found is not null ? found.Value
            : MayHaveMoreFlags ? Value.Unknown(UnknownKind.RunTime, $"{flag} may be given by a variable")
            : default;
    }

    public bool Has(string flag) => Flags.Any(given => given.Name == flag);
}
