using System.Collections.Immutable;
using GcpLint.Values;

namespace GcpLint.Rules.Org;

/// <summary>Asks a policy with lists of values about one value.</summary>
internal static class ListPolicy
{
    /// <param name="policy">With its rules together: what any of them denies is denied, what any allows is allowed.</param>
    /// <param name="value">"all", "europe-west1".</param>
    /// <param name="isIn">Whether the value is in a group such as "eu-locations"; null for a group that nobody here knows.</param>
    /// <returns>Null if it is not known.</returns>
    public static bool? Allows(OrgPolicy policy, string value, Func<string, bool?> isIn)
    {
        if (policy.IsOpen)
        {
            return null;
        }

        bool? denied = AnyOf(policy.Rules.SelectMany(rule => ItemsOf(rule.Denied)), value, isIn);
        if (denied == true || policy.Rules.Any(rule => rule.All == false))
        {
            return false;
        }

        if (policy.Rules.Any(rule => rule.All == true) || policy.Rules.All(rule => !rule.Allowed.IsSet))
        {
            return denied is null ? null : true;
        }

        bool? allowed = AnyOf(policy.Rules.SelectMany(rule => ItemsOf(rule.Allowed)), value, isIn);
        return allowed == false ? false : denied is null ? null : allowed;
    }

    private static ImmutableArray<Value> ItemsOf(Value list) => list.Kind is ValueKind.List or ValueKind.Set ? list.AsList.Items : list.IsSet ? [list] : [];

    private static bool? AnyOf(IEnumerable<Value> items, string value, Func<string, bool?> isIn)
    {
        bool isOpen = false;
        foreach (Value item in items)
        {
            bool? holds = !item.TryGetString(out string? text) || text.StartsWith("under:", StringComparison.Ordinal) ? null
                : text.StartsWith("in:", StringComparison.Ordinal) ? isIn(text["in:".Length..])
                : string.Equals(text.StartsWith("is:", StringComparison.Ordinal) ? text["is:".Length..] : text, value, StringComparison.OrdinalIgnoreCase);
            if (holds == true)
            {
                return true;
            }

            isOpen |= holds is null;
        }

        return isOpen ? null : false;
    }
}
