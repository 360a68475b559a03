using System.Collections.Immutable;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>What is known of a script from outside.</summary>
public sealed record ShellContext
{
    public static readonly ShellContext Default = new();

    /// <summary>Variables of the environment: the "env:" of a step, an .env file.</summary>
    public ImmutableDictionary<string, Value> Variables { get; init; } = ImmutableDictionary<string, Value>.Empty;

    /// <summary>
    /// Values that hold wherever the script leaves it open: <c>ENVIRONMENT="${1:-dev}"</c> becomes "production" when the
    /// script is looked at for production.
    /// </summary>
    public ImmutableDictionary<string, Value> Assumptions { get; init; } = ImmutableDictionary<string, Value>.Empty;

    /// <summary>The options that the shell is started with: a GitHub step with "shell: bash" has errexit and pipefail.</summary>
    public StrictMode Mode { get; init; }

    /// <summary>
    /// The script behind "source FILE", null where it is not in the tree: its functions and variables are then known. The
    /// path may be unknown in part, as in "$(dirname "$0")/lib.sh". Called during the walk.
    /// </summary>
    public Func<Value, ShellScript?>? ResolveSource { get; init; }
}

/// <summary>The options of the shell that make a script stop at its first error.</summary>
/// <param name="ExitOnError">set -e</param>
/// <param name="NoUnset">set -u</param>
/// <param name="PipeFail">set -o pipefail</param>
public readonly record struct StrictMode(bool ExitOnError, bool NoUnset, bool PipeFail)
{
    /// <summary>What holds whichever of two ways was taken.</summary>
    public StrictMode And(StrictMode other) =>
        new(ExitOnError && other.ExitOnError, NoUnset && other.NoUnset, PipeFail && other.PipeFail);
}
