using System.Collections.Immutable;
using GcpLint.Cel.Runtime;
using GcpLint.Cel.Syntax;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Cel.Checking;

/// <summary>
/// Finds what names and calls stand for and what each node gives. In an environment without checking types say nothing
/// and what cannot be found becomes an error of the evaluation (specification, "Gradual Type Checking").
/// </summary>
internal sealed class Checker
{
    private readonly CelEnvironment _environment;
    private readonly NameLookup _names;
    private readonly Scope _scope = new();
    private readonly Dictionary<Expression, Resolution> _resolutions = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Expression, int> _locals = new(ReferenceEqualityComparer.Instance);
    private readonly ComparedValues _compared = new();
    private readonly ImmutableArray<Problem>.Builder _problems = ImmutableArray.CreateBuilder<Problem>();

    private Checker(CelEnvironment environment)
    {
        _environment = environment;
        _names = new NameLookup(environment);
    }

    /// <param name="root">The tree.</param>
    /// <param name="environment">What it may refer to.</param>
    /// <param name="expected">What the whole must give; null for anything.</param>
    public static CheckedExpression Check(Expression root, CelEnvironment environment, CelType? expected)
    {
        var checker = new Checker(environment);
        CelType type = checker.Check(root);
        if (expected is not null)
        {
            checker.Require(root, type, expected, $"The expression must give {expected}, but it gives {type}");
        }

        return new CheckedExpression(root, type, checker._resolutions, checker._scope.MaxCount, checker._locals, checker._problems.ToImmutable());
    }

    private CelType Check(Expression expression) => expression switch
    {
        LiteralExpression literal => TypeNames.TypeOf(literal.Value),
        NameExpression name => CheckName(name),
        SelectExpression select => CheckSelect(select),
        IndexExpression index => CheckIndex(index),
        CallExpression call => CheckCall(call),
        UnaryExpression { Operator: UnaryOperator.Not } not => CheckOperator(not, "!", OperatorSignatures.Not, not.Operand),
        UnaryExpression negate => CheckOperator(negate, "-", OperatorSignatures.Negation, negate.Operand),
        BinaryExpression binary => CheckBinary(binary),
        LogicalExpression logical => CheckLogical(logical),
        ConditionalExpression conditional => CheckOperator(conditional, "?:", OperatorSignatures.Conditional, conditional.Condition, conditional.WhenTrue, conditional.WhenFalse),
        ListExpression list => CheckList(list),
        MapExpression map => CheckMap(map),
        MessageExpression message => CheckMessage(message),
        HasExpression has => CheckHas(has),
        ComprehensionExpression comprehension => CheckComprehension(comprehension),
        BindExpression bind => CheckBind(bind),
        OptionalMapExpression map => CheckOptionalMap(map),
        _ => CelType.Dyn,
    };

    private CelType CheckName(NameExpression name)
    {
        if (!name.IsRooted && _scope.TryFind(name.Name, out int index, out CelType local))
        {
            _resolutions[name] = new LocalResolution(index);
            return local;
        }

        if (_names.Find(name.Name, name.IsRooted) is { } found)
        {
            _resolutions[name] = found.Resolution;
            return found.Type;
        }

        _resolutions[name] = new MissingResolution($"no such attribute: '{name.Name}'");
        return Report("cel/undeclared-reference", name.Span, $"Undeclared reference to '{name.Name}'", Spelling.Question(name.Name, _names.VariableNames));
    }

    private CelType CheckSelect(SelectExpression select)
    {
        // The longest declared name wins: the variable a.b.c before the field c of a.b. A macro's variable hides all names that begin with it.
        if (QualifiedName.Of(select, out bool rooted) is { } qualified && (rooted || !StartsWithLocal(qualified)) && _names.Find(qualified, rooted) is { } found)
        {
            _resolutions[select] = found.Resolution;
            return found.Type;
        }

        CelType type = CheckField(select, Check(select.Operand));
        return select.IsOptional && type is not CelOptionalType ? CelType.Optional(type) : type;
    }

