using System.Collections.Immutable;
using GcpLint.Cel.Runtime;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Cel.Planning;

/// <summary>What all macros that walk along a collection share.</summary>
internal readonly record struct Walk(PlanNode Range, int FirstLocal, bool HasTwoVariables, bool AbsentIsNull);

/// <summary>A macro that walks along a list or along the keys of a map.</summary>
internal abstract class ComprehensionNode(Walk walk, TextSpan span) : PlanNode(span)
{
    protected Walk Walk { get; } = walk;

    public override ImmutableArray<PlanNode> Operands => [Walk.Range];

    public sealed override Value Evaluate(ref Frame frame)
    {
        Value range = Walk.Range.Evaluate(ref frame);
        if (range.Kind is ValueKind.List or ValueKind.Set or ValueKind.Map)
        {
            return Evaluate(new Elements(range, Walk), ref frame);
        }

        if (Walk.AbsentIsNull && range.IsNothing)
        {
            return Evaluate(new Elements(Value.Of(ValueList.Empty), Walk), ref frame);
        }

        return range.IsUnfit ? range : CelError.At($"no such overload: a macro cannot walk along {TypeNames.NameOf(range)}", Walk.Range.Span);
    }

    protected abstract Value Evaluate(Elements elements, ref Frame frame);

    protected Elements ElementsOf(ref Frame frame)
    {
        Value range = Walk.Range.Evaluate(ref frame);
        return new Elements(range.Kind is ValueKind.List or ValueKind.Set or ValueKind.Map ? range : Value.Of(ValueList.Empty), Walk);
    }

    /// <summary>Walks along the elements; each is put into the macro's variables.</summary>
    protected struct Elements
    {
        private readonly ImmutableArray<Value> _items;
        private readonly ImmutableArray<ValueEntry> _entries;
        private readonly Walk _walk;
        private int _index = -1;

        public Elements(in Value range, Walk walk)
        {
            _walk = walk;
            IsMap = range.Kind == ValueKind.Map;
            _items = range.AsList.Items;
            _entries = range.AsMap.Entries;
        }

        public bool IsMap { get; }

        public readonly int Count => IsMap ? _entries.Length : _items.Length;

        /// <summary>The element that a macro with one variable sees.</summary>
        public readonly Value Current => IsMap ? _entries[_index].Key : _items[_index];

        /// <summary>The element stands for any number of elements, none included: no condition holds for it or does not.</summary>
        public readonly bool IsOpenEnd => Current.UnknownReason is { IsOpenEnd: true };

        public readonly Value Key => IsMap ? _entries[_index].Key : Value.Of(_index);

        /// <summary>False at the end, or if the evaluation has no steps left.</summary>
        public bool MoveNext(ref Frame frame)
        {
            if (++_index >= Count || !frame.Pay(1))
            {
                return false;
            }

            if (_walk.HasTwoVariables)
            {
                frame.Locals[_walk.FirstLocal] = Key;
                frame.Locals[_walk.FirstLocal + 1] = IsMap ? _entries[_index].Value : _items[_index];
            }
            else
            {
                frame.Locals[_walk.FirstLocal] = Current;
            }

            return true;
        }
    }

    /// <summary>The condition's value if it is a boolean or unfit, else an error.</summary>
    protected static Value Test(PlanNode predicate, ref Frame frame)
    {
        Value value = predicate.Evaluate(ref frame);
        return value.Kind == ValueKind.Bool || value.IsUnfit
            ? value
            : CelError.At($"no such overload: a condition must be a bool, not {TypeNames.NameOf(value)}", predicate.Span);
    }
}
