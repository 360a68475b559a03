using System.Collections.Immutable;
using GcpLint.Analyzer.Discovery;
using GcpLint.Analyzer.Rules;
using GcpLint.Text;

namespace GcpLint.Cli;

/// <summary>The rules that a run can choose from.</summary>
internal interface IRuleLibrary
{
    /// <summary>The rules of this program, in the order of their ids.</summary>
    ImmutableArray<RuleDefinition> BuiltIn { get; }

    /// <summary>The rules of a folder of the user's own.</summary>
    RuleFolder Load(IFileSystem files, string folder);
}

/// <summary>What a folder of rules gave.</summary>
/// <param name="Rules">Rules that can run.</param>
/// <param name="Diagnostics">What is wrong with the others.</param>
internal sealed record RuleFolder(ImmutableArray<RuleDefinition> Rules, ImmutableArray<Diagnostic> Diagnostics);