    private bool StartsWithLocal(string qualified)
    {
        int dot = qualified.IndexOf('.', StringComparison.Ordinal);
        return _scope.TryFind(dot < 0 ? qualified : qualified[..dot], out _, out _);
    }

    private CelType CheckField(SelectExpression select, CelType operand)
    {
        switch (operand)
        {
            case CelObjectType declared:
                _compared.NoteField(select, declared);
                return declared.Fields.TypeOf(select.Field) ?? Report(
                    "cel/undefined-field", select.FieldSpan, $"{declared.Name} has no field '{select.Field}'", Spelling.Question(select.Field, declared.Fields.Names));
            case CelMapType map:
                return map.Value;
            case CelOptionalType optional:
                return CelType.Optional(CheckField(select, optional.Value));
            default:
                return operand == CelType.Dyn || (operand == CelType.Null && _environment.AbsentIsNull)
                    ? CelType.Dyn
                    : Report("cel/undefined-field", select.FieldSpan, $"A value of type {operand} has no fields", "");
        }
    }

    private CelType CheckHas(HasExpression has)
    {
        CheckField(has.Selection, Check(has.Selection.Operand));
        return CelType.Bool;
    }

    private CelType CheckIndex(IndexExpression index)
    {
        CelType operand = Check(index.Operand);
        CelType key = Check(index.Index);
        if (operand is CelObjectType declared && index.Index is LiteralExpression literal && literal.Value.TryGetString(out string? field))
        {
            return declared.Fields.TypeOf(field) ?? Report(
                "cel/undefined-field", index.Index.Span, $"{declared.Name} has no field '{field}'", Spelling.Question(field, declared.Fields.Names));
        }

        CelType type = Resolve(index, "[]", OperatorSignatures.Index, [operand, key]);
        return index.IsOptional && type is not CelOptionalType ? CelType.Optional(type) : type;
    }

    private CelType CheckLogical(LogicalExpression logical)
    {
        string symbol = logical.IsAnd ? "&&" : "||";
        foreach (Expression operand in logical.Operands)
        {
            CelType type = Check(operand);
            Require(operand, type, CelType.Bool, $"An operand of '{symbol}' must give bool, but this gives {type}");
        }

        return CelType.Bool;
    }

    private CelType CheckBinary(BinaryExpression binary)
    {
        CelType type = CheckOperator(binary, OperatorSignatures.Symbol(binary.Operator), OperatorSignatures.Of(binary.Operator), binary.Left, binary.Right);
        _problems.AddRange(_compared.Check(binary));
        return type;
    }

    private CelType CheckOperator(Expression node, string symbol, ImmutableArray<Signature> signatures, params ReadOnlySpan<Expression> operands)
    {
        var types = new CelType[operands.Length];
        for (int i = 0; i < operands.Length; i++)
        {
            types[i] = Check(operands[i]);
        }

        return Resolve(node, symbol, signatures, types);
    }

    private CelType Resolve(Expression node, string symbol, ImmutableArray<Signature> signatures, CelType[] arguments)
    {
        CelType? result = null;
        foreach (Signature signature in signatures)
        {
            var inference = new TypeInference(_environment.AbsentIsNull);
            if (signature.Parameters.Length == arguments.Length && inference.Fits(arguments, signature.Parameters))
            {
                CelType type = inference.Substitute(signature.Result);
                result = result is null || result == type ? type : CelType.Dyn;
            }
        }

        return result ?? Report(
            "cel/no-matching-overload", node.Span, $"Found no matching overload for '{symbol}' applied to ({string.Join(", ", (object[])arguments)})", "");
    }

