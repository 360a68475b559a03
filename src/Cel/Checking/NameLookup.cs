using GcpLint.Cel.Runtime;
using GcpLint.Cel.Syntax;

namespace GcpLint.Cel.Checking;

/// <summary>Finds variables, types, constants and functions by name, in the environment's container first.</summary>
internal sealed class NameLookup
{
    private readonly CelEnvironment _environment;
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);

    public NameLookup(CelEnvironment environment)
    {
        _environment = environment;
        for (int i = 0; i < environment.Variables.Length; i++)
        {
            // A name that no expression can spell keeps a slot for the host.
            if (environment.Variables[i].Name.StartsWith('@'))
            {
                continue;
            }

            _slots[environment.Variables[i].Name] = i;
        }
    }

    public IEnumerable<string> VariableNames => _slots.Keys;

    public (Resolution Resolution, CelType Type)? Find(string name, bool rooted)
    {
        foreach (string candidate in QualifiedName.Candidates(name, rooted, _environment.Container))
        {
            if (_slots.TryGetValue(candidate, out int slot))
            {
                return (new VariableResolution(slot), _environment.Variables[slot].Type);
            }

            if (TypeNames.Find(candidate) is { } type)
            {
                return (new ConstantResolution(type), TypeNames.TypeOf(type));
            }
        }

        return null;
    }

    public CelFunction? FindFunction(string name, bool rooted)
    {
        foreach (string candidate in QualifiedName.Candidates(name, rooted, _environment.Container))
        {
            if (_environment.FindFunction(candidate) is { } function)
            {
                return function;
            }
        }

        return null;
    }

    public WellKnownMessage? FindMessage(string name, bool rooted)
    {
        foreach (string candidate in QualifiedName.Candidates(name, rooted, _environment.Container))
        {
            if (WellKnownMessage.Find(candidate) is { } message)
            {
                return message;
            }
        }

        return null;
    }
}
