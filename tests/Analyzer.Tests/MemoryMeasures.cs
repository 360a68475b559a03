namespace GcpLint.Tests;

/// <summary>Tests that count what the process allocates: no others run beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MemoryMeasures
{
    public const string Name = "memory";
}
