using System.Collections.Immutable;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Hcl.Evaluation;

/// <summary>What an evaluation needs besides the expression.</summary>
/// <param name="Source">The file in which the expression stands: origins and diagnostics point into it.</param>
/// <param name="Scope">Its variables.</param>
public sealed record EvaluationContext(SourceText Source, IEvaluationScope Scope)
{
    /// <summary>Shared by all evaluations of one unit of work, so that many small ones are bounded too.</summary>
    public EvaluationBudget Budget { get; init; } = new();

    /// <summary>What <c>file</c> and its like may read; null if there are no files: their results are unknown.</summary>
    public IFunctionFiles? Files { get; init; }

    /// <summary>Inside <c>templatefile</c>, which may not call itself.</summary>
    internal bool InTemplateFile { get; init; }
}

/// <summary>A value and what was wrong on the way to it: with an error, the value is unknown.</summary>
public readonly record struct EvaluationResult(Value Value, ImmutableArray<Diagnostic> Diagnostics)
{
    public bool HasErrors => !Diagnostics.IsEmpty;
}

/// <summary>
/// The steps that evaluation may still take: one for each node, and for each value that is made or walked over. Not safe
/// to share between threads.
/// </summary>
public sealed class EvaluationBudget
{
    /// <summary>
    /// Some seconds of work. The largest configuration of a public collection takes a thousandth of it; a loop in a loop
    /// in a loop over a long list takes more than anyone waits for.
    /// </summary>
    public const long DefaultSteps = 20_000_000;

    /// <summary>Values larger than this are not made: each walk over one is bounded.</summary>
    public const int MaxValueSize = 1_000_000;

    /// <summary>As deep as syntax may nest, and less than what a walk needs of the stack.</summary>
    public const int MaxValueDepth = 400;

    /// <summary>Characters of one string; a here-document doubled twenty times is longer.</summary>
    public const int MaxTextLength = 4_000_000;

    public EvaluationBudget(long steps = DefaultSteps)
    {
        Remaining = steps;
    }

    public long Remaining { get; private set; }

    /// <summary>False when nothing is left.</summary>
    public bool TrySpend(long steps)
    {
        Remaining -= steps;
        return Remaining >= 0;
    }
}

/// <summary>What a function learns about a file.</summary>
public enum FunctionFileStatus : byte
{
    Found,

    /// <summary>There is no such file: the call is in error, or its answer is no.</summary>
    Missing,

    /// <summary>Outside of what may be read, or too large: the answer is unknown.</summary>
    Unavailable,
}

/// <summary>The files that functions may read: those of the tree that is analysed, and no others.</summary>
public interface IFunctionFiles
{
    /// <summary>
    /// The absolute path of the folder in which Terraform would run, for <c>abspath</c>; null if it is to stay unknown,
    /// as it must where results are not to depend on the machine.
    /// </summary>
    string? WorkingFolder => null;

    /// <summary>The content of a file. Relative paths are relative to the folder in which Terraform would run.</summary>
    FunctionFileStatus TryRead(string path, out ImmutableArray<byte> content);

    /// <summary>Whether there is a regular file.</summary>
    FunctionFileStatus Exists(string path);

    /// <summary>The regular files in and below a folder, relative to it, with '/' between the parts.</summary>
    FunctionFileStatus TryList(string folder, out ImmutableArray<string> files);
}
