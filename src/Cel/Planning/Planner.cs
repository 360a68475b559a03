using System.Collections.Immutable;
using GcpLint.Cel.Checking;
using GcpLint.Cel.Runtime;
using GcpLint.Cel.Syntax;
using GcpLint.Values;

namespace GcpLint.Cel.Planning;

/// <param name="Root">What is evaluated.</param>
/// <param name="MakesCollections">The evaluation can put values into lists or maps of its own.</param>
/// <param name="Problems">What only the computation of constants shows: a pattern that is none.</param>
internal readonly record struct ExpressionPlan(PlanNode Root, bool MakesCollections, ImmutableArray<Problem> Problems);

/// <summary>Makes plan nodes of a checked tree: names become slots, operations on constants constants, constant patterns automata.</summary>
internal sealed class Planner
{
    /// <summary>What is not computed within so many steps is left for the evaluation, which has its own limit.</summary>
    private const long FoldingSteps = 10_000;

    private readonly CheckedExpression _checked;
    private readonly bool _absentIsNull;
    private readonly ImmutableArray<Problem>.Builder _problems = ImmutableArray.CreateBuilder<Problem>();
    private bool _makesCollections;

    private Planner(CheckedExpression expression, CelEnvironment environment)
    {
        _checked = expression;
        _absentIsNull = environment.AbsentIsNull;
    }

    public static ExpressionPlan Plan(CheckedExpression expression, CelEnvironment environment)
    {
        var planner = new Planner(expression, environment);
        PlanNode root = planner.Plan(expression.Root);
        return new ExpressionPlan(root, planner._makesCollections, planner._problems.ToImmutable());
    }

    private PlanNode Plan(Expression expression) => expression switch
    {
        LiteralExpression literal => new ConstantNode(literal.Value, literal.Span),
        NameExpression or MessageExpression => PlanReference(expression),
        SelectExpression select => _checked.Resolutions.ContainsKey(select) ? PlanReference(select) : PlanSelect(select),
        IndexExpression { IsOptional: true } index => new OptionalAccessNode(Plan(index.Operand), Plan(index.Index), _absentIsNull, index.Span),
        IndexExpression index => PlanIndex(index),
        CallExpression call => PlanCall(call),
        UnaryExpression { Operator: UnaryOperator.Not } not => Folded(new NotNode(Plan(not.Operand), not.Span)),
        UnaryExpression negate => Folded(new NegateNode(Plan(negate.Operand), negate.Span)),
        BinaryExpression binary => Folded(PlanBinary(binary, Plan(binary.Left), Plan(binary.Right))),
        LogicalExpression logical => new LogicalNode(logical.IsAnd, [.. logical.Operands.Select(Plan)], logical.Span),
        ConditionalExpression conditional => new ConditionalNode(Plan(conditional.Condition), Plan(conditional.WhenTrue), Plan(conditional.WhenFalse), conditional.Span),
        ListExpression list => Made(new ListNode([.. list.Elements.Select(Plan)], list.OptionalElements, list.Span)),
        MapExpression map => Made(new MapNode([.. map.Entries.Select(entry => new EntryNode(Plan(entry.Key), Plan(entry.Value), entry.IsOptional))], map.Span)),
        HasExpression has => new HasNode(Plan(has.Selection.Operand), has.Selection.Field, _absentIsNull, has.Span),
        ComprehensionExpression comprehension => PlanComprehension(comprehension),
        BindExpression bind => new BindNode(_checked.Locals[bind], Plan(bind.Value), Plan(bind.Body), bind.Span),
        OptionalMapExpression map => new OptionalMapNode(Plan(map.Operand), _checked.Locals[map], Plan(map.Body), map.IsFlat, map.Span),
        _ => new MissingNode("the expression is not valid", expression.Span),
    };

    private PlanNode PlanReference(Expression expression) => _checked.Resolutions[expression] switch
    {
        VariableResolution variable => new VariableNode(variable.Slot, QualifiedName.Of(expression, out _) ?? "", _absentIsNull, expression.Span),
        LocalResolution local => new LocalNode(local.Index, expression.Span),
        ConstantResolution constant => new ConstantNode(constant.Value, expression.Span),
        MessageResolution type when expression is MessageExpression message && WellKnownMessage.Find(type.TypeName) is { } known =>
            new MessageNode(known, [.. message.Fields.Select(field => new FieldNode(field.Name, Plan(field.Value), field.IsOptional))], message.Span),
        MissingResolution missing => new MissingNode(missing.Message, expression.Span),
        _ => new MissingNode("the expression is not valid", expression.Span),
    };

