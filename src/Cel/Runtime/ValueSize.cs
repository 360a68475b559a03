using GcpLint.Values;

namespace GcpLint.Cel.Runtime;

/// <summary>
/// How many parts a value has for whoever walks through it. Lists that hold another list twice, and are held twice in
/// turn, share their parts in memory and have soon more of them than could ever be shown.
/// </summary>
internal static class ValueSize
{
    public static bool Exceeds(in Value value, int limit)
    {
        Count(value, ref limit);
        return limit < 0;
    }

    private static void Count(in Value value, ref int left)
    {
        left--;
        foreach (Value item in value.AsList)
        {
            if (left < 0)
            {
                return;
            }

            Count(item, ref left);
        }

        foreach (ValueEntry entry in value.AsMap)
        {
            if (left < 0)
            {
                return;
            }

            Count(entry.Value, ref left);
        }

        if (value.AsOther is CelOptional { HasValue: true } optional)
        {
            Count(optional.Value, ref left);
        }
    }
}
