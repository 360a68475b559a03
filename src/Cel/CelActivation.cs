using GcpLint.Values;

namespace GcpLint.Cel;

/// <summary>Values of an environment's variables by name. Immutable. Hosts in a hurry pass the slots themselves.</summary>
public sealed class CelActivation
{
    private readonly Value[] _slots;

    private CelActivation(CelEnvironment environment, Value[] slots)
    {
        Environment = environment;
        _slots = slots;
    }

    public CelEnvironment Environment { get; }

    internal ReadOnlySpan<Value> Slots => _slots;

    /// <summary>No variable has a value.</summary>
    public static CelActivation Of(CelEnvironment environment) => new(environment, new Value[environment.Variables.Length]);

    /// <exception cref="ArgumentException">The environment does not declare the variable.</exception>
    public CelActivation With(string name, Value value)
    {
        int slot = Environment.SlotOf(name);
        if (slot < 0)
        {
            throw new ArgumentException($"The environment has no variable {name}.", nameof(name));
        }

        Value[] slots = [.. _slots];
        slots[slot] = value;
        return new CelActivation(Environment, slots);
    }
}
