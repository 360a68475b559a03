using System.Collections.Immutable;
using GcpLint.Hcl.Evaluation;
using GcpLint.Hcl.Syntax;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Hcl.Types;

/// <summary>Reads the <c>type</c> of a Terraform variable: <c>map(object({ a = string, b = optional(number, 1) }))</c>.</summary>
public static class TypeConstraintReader
{
    /// <summary>The constraint, any type where it cannot be read; and what is wrong with it.</summary>
    public static (TypeConstraint Constraint, ImmutableArray<Diagnostic> Diagnostics) Read(HclExpression expression, SourceText source)
    {
        var reader = new Reader(source);
        (HclType type, TypeDefaults? defaults) = reader.Read(expression, 0);
        return (new TypeConstraint(type, defaults), reader.Diagnostics.ToImmutable());
    }

    private sealed class Reader(SourceText source)
    {
        public ImmutableArray<Diagnostic>.Builder Diagnostics { get; } = ImmutableArray.CreateBuilder<Diagnostic>();

        public (HclType Type, TypeDefaults? Defaults) Read(HclExpression expression, int depth)
        {
            switch (expression)
            {
                case TraversalExpression { Steps.IsEmpty: true } keyword:
                    return (ReadKeyword(keyword.RootName, keyword.Span), null);

                // Terraform 0.11 wrote them in quotes, and 1.11 still takes these three.
                case TemplateExpression template when depth == 0 && template.TryGetLiteral(out string? text) && text is "string" or "list" or "map":
                    return (ReadKeyword(text, template.Span), null);
                case FunctionCallExpression call:
                    return ReadConstructor(call, depth);
                default:
                    return Fail(expression.Span, "A type is a keyword such as string, or a constructor such as list(string).");
            }
        }

        private (HclType Type, TypeDefaults? Defaults) Fail(TextSpan span, string detail)
        {
            Diagnostics.Add(new Diagnostic("hcl/type", DiagnosticSeverity.Error, "Invalid type specification", detail, new SourceLocation(source, span)));
            return (HclType.Dynamic, null);
        }

        private HclType ReadKeyword(string name, TextSpan span)
        {
            switch (name)
            {
                case "bool":
                    return HclType.Bool;
                case "string":
                    return HclType.String;
                case "number":
                    return HclType.Number;
                case "any":
                    return HclType.Dynamic;
                case "list":
                    return HclType.List(HclType.Dynamic);
                case "set":
                    return HclType.Set(HclType.Dynamic);
                case "map":
                    return HclType.Map(HclType.Dynamic);
                default:
                    return Fail(span, $"\"{name}\" is no type. There are bool, number, string, any, list, set, map, tuple and object.").Type;
            }
        }

        private (HclType Type, TypeDefaults? Defaults) ReadConstructor(FunctionCallExpression call, int depth)
        {
            if (call.Name == "optional")
            {
                return Fail(call.Span, "optional(…) stands only around the type of an attribute of an object.");
            }

            if (call.Arguments.Length != 1 || call.ExpandFinal)
            {
                return Fail(call.Span, $"{call.Name}(…) takes one argument.");
            }

            HclExpression argument = call.Arguments[0];
            switch (call.Name)
            {
                case "list" or "set" or "map":
                    (HclType element, TypeDefaults? defaults) = Read(argument, depth + 1);
                    HclType collection = call.Name switch
                    {
                        "list" => HclType.List(element),
                        "set" => HclType.Set(element),
                        _ => HclType.Map(element),
                    };
                    return (collection, Wrap([], defaults is null ? [] : [new("", defaults)]));
                case "tuple" when argument is TupleExpression tuple:
                    return ReadTuple(tuple, depth);
                case "object" when argument is ObjectExpression attributes:
                    return ReadObject(attributes, depth);
                case "tuple":
                    return Fail(argument.Span, "tuple(…) takes a list of types.");
                case "object":
                    return Fail(argument.Span, "object(…) takes attributes and their types in braces.");
                default:
                    return Fail(call.NameSpan, $"\"{call.Name}\" constructs no type. There are list, set, map, tuple and object.");
            }
        }

        private (HclType Type, TypeDefaults? Defaults) ReadTuple(TupleExpression tuple, int depth)
        {
            var elements = ImmutableArray.CreateBuilder<HclType>();
            var children = new List<KeyValuePair<string, TypeDefaults>>();
            foreach (HclExpression item in tuple.Elements)
            {
                (HclType element, TypeDefaults? defaults) = Read(item, depth + 1);
                if (defaults is not null)
                {
                    children.Add(new(elements.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), defaults));
                }

                elements.Add(element);
            }

            return (HclType.Tuple(elements.ToImmutable()), Wrap([], children));
        }

        private (HclType Type, TypeDefaults? Defaults) ReadObject(ObjectExpression constructor, int depth)
        {
            var attributes = new Dictionary<string, HclTypeAttribute>(StringComparer.Ordinal);
            var values = new List<KeyValuePair<string, Value>>();
            var children = new List<KeyValuePair<string, TypeDefaults>>();
            foreach (ObjectItem item in constructor.Items)
            {
                if (item.KeyName is not { } name)
                {
                    Fail(item.Key.Span, "The name of an attribute is written as it is.");
                    continue;
                }

                bool optional = item.Value is FunctionCallExpression { Name: "optional", Arguments.Length: 1 or 2 };
                HclExpression inner = optional ? ((FunctionCallExpression)item.Value).Arguments[0] : item.Value;
                (HclType type, TypeDefaults? defaults) = Read(inner, depth + 1);
                if (!attributes.TryAdd(name, new HclTypeAttribute(name, type, optional)))
                {
                    Fail(item.Key.Span, $"The attribute \"{name}\" is there twice.");
                    continue;
                }

                if (optional && ((FunctionCallExpression)item.Value).Arguments is [_, { } written] && ReadDefault(written, type, defaults) is { } value)
                {
                    values.Add(new(name, value));
                }

                if (defaults is not null)
                {
                    children.Add(new(name, defaults));
                }
            }

            return (HclType.Object(attributes.Values), Wrap(values, children));
        }

        private Value? ReadDefault(HclExpression expression, HclType type, TypeDefaults? defaults)
        {
            EvaluationResult result = Evaluator.Evaluate(expression, new EvaluationContext(source, EmptyScope.Instance));
            Diagnostics.AddRange(result.Diagnostics);
            if (result.HasErrors)
            {
                return null;
            }

            Value complete = defaults?.Apply(result.Value) ?? result.Value;
            if (Conversion.TryConvert(complete, type, out Value converted, out string? reason))
            {
                return converted;
            }

            Fail(expression.Span, $"The default does not fit the type: {reason}.");
            return null;
        }

        private static TypeDefaults? Wrap(List<KeyValuePair<string, Value>> values, List<KeyValuePair<string, TypeDefaults>> children) =>
            values.Count == 0 && children.Count == 0
                ? null
                : new TypeDefaults(values.ToImmutableDictionary(StringComparer.Ordinal), children.ToImmutableDictionary(StringComparer.Ordinal));
    }
}
