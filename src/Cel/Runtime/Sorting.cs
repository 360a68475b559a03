using GcpLint.Values;

namespace GcpLint.Cel.Runtime;

internal static class Sorting
{
    /// <summary>The items in the order of their keys; an error if the keys are not of one ordered type.</summary>
    public static Value Sort(List<(Value Key, Value Item)> pairs, ref Frame frame)
    {
        for (int i = 0; i < pairs.Count; i++)
        {
            // Each key against the first shows that all are of one type.
            if (Comparison.Order(pairs[0].Key, pairs[i].Key) is null)
            {
                return pairs.Count == 1
                    ? CelError.Of($"no such overload: values of type {TypeNames.NameOf(pairs[i].Key)} have no order")
                    : CelError.Of("no such overload: a list is sorted by values of one ordered type");
            }
        }

        if (!frame.Pay(pairs.Count * (1L + int.Log2(Math.Max(1, pairs.Count)))))
        {
            return Frame.Exhausted;
        }

        IEnumerable<Value> sorted = pairs
            .OrderBy(pair => pair.Key, Comparer<Value>.Create((left, right) => Comparison.Order(left, right) ?? 0))
            .Select(pair => pair.Item);
        return Value.Of(new ValueList([.. sorted]));
    }
}
