using System.Collections.Immutable;
using GcpLint.Cel.Runtime.Library;
using GcpLint.Values;

namespace GcpLint.Cel;

/// <summary>A variable that expressions may name. Names may be qualified: "com.example.x".</summary>
public readonly record struct CelVariable(string Name, CelType Type);

/// <summary>
/// What an expression may refer to, and how it behaves. Immutable: each With gives a new one, so that an environment can
/// be shared by all rules and threads.
/// </summary>
public sealed class CelEnvironment
{
    /// <summary>Enough for a pass over every pair among a thousand elements; a macro bomb ends within about a tenth of a second.</summary>
    public const long DefaultStepLimit = 1_000_000;

    private readonly ImmutableDictionary<string, CelFunction> _functions;

    private CelEnvironment(ImmutableArray<CelVariable> variables, ImmutableDictionary<string, CelFunction> functions)
    {
        Variables = variables;
        _functions = functions;
    }

    private CelEnvironment(CelEnvironment other)
    {
        Variables = other.Variables;
        _functions = other._functions;
        Container = other.Container;
        AbsentIsNull = other.AbsentIsNull;
        IsChecked = other.IsChecked;
        StepLimit = other.StepLimit;
    }

    /// <summary>The standard functions and macros and the extensions strings, math, lists, sets, encoders, network, regex, optionals; no variables.</summary>
    public static CelEnvironment Standard { get; } = new([], StandardLibrary.All);

    /// <summary>In order of declaration: the index is the slot of the variable's value.</summary>
    public ImmutableArray<CelVariable> Variables { get; private init; }

    /// <summary>Names are looked up in this namespace first; "" for none.</summary>
    public string Container { get; private init; } = "";

    /// <summary>
    /// Rule mode. Selecting what a map does not have gives its default (<see cref="ValueMap.Defaults"/>) or null instead
    /// of an error; so does selecting or indexing in null. As a collection null is empty: for macros, <c>in</c> and
    /// <c>size</c>. <c>has(e.f)</c> stays the question whether somebody wrote f. Everything else with null is an error
    /// as in the specification.
    /// </summary>
    public bool AbsentIsNull { get; private init; }

    /// <summary>Types are checked before evaluation; the specification also allows expressions that are only parsed.</summary>
    public bool IsChecked { get; private init; } = true;

    /// <summary>Steps that one evaluation may take; beyond them it gives an unknown of kind <see cref="UnknownKind.Limit"/>.</summary>
    public long StepLimit { get; private init; } = DefaultStepLimit;

    /// <exception cref="ArgumentException">The name is declared already.</exception>
    public CelEnvironment WithVariable(string name, CelType type) =>
        SlotOf(name) >= 0
            ? throw new ArgumentException($"The variable {name} is declared twice.", nameof(name))
            : new CelEnvironment(this) { Variables = Variables.Add(new CelVariable(name, type)) };

    /// <summary>Adds a function, or overloads to the function of this name.</summary>
    public CelEnvironment WithFunction(CelFunction function)
    {
        CelFunction joined = _functions.TryGetValue(function.Name, out CelFunction? known)
            ? known with { Overloads = known.Overloads.AddRange(function.Overloads) }
            : function;
        return new CelEnvironment(this, _functions.SetItem(function.Name, joined));
    }

    public CelEnvironment WithContainer(string container) => new(this) { Container = container };

    public CelEnvironment WithAbsentIsNull(bool absentIsNull = true) => new(this) { AbsentIsNull = absentIsNull };

    public CelEnvironment WithChecking(bool isChecked) => new(this) { IsChecked = isChecked };

    public CelEnvironment WithStepLimit(long steps) => new(this) { StepLimit = steps };

    /// <summary>The index of a variable's value in the slots of an evaluation; -1 if it is not declared.</summary>
    public int SlotOf(string name)
    {
        for (int i = 0; i < Variables.Length; i++)
        {
            if (Variables[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }

    internal CelFunction? FindFunction(string name) => _functions.GetValueOrDefault(name);

    internal IEnumerable<string> FunctionNames => _functions.Keys;

    private CelEnvironment(CelEnvironment other, ImmutableDictionary<string, CelFunction> functions)
        : this(other) => _functions = functions;
}
