using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Plans;

/// <summary>What says which attributes of a planned block somebody wrote.</summary>
internal enum WrittenBy : byte
{
    /// <summary>Nothing: a state, or a dynamic block that only a run expands.</summary>
    Nobody,

    /// <summary>The block of the source, as it was evaluated.</summary>
    Source,

    /// <summary>The expressions in the plan's configuration.</summary>
    Configuration,
}

/// <summary>A block as it was written.</summary>
/// <param name="By">Who says it.</param>
/// <param name="Body">The evaluated attributes, or the expressions.</param>
/// <param name="Header">Where a finding about what is missing in it belongs.</param>
internal readonly record struct WrittenBody(WrittenBy By, Value Body, SourceLocation Header)
{
    /// <summary>Null if nothing says it.</summary>
    public bool? IsWritten(string name) => By switch
    {
        WrittenBy.Source => Body.AsMap.ContainsKey(name),

        // Dynamic blocks are missing there: what it does not mention may be written all the same.
        WrittenBy.Configuration => Body.Get(name).IsSet ? true : null,
        _ => null,
    };

    /// <summary>The nested block at an index.</summary>
    public WrittenBody Block(string name, int index)
    {
        Value blocks = Body.Kind == ValueKind.Map ? Body.AsMap.GetEntry(name).Value : default;
        Value block = blocks.Kind is ValueKind.List ? blocks.Get(Math.Min(index, Math.Max(blocks.AsList.Count - 1, 0))) : blocks;
        if (By == WrittenBy.Source)
        {
            SourceLocation header = block.Origin?.Location ?? Header;
            return block.Kind == ValueKind.Map ? new WrittenBody(By, block, header) : new WrittenBody(WrittenBy.Nobody, default, header);
        }

        return block.Kind == ValueKind.Map ? this with { Body = block } : new WrittenBody(WrittenBy.Nobody, default, Header);
    }
}
