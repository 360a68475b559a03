using System.Collections.Immutable;
using GcpLint.Hcl.Syntax;
using GcpLint.Hcl.Types;
using GcpLint.Values;

namespace GcpLint.Hcl.Evaluation;

/// <summary>For-expressions and splats.</summary>
internal sealed partial class ExpressionEvaluator
{
    /// <summary>A pair of a for-expression: index and element, key and value, or an element of a set twice.</summary>
    private readonly record struct Pair(Value Key, Value Value);

    private enum Filter
    {
        Keep,
        Drop,
        Unknown,
    }

    /// <summary>The pairs to go through; false with the result if there are none to be known.</summary>
    private bool TryEnumerate(ForExpression loop, out ImmutableArray<Pair> pairs, out Value collection)
    {
        pairs = [];
        collection = Evaluate(loop.Collection);
        if (collection.IsNull)
        {
            collection = Fail(loop.Collection.Span, "iteration", "Iteration over null value", "A null value cannot be gone through.");
            return false;
        }

        if (collection.IsUnknown)
        {
            HclType type = collection.GetHclType();
            collection = type.IsPrimitive
                ? Fail(loop.Collection.Span, "iteration", "Iteration over non-iterable value", $"A {type.FriendlyName} has no elements to go through.")
                : TypedValues.UnknownLike(collection, HclType.Dynamic).WithOrigin(At(loop.Span));
            return false;
        }

        Value whole = collection;
        switch (collection.Kind)
        {
            case ValueKind.List:
                pairs = [.. collection.AsList.Items.Select((item, index) => new Pair(Value.Of((long)index), Inherit(item, whole)))];
                return true;
            case ValueKind.Set:
                pairs = [.. collection.AsList.Items.Select(item => new Pair(Inherit(item, whole), Inherit(item, whole)))];
                return true;
            case ValueKind.Map:
                pairs = [.. collection.AsMap.GetSortedEntries().Select(entry => new Pair(entry.Key, Inherit(entry.Value, whole)))];
                return true;
            default:
                collection = Fail(
                    loop.Collection.Span,
                    "iteration",
                    "Iteration over non-iterable value",
                    $"A {collection.GetHclType().FriendlyName} has no elements to go through.");
                return false;
        }
    }

    private void Bind(ForExpression loop, Pair pair, Frame? outer)
    {
        _frame = new Frame(loop.ValueName, pair.Value, outer);
        if (loop.KeyName is not null)
        {
            // Of two equal names the value's counts.
            _frame = loop.KeyName == loop.ValueName ? _frame : new Frame(loop.KeyName, pair.Key, _frame);
        }
    }

    private Filter CheckCondition(ForExpression loop, ref bool sensitive, ref Value unknown)
    {
        if (loop.Condition is null)
        {
            return Filter.Keep;
        }

        Value condition = Evaluate(loop.Condition);
        sensitive |= condition.IsSensitive;
        if (condition.IsNull)
        {
            unknown = Fail(loop.Condition.Span, "for-condition", "Condition is null", "The condition of \"if\" is null: it is neither true nor false.");
            return Filter.Unknown;
        }

        if (!Conversion.TryConvert(condition, HclType.Bool, out Value decided, out string? reason))
        {
            unknown = Fail(loop.Condition.Span, "for-condition", "Invalid 'for' condition", $"The condition of \"if\" is no bool: {reason}.");
            return Filter.Unknown;
        }

        if (decided.IsUnknown)
        {
            unknown = decided;
            return Filter.Unknown;
        }

        return decided.AsBool ? Filter.Keep : Filter.Drop;
    }

    /// <summary>Terraform asks for the type of the condition also where there is nothing to go through.</summary>
    private bool IsRefusedWhenEmpty(ForExpression loop, out Value unknown)
    {
        unknown = default;
        if (loop.Condition is null)
        {
            return false;
        }

        Frame? outer = _frame;
        int errors = Diagnostics.Count;
        bool sensitive = false;
        var any = Value.Unknown(UnknownKind.Computed, "the collection is empty");
        Bind(loop, new Pair(any, any), outer);
        CheckCondition(loop, ref sensitive, ref unknown);
        _frame = outer;
        return Diagnostics.Count > errors;
    }

    private Value EvaluateTupleLoop(ForExpression loop)
    {
        if (!TryEnumerate(loop, out ImmutableArray<Pair> pairs, out Value collection))
        {
            return collection;
        }

        if (pairs.IsEmpty && IsRefusedWhenEmpty(loop, out Value refused))
        {
            return TypedValues.UnknownLike(refused, HclType.Dynamic);
        }

        Frame? outer = _frame;
        bool sensitive = collection.IsSensitive;
        Value unknown = default;
        var items = ImmutableArray.CreateBuilder<Value>(pairs.Length);
        foreach (Pair pair in pairs)
        {
            if (context.Budget.Remaining < 0)
            {
                unknown = Value.Unknown(UnknownKind.Limit, "the loop takes too many steps");
                break;
            }

            Bind(loop, pair, outer);
            if (CheckCondition(loop, ref sensitive, ref unknown) == Filter.Keep)
            {
                items.Add(Evaluate(loop.Value));
            }
        }

        _frame = outer;
        Value result = unknown.IsUnknown ? TypedValues.UnknownLike(unknown, HclType.Dynamic) : Bounded(TypedValues.Tuple(items.ToImmutable()));
        return Computed(result, loop.Span, [collection]).WithSensitive(sensitive);
    }