    private CelType CheckCall(CallExpression call)
    {
        // math.greatest(x): the target may be the function's namespace.
        if (call.Target is not null && QualifiedName.Of(call.Target, out bool rooted) is { } space && (rooted || !StartsWithLocal(space))
            && _names.FindFunction($"{space}.{call.Function}", rooted) is { } qualified)
        {
            return CheckArguments(call, qualified, passesTarget: false, []);
        }

        CelType[] target = call.Target is null ? [] : [Check(call.Target)];
        if (_names.FindFunction(call.Function, rooted: call.Target is not null) is { } function)
        {
            return CheckArguments(call, function, passesTarget: call.Target is not null, target);
        }

        foreach (Expression argument in call.Arguments)
        {
            Check(argument);
        }

        _resolutions[call] = new MissingResolution($"no such function: '{call.Function}'");
        string detail = MacroExpander.UsageOf(call.Function) ?? Spelling.Question(call.Function, _environment.FunctionNames);
        return Report("cel/undeclared-reference", call.FunctionSpan, $"Undeclared reference to '{call.Function}'", detail);
    }

    private CelType CheckArguments(CallExpression call, CelFunction function, bool passesTarget, CelType[] target)
    {
        CelType[] types = [.. target, .. call.Arguments.Select(Check)];
        var fitting = ImmutableArray.CreateBuilder<CelOverload>();
        CelType? result = null;
        foreach (CelOverload overload in function.Overloads)
        {
            var inference = new TypeInference(_environment.AbsentIsNull);
            if (overload.IsMember == passesTarget && overload.Takes(types.Length)
                && (!_environment.IsChecked || inference.Fits(types, overload.Parameters)))
            {
                CelType type = overload.Typing is null ? inference.Substitute(overload.Result) : TypeByLiterals(call, overload.Typing, passesTarget);
                result = result is null || result == type ? type : CelType.Dyn;
                fitting.Add(overload);
            }
        }

        if (result is not null)
        {
            _resolutions[call] = new FunctionResolution(function.Name, fitting.ToImmutable(), passesTarget);
            return result;
        }

        string applied = passesTarget ? $"{types[0]}.({string.Join(", ", types.Skip(1))})" : $"({string.Join(", ", (object[])types)})";
        _resolutions[call] = new MissingResolution($"no such overload: {function.Name} with {call.Arguments.Length} arguments");
        return Report("cel/no-matching-overload", call.Span, $"Found no matching overload for '{function.Name}' applied to {applied}", "");
    }

    private CelType TypeByLiterals(CallExpression call, Func<ImmutableArray<Value>, CelCallType> typing, bool passesTarget)
    {
        CelCallType known = typing([.. passesTarget ? [default(Value)] : Array.Empty<Value>(), .. call.Arguments.Select(argument => (argument as LiteralExpression)?.Value ?? default)]);
        return known.Type ?? Report("cel/invalid-argument", call.Arguments.IsEmpty ? call.FunctionSpan : call.Arguments[0].Span, known.Summary, known.Detail);
    }

    private CelType CheckList(ListExpression list)
    {
        CelType? element = null;
        for (int i = 0; i < list.Elements.Length; i++)
        {
            CelType type = Check(list.Elements[i]);
            bool isOptional = !list.OptionalElements.IsDefault && list.OptionalElements[i];
            element = CollectionTypes.Join(element, isOptional ? Unwrapped(list.Elements[i], type) : type, _environment);
        }

        return CelType.List(element ?? CelType.Dyn);
    }

    private CelType CheckMap(MapExpression map)
    {
        CelType? key = null;
        CelType? value = null;
        foreach (MapEntry entry in map.Entries)
        {
            CelType keyType = Check(entry.Key);
            if (keyType is not CelSimpleType { Name: "bool" or "int" or "uint" or "string" or "dyn" })
            {
                Report("cel/type-mismatch", entry.Key.Span, $"A key must be a bool, int, uint or string, but this is of type {keyType}", "");
            }

            CelType valueType = Check(entry.Value);
            key = CollectionTypes.Join(key, keyType, _environment);
            value = CollectionTypes.Join(value, entry.IsOptional ? Unwrapped(entry.Value, valueType) : valueType, _environment);
        }

        return CelType.Map(key ?? CelType.Dyn, value ?? CelType.Dyn);
    }

