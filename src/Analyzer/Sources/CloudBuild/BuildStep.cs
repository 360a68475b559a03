using System.Collections.Immutable;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.CloudBuild;

/// <summary>A step: a container image with a command line, or with a script.</summary>
public sealed class BuildStep
{
    private readonly int _shellScript;
    private MappedText? _script;

    internal BuildStep(BuildFile build, Value body, int index)
    {
        Build = build;
        Body = body;
        Index = index;
        Location = body.LocationIn(build.Source);
        Args = body.Get("args").OneOrMany();
        Program = BuilderImages.ProgramOf(body.Get("entrypoint"), Image);
        _shellScript = FindShellScript();
        IsShell = !InlineScript.IsAbsent || _shellScript >= 0;
        ShellOptions = _shellScript > 0 ? Args[..(_shellScript)] : [];
        CommandLine = IsShell ? [] : [Program, .. Args];
    }

    public BuildFile Build { get; }

    /// <summary>The place among the steps, from 0.</summary>
    public int Index { get; }

    public Value Body { get; }

    public SourceLocation Location { get; }

    public Value Id => Body.Get("id");

    /// <summary>The field <c>name</c>: the image that the step runs in.</summary>
    public Value Image => Body.Get("name");

    public Value Entrypoint => Body.Get("entrypoint");

    public ImmutableArray<Value> Args { get; }

    /// <summary>The field <c>script</c>; absent if it is not written.</summary>
    public Value InlineScript => Body.Get("script");

    /// <summary>The entry point, else what the image runs if it is known, else unknown.</summary>
    public Value Program { get; }

    /// <summary>The step runs a script: its own, or the one behind <c>-c</c> of a shell.</summary>
    public bool IsShell { get; }

    /// <summary>The arguments before the script of <c>bash -c</c>, the <c>-c</c> among them; empty for an inline script.</summary>
    public ImmutableArray<Value> ShellOptions { get; }

    /// <summary>
    /// Program and arguments of a step that is no shell script, as written: <see cref="BuildFile.Evaluate"/> resolves
    /// references.
    /// </summary>
    public ImmutableArray<Value> CommandLine { get; }

    /// <summary>
    /// The script with the place of each character; null if there is none. In an argument <c>$$</c> is a dollar sign for
    /// the shell; <c>$_NAME</c> stays, and <see cref="BuildSubstitutions.Variables"/> has its value. In an inline script
    /// all dollar signs are the shell's.
    /// </summary>
    public MappedText? Script => _script ??= ReadScript();

    public Value Dir => Body.Get("dir");

    /// <summary>Each "NAME=value".</summary>
    public ImmutableArray<Value> Env => Body.Get("env").OneOrMany();

    public ImmutableArray<Value> SecretEnv => Body.Get("secretEnv").OneOrMany();

    /// <summary>Ids of steps; "-" means at once, nothing written means after all earlier ones.</summary>
    public ImmutableArray<Value> WaitFor => Body.Get("waitFor").OneOrMany();

    public Value AllowFailure => Body.Get("allowFailure");

    public ImmutableArray<Value> AllowExitCodes => Body.Get("allowExitCodes").OneOrMany();

    /// <summary>Seconds with an "s"; absent means the build's.</summary>
    public Value Timeout => Body.Get("timeout");

    /// <summary>The step's own, else <c>options.automapSubstitutions</c>: substitutions are variables of the script.</summary>
    public Value AutomapSubstitutions =>
        Body.Get("automapSubstitutions") is { IsSet: true } own ? own : Build.Options.Get("automapSubstitutions");

    public Value Volumes => Body.Get("volumes");

    public override string ToString() => Id.IsSet ? Id.AsString : $"step {Index}";

    private int FindShellScript()
    {
        if (Program.AsString.Split('/')[^1] is not ("bash" or "sh" or "dash" or "ash" or "zsh"))
        {
            return -1;
        }

        for (int i = 0; i + 1 < Args.Length && ScalarText.Of(Args[i]) is ['-' or '+', ..] option; i++)
        {
            if (option.StartsWith('-') && !option.StartsWith("--", StringComparison.Ordinal) && option.Contains('c'))
            {
                return i + 1;
            }

            // "-o pipefail" has its value in the next argument.
            if (option is [.., 'o' or 'O'] && !option.StartsWith("--", StringComparison.Ordinal))
            {
                i++;
            }
        }

        return -1;
    }

    private MappedText? ReadScript()
    {
        if (!InlineScript.IsAbsent)
        {
            return ScalarText.Map(InlineScript);
        }

        return _shellScript >= 0 && ScalarText.Map(Args[_shellScript]) is { } text ? BuildSubstitutions.UnescapeDollars(text) : null;
    }
}
