using System.Collections.Frozen;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Dockerfile;

/// <summary>Declares variables and evaluates words; what Docker would refuse becomes a diagnostic.</summary>
internal sealed class VariableEvaluator
{
    /// <summary>Set by BuildKit: https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope</summary>
    private static readonly FrozenSet<string> PlatformArguments = FrozenSet.Create(
        "TARGETPLATFORM", "TARGETOS", "TARGETARCH", "TARGETVARIANT", "BUILDPLATFORM", "BUILDOS", "BUILDARCH", "BUILDVARIANT", "TARGETSTAGE");

    private readonly DockerfileSyntax _syntax;
    private readonly ValueMap _buildArguments;
    private readonly DiagnosticBag _diagnostics;
    private readonly ExpansionBudget _budget = new();

    public VariableEvaluator(DockerfileSyntax syntax, ValueMap buildArguments, DiagnosticBag diagnostics)
    {
        _syntax = syntax;
        _buildArguments = buildArguments;
        _diagnostics = diagnostics;
        foreach (string name in PlatformArguments.Order(StringComparer.Ordinal))
        {
            Global = Global.With(name, Value.Unknown(UnknownKind.RunTime, $"{name} is set by the build"));
        }
    }

    public VariableScope Global { get; private set; } = VariableScope.Empty;

    public Value Evaluate(InstructionWord word, VariableScope scope)
    {
        Origin written = Origin.Written(_syntax.Source, word.Span);
        Value value = VariableExpander.Expand(word.Text, scope, _syntax.EscapeCharacter, written, _budget, out string? error);
        if (error is not null)
        {
            _diagnostics.Error(
                "dockerfile/invalid-substitution",
                "Docker cannot expand this word",
                $"{char.ToUpperInvariant(error[0])}{error[1..]}.",
                word.Span);
        }

        return value;
    }

    public void DeclareGlobal(ArgInstruction arg)
    {
        foreach (NameValue variable in arg.Variables)
        {
            string name = variable.Name.Text;
            Value value = GetArgument(variable, Global);
            if (value.IsAbsent)
            {
                value = Global.Contains(name) ? Global.Get(name) : WithoutDefault(variable);
            }

            Global = Global.With(name, value);
        }
    }

    /// <summary>The scope behind an instruction of a stage.</summary>
    public VariableScope Declare(Instruction instruction, VariableScope scope) => instruction switch
    {
        ArgInstruction arg => DeclareArguments(arg, scope),
        EnvInstruction env => DeclareEnvironment(env, scope),
        _ => scope,
    };

    /// <summary>Evaluates the words that nothing else evaluates, for their diagnostics.</summary>
    public void Check(Instruction instruction, VariableScope scope)
    {
        switch (instruction)
        {
            case TransferInstruction transfer:
                CheckAll(transfer.Sources, scope);
                CheckAll([transfer.Destination], scope);
                CheckFlag(transfer.Chown, scope);
                CheckFlag(transfer.Chmod, scope);
                break;

            case VolumeInstruction volume:
                CheckAll(volume.Paths, scope);
                break;

            case StopSignalInstruction stop:
                CheckAll([stop.Signal], scope);
                break;

            case LabelInstruction label:
                foreach (NameValue pair in label.Labels)
                {
                    CheckAll(pair.Value is { } value ? [pair.Name, value] : [pair.Name], scope);
                }

                break;

            case ExposeInstruction expose:
                CheckPorts(expose, scope);
                break;
        }
    }

    private void CheckPorts(ExposeInstruction expose, VariableScope scope)
    {
        foreach (InstructionWord word in expose.Ports)
        {
            if (!Evaluate(word, scope).TryGetString(out string? text))
            {
                continue;
            }

            foreach (string port in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                if (!ExposedPort.TryParse(port, out _, out _, out _))
                {
                    _diagnostics.Error(
                        "dockerfile/invalid-port",
                        "EXPOSE takes port numbers",
                        "Write a port from 0 to 65535 or a range, with /tcp or /udp behind it if need be.",
                        word.Span);
                    return;
                }
            }
        }
    }

    private void CheckAll(IEnumerable<InstructionWord> words, VariableScope scope)
    {
        foreach (InstructionWord word in words)
        {
            Evaluate(word, scope);
        }
    }

    private void CheckFlag(InstructionFlag? flag, VariableScope scope)
    {
        if (flag?.Value is { } value)
        {
            Evaluate(value, scope);
        }
    }

    private VariableScope DeclareArguments(ArgInstruction arg, VariableScope scope)
    {
        foreach (NameValue variable in arg.Variables)
        {
            string name = variable.Name.Text;
            Value value = GetArgument(variable, scope);
            if (value.IsAbsent && Global.Contains(name))
            {
                Value inherited = Global.Get(name);
                value = inherited.WithOrigin(Named(OriginKind.Written, variable, variable.Span, inherited.Origin));
            }

            // Without any value ARG leaves an ENV of the same name as it is.
            if (!value.IsAbsent || !scope.Contains(name))
            {
                scope = scope.With(name, value.IsAbsent ? WithoutDefault(variable) : value);
            }
        }

        return scope;
    }

    private VariableScope DeclareEnvironment(EnvInstruction env, VariableScope scope)
    {
        // All values of one ENV see the variables before it.
        VariableScope result = scope;
        foreach (NameValue variable in env.Variables)
        {
            if (variable.Value is not { } word || !Evaluate(variable.Name, scope).TryGetString(out string? name))
            {
                continue;
            }

            Value value = Evaluate(word, scope);
            result = result.With(name, value.WithOrigin(Named(OriginKind.Written, variable, word.Span, value.Origin?.From)));
        }

        return result;
    }

    /// <summary>The value of <c>--build-arg</c>, else the default, else absent.</summary>
    private Value GetArgument(NameValue variable, VariableScope scope)
    {
        Value given = _buildArguments.Get(variable.Name.Text);
        if (!given.IsAbsent)
        {
            return given;
        }

        if (variable.Value is not { } word)
        {
            return Value.Absent;
        }

        Value value = Evaluate(word, scope);
        return value.WithOrigin(Named(OriginKind.VariableDefault, variable, word.Span, value.Origin?.From));
    }

    private Value WithoutDefault(NameValue variable) =>
        Value.Unknown(UnknownKind.InputVariable, $"ARG {variable.Name.Text} has no default")
            .WithOrigin(Named(OriginKind.Written, variable, variable.Span, null));

    private Origin Named(OriginKind kind, NameValue variable, TextSpan span, Origin? from) =>
        new(kind, variable.Name.Text, new SourceLocation(_syntax.Source, span), from);
}
