using System.Collections.Immutable;
using GcpLint.Analyzer.Sources.Gcloud;
using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Model.Pipelines;

/// <summary>A command that a step runs: of its script, of a script that it calls, or the arguments of a container.</summary>
public sealed class PipelineCommand
{
    private GcloudCommandLine? _gcloud;
    private bool _isParsed;

    public required ImmutableArray<Value> Words { get; init; }

    public required SourceLocation Location { get; init; }

    /// <summary>Null where no shell is between: the arguments of a step of Cloud Build.</summary>
    public CommandInvocation? Invocation { get; init; }

    /// <summary>It only runs when something failed.</summary>
    public bool RunsOnFailure { get; init; }

    /// <summary>The path of the script of the repository that has it, where the step calls one; null for the step's own.</summary>
    public string? CalledScript { get; init; }

    public bool MayHaveMoreWords => Invocation?.MayHaveMoreWords ?? false;

    /// <summary>The command as gcloud, gsutil or bq understand it; null if it is none of them.</summary>
    public GcloudCommandLine? Gcloud
    {
        get
        {
            // Two threads may both parse it: the results are equal.
            if (!_isParsed)
            {
                _gcloud = Invocation is { } invocation ? GcloudCommandLine.Parse(invocation) : GcloudCommandLine.Parse(Words, Location);
                _isParsed = true;
            }

            return _gcloud;
        }
    }

    /// <summary>A word as text; what is not known of it is a star.</summary>
    public string Text(int index) => index < Words.Length ? TextOf(Words[index]) : "";

    /// <summary>The known parts of a value; what is not known of it is a star.</summary>
    public static string TextOf(Value value) => value.Kind == ValueKind.String
        ? value.AsString
        : value.UnknownReason is not { } reason ? value.IsSet ? value.ToString() : ""
        : reason.Parts is { } parts ? string.Concat(parts.Items.Select(part => part.Kind == ValueKind.String ? part.AsString : "*")) : "*";

    public override string ToString() => string.Join(' ', Words.Select(TextOf));
}