    private Value EvaluateObjectLoop(ForExpression loop)
    {
        if (!TryEnumerate(loop, out ImmutableArray<Pair> pairs, out Value collection))
        {
            return collection;
        }

        if (pairs.IsEmpty && IsRefusedWhenEmpty(loop, out Value refused))
        {
            return TypedValues.UnknownLike(refused, HclType.Dynamic);
        }

        Frame? outer = _frame;
        var result = new ObjectLoop(this, loop, collection.IsSensitive);
        foreach (Pair pair in pairs)
        {
            if (context.Budget.Remaining < 0)
            {
                result.Unknown = Value.Unknown(UnknownKind.Limit, "the loop takes too many steps");
                break;
            }

            Bind(loop, pair, outer);
            result.Add();
        }

        _frame = outer;
        return Computed(result.ToValue(), loop.Span, [collection]).WithSensitive(result.Sensitive);
    }

    /// <summary>The object that a for-expression with keys builds.</summary>
    private sealed class ObjectLoop(ExpressionEvaluator evaluator, ForExpression loop, bool sensitive)
    {
        private readonly EntryList _entries = new(4);
        private readonly Dictionary<string, ImmutableArray<Value>.Builder> _groups = new(StringComparer.Ordinal);
        private Value _unknown;
        private bool _sensitive = sensitive;

        public Value Unknown
        {
            set => _unknown = value;
        }

        public bool Sensitive => _sensitive;

        public void Add()
        {
            if (loop.Key is null || evaluator.CheckCondition(loop, ref _sensitive, ref _unknown) != Filter.Keep)
            {
                return;
            }

            Value key = evaluator.Evaluate(loop.Key);
            if (key.IsNull)
            {
                _unknown = evaluator.Fail(loop.Key.Span, "for-key", "Invalid object key", "The key of an element is null.");
                return;
            }

            if (!Conversion.TryConvert(key, HclType.String, out Value name, out string? reason))
            {
                _unknown = evaluator.Fail(loop.Key.Span, "for-key", "Invalid object key", $"The key of an element is no string: {reason}.");
                return;
            }

            _sensitive |= name.IsSensitive;
            Value value = evaluator.Evaluate(loop.Value);
            if (name.IsUnknown)
            {
                _unknown = name;
            }
            else
            {
                AddEntry(name.WithSensitive(false), value);
            }
        }

        private void AddEntry(Value name, Value value)
        {
            if (loop.Grouping)
            {
                if (!_groups.TryGetValue(name.AsString, out ImmutableArray<Value>.Builder? group))
                {
                    _groups[name.AsString] = group = ImmutableArray.CreateBuilder<Value>();
                    _entries.Set(name, default);
                }

                group.Add(value);
            }
            else if (_entries.Contains(name.AsString))
            {
                _unknown = evaluator.Fail(
                    loop.Value.Span,
                    "duplicate-key",
                    "Duplicate object key",
                    $"Two elements give the key \"{name.AsString}\". Write \"...\" behind the value to gather them in lists.");
            }
            else
            {
                _entries.Set(name, value);
            }
        }

        public Value ToValue()
        {
            if (_unknown.IsUnknown)
            {
                return TypedValues.UnknownLike(_unknown, HclType.Dynamic);
            }

            ImmutableArray<ValueEntry> entries = _entries.ToEntries();
            if (loop.Grouping)
            {
                entries = [.. entries.Select(entry => entry with { Value = TypedValues.Tuple(_groups[entry.Key.AsString].ToImmutable()) })];
            }

            return evaluator.Bounded(TypedValues.Object(entries));
        }
    }

    private Value EvaluateSplat(SplatExpression splat)
    {
        Value source = Evaluate(splat.Source);
        HclType type = source.GetHclType();
        bool sequence = type.Kind is HclTypeKind.Tuple or HclTypeKind.List or HclTypeKind.Set;
        if (source.IsNull)
        {
            return sequence
                ? Fail(splat.Source.Span, "null-value", "Splat of null value", "The value is null: a splat needs a list, which may be empty.")
                : TypedValues.Tuple([]).WithOrigin(At(splat.Span));
        }

        if (type.IsDynamic || source.IsUnknown)
        {
            return TypedValues.UnknownLike(source, HclType.Dynamic).WithOrigin(At(splat.Span));
        }

        ImmutableArray<Value> sourceItems = sequence ? source.AsList.Items : [source];
        var items = ImmutableArray.CreateBuilder<Value>(sourceItems.Length);
        foreach (Value item in sourceItems)
        {
            _splatItems.Push(Inherit(item, source));
            items.Add(Evaluate(splat.Each));
            _splatItems.Pop();
        }

        Value result = type.Kind is HclTypeKind.List or HclTypeKind.Set
            ? TypedValues.List(ElementTypeOf(items), items.ToImmutable())
            : TypedValues.Tuple(items.ToImmutable());
        return Computed(Bounded(result), splat.Span, [source]).WithSensitive(source.IsSensitive);
    }

    private static HclType ElementTypeOf(ImmutableArray<Value>.Builder items) =>
        items.Count == 0 ? HclType.Dynamic : Unification.Unify([.. items.Select(item => item.GetHclType())]) ?? HclType.Dynamic;
}
