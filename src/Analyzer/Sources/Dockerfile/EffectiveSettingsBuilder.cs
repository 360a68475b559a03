using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Dockerfile;

/// <summary>Follows what each instruction changes in the image.</summary>
internal sealed class EffectiveSettingsBuilder(VariableEvaluator variables)
{
    private bool _hasOwnCmd;

    public EffectiveSettings Open(BuildStage? parent)
    {
        _hasOwnCmd = false;
        return parent?.Effective ?? EffectiveSettings.None;
    }

    public EffectiveSettings Apply(EffectiveSettings settings, Instruction instruction, VariableScope scope)
    {
        switch (instruction)
        {
            case UserInstruction user:
                return settings with { User = user, Account = variables.Evaluate(user.Account, scope) };

            case WorkdirInstruction workdir:
                Value path = Combine(settings.WorkingDirectory, variables.Evaluate(workdir.Path, scope), scope);
                return settings with { Workdir = workdir, WorkingDirectory = path };

            case HealthcheckInstruction healthcheck:
                return settings with { Healthcheck = healthcheck };

            case CmdInstruction cmd:
                _hasOwnCmd = true;
                return settings with { Cmd = cmd };

            case EntrypointInstruction entrypoint:
                return settings with { Entrypoint = entrypoint, Cmd = _hasOwnCmd ? settings.Cmd : null };

            case ShellInstruction shell:
                return settings with { Shell = shell };

            case StopSignalInstruction stop:
                return settings with { StopSignal = stop };

            default:
                return settings;
        }
    }

    private static Value Combine(Value current, Value next, VariableScope scope)
    {
        if (!next.TryGetString(out string? path))
        {
            return next;
        }

        if (path.StartsWith('/') || path.Length > 1 && path[1] == ':')
        {
            return Value.Of(Normalize(path)).WithOrigin(next.Origin);
        }

        if (current.IsUnknown)
        {
            return current.WithOrigin(next.Origin);
        }

        if (current.IsAbsent && !scope.IsComplete)
        {
            return Value.Unknown(UnknownKind.EnvironmentVariable, "the path is relative to the working directory of the base image")
                .WithOrigin(next.Origin);
        }

        return Value.Of(Normalize($"{current.AsString}/{path}")).WithOrigin(next.Origin);
    }

    /// <summary>Without ".", ".." and doubled slashes.</summary>
    private static string Normalize(string path)
    {
        if (!path.StartsWith('/'))
        {
            return path;
        }

        var parts = new List<string>();
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                parts.RemoveRange(Math.Max(parts.Count - 1, 0), Math.Min(parts.Count, 1));
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return "/" + string.Join('/', parts);
    }
}
