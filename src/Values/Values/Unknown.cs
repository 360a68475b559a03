namespace GcpLint.Values;

/// <summary>Why a value is unknown; the groups that the coverage line of a report counts.</summary>
public enum UnknownKind : byte
{
    /// <summary>An input variable without a default and without a value in this environment.</summary>
    InputVariable,

    /// <summary>Only the provider or the platform knows it, after apply or at run time.</summary>
    Computed,

    /// <summary>An attribute of a data source.</summary>
    DataSource,

    /// <summary>An output of a module that is not in the tree.</summary>
    UnresolvedModule,

    /// <summary>A function that depends on time, chance or the machine, or that this program does not evaluate.</summary>
    Function,

    /// <summary>A variable of the environment of a pipeline or script.</summary>
    EnvironmentVariable,

    /// <summary>An expression of GitHub Actions or a substitution of Cloud Build that only a run has.</summary>
    RunTime,

    /// <summary>The expression is in error: what it gives is nobody's guess.</summary>
    Error,

    /// <summary>A limit of this program: depth, size or steps.</summary>
    Limit,

    /// <summary>A part of the live project that was not read.</summary>
    Unread,
}

/// <summary>The reason of an unknown value.</summary>
/// <param name="Kind">The group.</param>
/// <param name="Detail">For people, names the thing: "var.project_id has no value in environment prod".</param>
public sealed record Unknown(UnknownKind Kind, string Detail)
{
    /// <summary>
    /// The texts that it is put together from, known and unknown, in order: of "gcr.io/$PROJECT/app:latest" the ends are
    /// known. Null if there is nothing to say.
    /// </summary>
    public ValueList? Parts { get; init; }

    /// <summary>Values that it may have, each with its own origin: one a branch, one a turn of a loop. Null if none is known.</summary>
    public ValueList? Alternatives { get; init; }

    /// <summary>It has one of <see cref="Alternatives"/> for certain; otherwise it may have others, too.</summary>
    public bool AlternativesAreAll { get; init; }

    /// <summary>What it is if nobody sets it from outside: the default of a parameter. Absent if it has none.</summary>
    public Value Default { get; init; }

    /// <summary>The type that the language gives the value, where it is known (HCL: the type of an unknown string); null for any.</summary>
    public object? Type { get; init; }

    /// <summary>
    /// As the last element of a list: further elements may follow, or none. The list's size is then not known, and neither
    /// is that something is missing from it.
    /// </summary>
    public bool IsOpenEnd { get; init; }

    /// <summary>Whatever the value will be, it is not null.</summary>
    public bool NotNull { get; init; }

    /// <summary>What the text of an unknown string begins with, as far as it is certain; else "".</summary>
    public string Prefix { get; init; } = "";

    public override string ToString() => Detail;
}
