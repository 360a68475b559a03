using System.Collections.Immutable;
using GcpLint.Hcl.Syntax;
using GcpLint.Hcl.Types;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Hcl.Evaluation;

/// <summary>References, attributes, indexes.</summary>
internal sealed partial class ExpressionEvaluator
{
    private Value EvaluateTraversal(TraversalExpression traversal)
    {
        for (Frame? frame = _frame; frame is not null; frame = frame.Outer)
        {
            if (frame.Name == traversal.RootName)
            {
                Value bound = ApplySteps(frame.Value, traversal.Steps, traversal.Span);
                return Referred(bound, traversal.Span);
            }
        }

        Resolution resolution = context.Scope.Resolve(traversal);
        if (resolution.Summary is not null)
        {
            return Fail(traversal.Span, "reference", resolution.Summary, resolution.Detail ?? resolution.Summary);
        }

        int steps = Math.Clamp(resolution.Steps, 0, traversal.Steps.Length);
        Value value = ApplySteps(resolution.Value, traversal.Steps[steps..], traversal.Span);
        return Referred(value, traversal.Span);
    }

    /// <summary>A value that stands elsewhere: here is the reference, its origin is the next step of the trail.</summary>
    private Value Referred(Value value, TextSpan span) =>
        value.WithOrigin(new Origin(OriginKind.Written, "", new SourceLocation(context.Source, span), value.Origin));

    private Value ApplySteps(Value value, ImmutableArray<TraversalStep> steps, TextSpan span)
    {
        foreach (TraversalStep step in steps)
        {
            value = step is AttributeStep attribute
                ? GetAttribute(value, attribute.Name, attribute.Span)
                : GetIndex(value, ((IndexStep)step).Key, step.Span);
        }

        return value.Origin is null ? value.WithOrigin(At(span)) : value;
    }

    private Value EvaluateIndex(IndexExpression index)
    {
        Value collection = Evaluate(index.Collection);
        Value key = Evaluate(index.Key);
        Value result = GetIndex(collection, key, index.Key.Span);
        return result.Origin is null ? result.WithOrigin(At(index.Span)) : Referred(result, index.Span);
    }

    /// <summary><c>value.name</c>.</summary>
    private Value GetAttribute(Value value, string name, TextSpan span)
    {
        if (value.IsNull)
        {
            return Fail(span, "null-value", "Attempt to get attribute from null value", $"The value is null: it has no attribute \"{name}\".");
        }

        HclType type = value.GetHclType();
        HclType? result = type.Kind switch
        {
            HclTypeKind.Dynamic => HclType.Dynamic,
            HclTypeKind.Map => type.Element,
            HclTypeKind.Object => type.GetAttribute(name)?.Type,
            _ => null,
        };
        if (result is null)
        {
            string detail = type.Kind switch
            {
                HclTypeKind.Object => $"The object has no attribute \"{name}\".",
                HclTypeKind.List or HclTypeKind.Tuple or HclTypeKind.Set =>
                    $"A {type.FriendlyName} has no attributes. To take \"{name}\" of each element, write \"[*].{name}\".",
                _ => $"A {type.FriendlyName} has no attributes.",
            };
            return Fail(span, "unsupported-attribute", "Unsupported attribute", detail);
        }

        if (value.IsUnknown)
        {
            return TypedValues.UnknownLike(value, result);
        }

        Value found = value.AsMap.Get(name);
        if (found.IsAbsent)
        {
            return type.Kind == HclTypeKind.Map
                ? Fail(span, "missing-element", "Missing map element", $"The map has no element \"{name}\".")
                : Value.NullOf(result);
        }

        return Inherit(found, value);
    }

    /// <summary>What is taken out of a sensitive value is sensitive; and it came the way of the whole.</summary>
    private static Value Inherit(Value part, Value whole)
    {
        part = part.WithOrigin(Origin.Within(part.Origin, whole.Origin));
        return whole.IsSensitive ? part.WithSensitive(true) : part;
    }

    /// <summary><c>value[key]</c>.</summary>
    private Value GetIndex(Value value, Value key, TextSpan span)
    {
        if (value.IsNull)
        {
            return Fail(span, "null-value", "Attempt to index null value", "The value is null: it has no elements.");
        }

        if (key.IsNull)
        {
            return Fail(span, "invalid-index", "Invalid index", "The key of an index cannot be null.");
        }

        HclType type = value.GetHclType();
        HclType keyType = key.GetHclType();
        if (type.IsDynamic || keyType.IsDynamic)
        {
            return TypedValues.UnknownLike(value.IsUnknown ? value : key, HclType.Dynamic).WithSensitive(value.IsSensitive || key.IsSensitive);
        }

        HclType? wanted = type.Kind switch
        {
            HclTypeKind.List or HclTypeKind.Tuple => HclType.Number,
            HclTypeKind.Map or HclTypeKind.Object => HclType.String,
            _ => null,
        };
        if (wanted is null)
        {
            string detail = type.Kind == HclTypeKind.Set
                ? "The elements of a set have no index: convert it to a list, or go through it with for."
                : $"A {type.FriendlyName} has no elements.";
            return Fail(span, "invalid-index", "Invalid index", detail);
        }

        if (!Conversion.TryConvert(key, wanted, out Value converted, out string? reason))
        {
            return Fail(span, "invalid-index", "Invalid index", $"The key does not fit: {reason}.");
        }

        Value result = wanted == HclType.Number ? GetElement(value, type, converted, span) : GetEntry(value, type, converted, span);
        return key.IsSensitive ? result.WithSensitive(true) : result;
    }

    private Value GetElement(Value value, HclType type, Value key, TextSpan span)
    {
        if (value.IsUnknown || key.IsUnknown)
        {
            Value cause = value.IsUnknown ? value : key;
            HclType known = type.Kind == HclTypeKind.List ? type.Element
                : HclNumbers.TryGetInt32(key, out int place) && place >= 0 && place < type.Elements.Length ? type.Elements[place]
                : HclType.Dynamic;
            return TypedValues.UnknownLike(cause, known);
        }

        ValueList list = value.AsList;
        if (HclNumbers.TryGetInt32(key, out int index) && index >= 0 && index < list.Count)
        {
            return Inherit(list[index], value);
        }

        string what = list.Count == 0 ? "The list is empty" : $"The list has {list.Count} elements";
        return Fail(span, "invalid-index", "Invalid index", $"{what}: the key is no index of it. Indexes count from 0.");
    }

    private Value GetEntry(Value value, HclType type, Value key, TextSpan span)
    {
        if (key.IsUnknown)
        {
            return TypedValues.UnknownLike(key, type.Kind == HclTypeKind.Map ? type.Element : HclType.Dynamic);
        }

        string name = key.AsString;
        HclType? known = type.Kind == HclTypeKind.Map ? type.Element : type.GetAttribute(name)?.Type;
        if (value.IsUnknown && known is not null)
        {
            return TypedValues.UnknownLike(value, known);
        }

        Value found = value.IsKnown ? value.AsMap.Get(name) : default;
        return found.IsAbsent
            ? Fail(span, "invalid-index", "Invalid index", $"There is no element with the key \"{name}\".")
            : Inherit(found, value);
    }
}