    private CelType Unwrapped(Expression place, CelType type)
    {
        if (type is CelOptionalType optional)
        {
            return optional.Value;
        }

        Require(place, type, CelType.Optional(CelType.Dyn), $"Behind '?' an optional is expected, but this gives {type}");
        return CelType.Dyn;
    }

    private CelType CheckMessage(MessageExpression message)
    {
        foreach (MessageField field in message.Fields)
        {
            Check(field.Value);
        }

        if (_names.FindMessage(message.TypeName, message.IsRooted) is not { } known)
        {
            _resolutions[message] = new MissingResolution($"no such type: '{message.TypeName}'");
            return Report(
                "cel/undeclared-reference",
                message.Span,
                $"Undeclared reference to the type '{message.TypeName}'",
                "Of messages only the well-known types of google.protobuf are known.");
        }

        _resolutions[message] = new MessageResolution(known.Name);
        foreach (MessageField field in message.Fields)
        {
            if (!known.Fields.Contains(field.Name))
            {
                Report("cel/undefined-field", field.Span, $"{known.Name} has no field '{field.Name}'", Spelling.Question(field.Name, known.Fields));
            }
        }

        return known.Result;
    }

    private CelType CheckBind(BindExpression bind)
    {
        CelType value = Check(bind.Value);
        _locals[bind] = _scope.Push(bind.Name, value);
        CelType result = Check(bind.Body);
        _scope.Pop(1);
        return result;
    }

    private CelType CheckOptionalMap(OptionalMapExpression map)
    {
        CelType inner = Unwrapped(map.Operand, Check(map.Operand));
        _locals[map] = _scope.Push(map.Name, inner);
        CelType result = Check(map.Body);
        _scope.Pop(1);
        return map.IsFlat ? CelType.Optional(Unwrapped(map.Body, result)) : CelType.Optional(result);
    }

    private CelType CheckComprehension(ComprehensionExpression node)
    {
        CelType range = Check(node.Range);
        (CelType key, CelType value) = RangeTypes(node, range);
        bool isMap = range is CelMapType or CelObjectType;
        CelType single = isMap ? key : value;
        _locals[node] = _scope.Push(node.First, node.Second is null ? single : key);
        if (node.Second is not null)
        {
            _scope.Push(node.Second, value);
        }

        if (node.Predicate is { } predicate)
        {
            CelType type = Check(predicate);
            Require(predicate, type, CelType.Bool, $"The condition must give bool, but this gives {type}");
        }

        CelType made = node.Transform is { } transform ? Check(transform) : CelType.Dyn;
        _scope.Pop(node.Second is null ? 1 : 2);
        return CollectionTypes.ResultOf(node.Kind, single, key, made);
    }

    private (CelType Key, CelType Value) RangeTypes(ComprehensionExpression node, CelType range)
    {
        switch (range)
        {
            case CelListType list:
                return (CelType.Int, list.Element);
            case CelMapType map when node.Kind != ComprehensionKind.SortBy:
                return (map.Key, map.Value);
            case CelObjectType when node.Kind != ComprehensionKind.SortBy:
                return (CelType.String, CelType.Dyn);
            default:
                if (range != CelType.Dyn && !(range == CelType.Null && _environment.AbsentIsNull))
                {
                    Report("cel/type-mismatch", node.Range.Span, $"A macro walks along a list or a map, but this gives {range}", "");
                }

                return (CelType.Dyn, CelType.Dyn);
        }
    }

    private void Require(Expression place, CelType actual, CelType expected, string summary)
    {
        var inference = new TypeInference(_environment.AbsentIsNull);
        if (!inference.Fits(actual, expected))
        {
            Report("cel/type-mismatch", place.Span, summary, "");
        }
    }

    private CelType Report(string code, TextSpan span, string summary, string detail)
    {
        if (_environment.IsChecked)
        {
            _problems.Add(new Problem(code, summary, detail, span));
        }

        return CelType.Dyn;
    }
}