    private PlanNode PlanSelect(SelectExpression select)
    {
        PlanNode operand = Plan(select.Operand);
        return select.IsOptional
            ? new OptionalAccessNode(operand, new ConstantNode(Value.Of(select.Field), select.FieldSpan), _absentIsNull, select.Span)
            : new SelectNode(operand, select.Field, _absentIsNull, select.Span);
    }

    private PlanNode PlanIndex(IndexExpression index)
    {
        PlanNode operand = Plan(index.Operand);
        PlanNode key = Plan(index.Index);

        // a['b'] is a.b: the same node, with the key made once.
        return key is ConstantNode { Value.Kind: ValueKind.String } name && !operand.IsConstant
            ? new SelectNode(operand, name.Value.AsString, _absentIsNull, index.Span)
            : new IndexNode(operand, key, _absentIsNull, index.Span);
    }

    private PlanNode PlanBinary(BinaryExpression binary, PlanNode left, PlanNode right) => binary.Operator switch
    {
        BinaryOperator.Equal or BinaryOperator.NotEqual => new EqualityNode(left, right, binary.Operator == BinaryOperator.NotEqual, binary.Span),
        BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual =>
            new OrderingNode(binary.Operator, left, right, binary.Span),
        BinaryOperator.In => new MembershipNode(left, right, _absentIsNull, binary.Span),
        _ => new ArithmeticNode(binary.Operator, left, right, binary.Span),
    };

    private PlanNode PlanCall(CallExpression call)
    {
        if (_checked.Resolutions[call] is not FunctionResolution function)
        {
            return new MissingNode(((MissingResolution)_checked.Resolutions[call]).Message, call.Span);
        }

        var arguments = ImmutableArray.CreateBuilder<PlanNode>();
        if (function.PassesTarget && call.Target is not null)
        {
            arguments.Add(Plan(call.Target));
        }

        arguments.AddRange(call.Arguments.Select(Plan));
        if (function.Name == "matches" && arguments is [var text, ConstantNode { Value.Kind: ValueKind.String } constant])
        {
            if (Pattern.Compile(constant.Value.AsString, out string? problem) is { } pattern)
            {
                return Folded(new MatchesNode(text, pattern, call.Span));
            }

            _problems.Add(new Problem("cel/pattern", $"Not a regular expression: {problem}", "Patterns are written in the syntax of RE2.", constant.Span));
        }

        if (_absentIsNull && function.Name == "size")
        {
            arguments[0] = new EmptyIfNullNode(arguments[0], arguments[0].Span);
        }

        return Folded(new CallNode(function.Name, function.Overloads, arguments.ToImmutable(), call.Span));
    }

    private ComprehensionNode PlanComprehension(ComprehensionExpression node)
    {
        var walk = new Walk(Plan(node.Range), _checked.Locals[node], node.Second is not null, _absentIsNull);
        PlanNode? predicate = node.Predicate is null ? null : Plan(node.Predicate);
        PlanNode? transform = node.Transform is null ? null : Plan(node.Transform);
        _makesCollections |= transform is not null;
        return (node.Kind, predicate, transform) switch
        {
            (ComprehensionKind.All or ComprehensionKind.Exists, { } condition, _) => new QuantifierNode(node.Kind == ComprehensionKind.All, walk, condition, node.Span),
            (ComprehensionKind.ExistsOne, { } condition, _) => new ExistsOneNode(walk, condition, node.Span),
            (ComprehensionKind.TransformMap, _, { } made) => new MapTransformNode(walk, predicate, made, node.Span),
            (ComprehensionKind.TransformMapEntry, _, { } made) => new EntryTransformNode(walk, predicate, made, node.Span),
            (ComprehensionKind.SortBy, _, { } key) => new SortByNode(walk, key, node.Span),
            _ => new ListTransformNode(walk, predicate, transform, node.Span),
        };
    }

    /// <summary>A collection of constants is one constant; others are made by the evaluation.</summary>
    private PlanNode Made(PlanNode collection)
    {
        PlanNode node = Folded(collection);
        _makesCollections |= !node.IsConstant;
        return node;
    }

    /// <summary>The node's value as a constant if all that it looks at is constant and it succeeds.</summary>
    private static PlanNode Folded(PlanNode node)
    {
        foreach (PlanNode operand in node.Operands)
        {
            if (!operand.IsConstant)
            {
                return node;
            }
        }

        var frame = new Frame([], [], FoldingSteps);
        Value value = node.Evaluate(ref frame);
        return value.IsUnfit || frame.IsExhausted ? node : new ConstantNode(value, node.Span);
    }
}
