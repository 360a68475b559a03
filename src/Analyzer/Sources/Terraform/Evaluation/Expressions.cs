using GcpLint.Hcl.Syntax;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Terraform.Evaluation;

/// <summary>Where this folder meets HCL's evaluator.</summary>
internal static class Expressions
{
    public static Value Evaluate(HclExpression expression, SourceText source, FrozenRoots roots, ModuleInstance module) => Eval(expression, source, roots);

    public static Value EvaluateConstant(HclExpression expression, SourceText source) => Eval(expression, source, new FrozenRoots([]));

    public static Value ConvertTo(Value value, TerraformVariable variable, EvaluationRun run) => value;

    private static Value Eval(HclExpression e, SourceText s, FrozenRoots r)
    {
        switch (e)
        {
            case LiteralExpression l: return l.Value.WithOrigin(Origin.Written(s, l.Span));
            case ParenthesesExpression p: return Eval(p.Inner, s, r);
            case TemplateWrapExpression w: return Eval(w.Inner, s, r);
            case TemplateExpression t:
                string text = "";
                foreach (var part in t.Parts)
                {
                    Value v = Eval(part, s, r);
                    if (v.IsUnknown) { return v; }
                    text += v.Kind == ValueKind.String ? v.AsString : v.ToString();
                }
                return t.TryGetLiteral(out _) ? Value.Of(text).WithOrigin(Origin.Written(s, t.Span)) : Value.Of(text);
            case TupleExpression t: return Value.Of(new ValueList([.. t.Elements.Select(x => Eval(x, s, r))])).WithOrigin(Origin.Written(s, t.Span));
            case ObjectExpression o: return Value.Of(new ValueMap([.. o.Items.Select(x => new ValueEntry(x.KeyName is { } k ? Value.Of(k) : Eval(x.Key, s, r), Eval(x.Value, s, r)))])).WithOrigin(Origin.Written(s, o.Span));
            case ConditionalExpression c:
                Value cond = Eval(c.Condition, s, r);
                return cond.IsUnknown ? cond : Eval(cond.AsBool ? c.TrueResult : c.FalseResult, s, r);
            case BinaryExpression { Operator: BinaryOperator.Equal } b:
                Value left = Eval(b.Left, s, r), right = Eval(b.Right, s, r);
                return left.IsUnknown ? left : right.IsUnknown ? right : Value.Of(left == right);
            case FunctionCallExpression { Name: "toset" } f:
                Value arg = Eval(f.Arguments[0], s, r);
                return arg.Kind == ValueKind.List ? Value.OfSet(arg.AsList) : arg;
            case TraversalExpression t:
                if (!r.TryGet(t.RootName, out Value current)) { return Value.Unknown(UnknownKind.Error, $"{t.RootName} is no variable"); }
                foreach (var step in t.Steps)
                {
                    current = step switch
                    {
                        AttributeStep a => current.Get(a.Name),
                        IndexStep { Key.Kind: ValueKind.Int } i => current.Get((int)i.Key.AsInt),
                        IndexStep i => current.Get(i.Key.AsString),
                        _ => default,
                    };
                    if (current.IsAbsent) { return Value.Unknown(UnknownKind.Error, "no such attribute"); }
                }
                return current;
            default: return Value.Unknown(UnknownKind.Function, "not evaluated");
        }
    }
}
