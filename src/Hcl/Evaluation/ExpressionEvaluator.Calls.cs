using System.Collections.Frozen;
using System.Collections.Immutable;
using GcpLint.Hcl.Functions;
using GcpLint.Hcl.Syntax;
using GcpLint.Hcl.Types;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Hcl.Evaluation;

/// <summary>Calls of functions.</summary>
internal sealed partial class ExpressionEvaluator
{
    /// <summary>The namespace of functions that providers bring: nobody but the provider evaluates them.</summary>
    private const string ProviderNamespace = "provider::";

    /// <summary>Elements of larger collections keep their own place, but not the way to it: following each would cost more than the call.</summary>
    private const int MaxFollowed = 256;

    /// <summary>Functions that put elements of their arguments into a new collection.</summary>
    private static readonly FrozenSet<string> s_gathering =
        new[] { "merge", "concat", "values", "zipmap", "reverse", "slice", "chunklist", "distinct", "compact", "flatten" }.ToFrozenSet(StringComparer.Ordinal);

    private Value EvaluateCall(FunctionCallExpression call)
    {
        string name = call.Name.StartsWith(FunctionTable.CoreNamespace, StringComparison.Ordinal)
            ? call.Name[FunctionTable.CoreNamespace.Length..]
            : call.Name;
        switch (name)
        {
            case "try":
                return EvaluateTry(call);
            case "can":
                return EvaluateCan(call);
            case "templatefile" or "templatestring":
                return EvaluateTemplateCall(call, name);
        }

        HclFunction? function = FunctionTable.Find(call.Name);
        if (function is not null)
        {
            return Call(call, function);
        }

        return call.Name.StartsWith(ProviderNamespace, StringComparison.Ordinal)
            ? Value.Unknown(UnknownKind.Function, $"{call.Name} is a function of a provider").WithOrigin(At(call.Span))
            : Fail(call.NameSpan, "unknown-function", "Call to unknown function", $"There is no function named \"{call.Name}\".");
    }

    private Value Call(FunctionCallExpression call, HclFunction function)
    {
        if (!TryEvaluateArguments(call, out ImmutableArray<Value> arguments, out Value instead))
        {
            return instead;
        }

        int mark = Diagnostics.Count;
        if (arguments.Length < function.Parameters.Length || (function.Variadic is null && arguments.Length > function.Parameters.Length))
        {
            string summary = arguments.Length < function.Parameters.Length ? "Not enough function arguments" : "Too many function arguments";
            return Fail(call.Span, "function-arguments", summary, $"\"{call.Name}\" takes {function.Parameters.Length} arguments; here are {arguments.Length}.");
        }

        var converted = ImmutableArray.CreateBuilder<Value>(arguments.Length);
        Value? unknown = null;
        bool sensitive = false;
        long size = 1;
        for (int i = 0; i < arguments.Length; i++)
        {
            Parameter? parameter = function.GetParameter(i);
            if (parameter is null || !TryConvertArgument(call, parameter, arguments[i], i, out Value argument))
            {
                continue;
            }

            converted.Add(s_gathering.Contains(function.Name) ? WithTrails(argument) : argument);
            size += argument.Size + (argument.AsString.Length / 64);
            sensitive |= parameter.KeepMarks ? argument.IsSensitive : argument.HasSensitive();
            unknown ??= argument.IsUnknown && !parameter.AllowUnknown ? argument : null;
        }

        if (Diagnostics.Count > mark)
        {
            return Value.Unknown(UnknownKind.Error, "an argument does not fit").WithOrigin(At(call.Span));
        }

        Value result = unknown is { } cause ? TypedValues.UnknownLike(cause, function.Result, notNull: true)
            : context.Budget.TrySpend(size) ? Invoke(call, function, converted.ToImmutable())
            : Value.Unknown(UnknownKind.Limit, "evaluation takes too many steps");
        return Finish(call, function, result, arguments, sensitive);
    }

    private Value Finish(FunctionCallExpression call, HclFunction function, Value result, ImmutableArray<Value> arguments, bool sensitive)
    {
        // Some take marks away, and say so by their name.
        bool marks = function.Name is not ("nonsensitive" or "issensitive");
        if (marks && sensitive)
        {
            result = result.WithSensitive(true);
        }

        // A value that is passed on keeps its place; its trail goes on through the call.
        return result.Origin is null ? Computed(result, call.Span, arguments.AsSpan()) : result.WithOrigin(PassedOn(result.Origin, arguments));
    }

    /// <summary>Elements of a collection that a function puts into another one take the way of the collection with them.</summary>
    private static Value WithTrails(Value collection)
    {
        if (collection.Origin is not { } whole || whole.From is null)
        {
            return collection;
        }

        Value result = collection.Kind switch
        {
            ValueKind.Map when collection.AsMap.Count <= MaxFollowed => Value.Of(new ValueMap(
                [.. collection.AsMap.Entries.Select(entry => entry with { Value = entry.Value.WithOrigin(Origin.Within(entry.Value.Origin, whole)) })],
                collection.AsMap.Type,
                collection.AsMap.Defaults)),
            ValueKind.List when collection.AsList.Count <= MaxFollowed => Value.Of(new ValueList(
                [.. collection.AsList.Items.Select(item => item.WithOrigin(Origin.Within(item.Origin, whole)))],
                collection.AsList.Type)),
            _ => collection,
        };
        return result.WithOrigin(whole).WithSensitive(collection.IsSensitive);
    }

    /// <summary>The trail of a result that is an argument, or an element of one.</summary>
    private static Origin? PassedOn(Origin origin, ImmutableArray<Value> arguments)
    {
        Origin? whole = null;
        foreach (Value argument in arguments)
        {
            if (ReferenceEquals(argument.Origin, origin))
            {
                return origin;
            }

            whole ??= argument.Kind is ValueKind.List or ValueKind.Set or ValueKind.Map ? argument.Origin : null;
        }

        return Origin.Within(origin, whole);
    }

    private Value Invoke(FunctionCallExpression call, HclFunction function, ImmutableArray<Value> arguments)
    {
        FunctionResult result = function.Body(new FunctionCall(arguments, context));
        if (result.Error is not null)
        {
            bool argument = result.Argument >= 0 && result.Argument < arguments.Length;
            TextSpan span = argument ? ArgumentSpan(call, result.Argument) : call.Span;
            string summary = argument ? "Invalid function argument" : "Error in function call";
            return Fail(span, "function", summary, $"\"{call.Name}\": {result.Error}.");
        }

        Value value = result.Value;
        if (value.Kind is ValueKind.List or ValueKind.Set or ValueKind.Map)
        {
            return Bounded(value);
        }

        bool tooLong = value.AsString.Length > EvaluationBudget.MaxTextLength || !context.Budget.TrySpend(value.AsString.Length / 64);
        return tooLong ? Value.Unknown(UnknownKind.Limit, "the text is too long") : value;
    }

    private bool TryEvaluateArguments(FunctionCallExpression call, out ImmutableArray<Value> arguments, out Value instead)
    {
        var values = ImmutableArray.CreateBuilder<Value>(call.Arguments.Length);
        instead = default;
        for (int i = 0; i < call.Arguments.Length; i++)
        {
            Value value = Evaluate(call.Arguments[i]);
            if (!call.ExpandFinal || i < call.Arguments.Length - 1)
            {
                values.Add(value);
                continue;
            }

            if (value.IsUnknown)
            {
                instead = TypedValues.UnknownLike(value, HclType.Dynamic).WithOrigin(At(call.Span));
                arguments = [];
                return false;
            }

            if (value.Kind is not (ValueKind.List or ValueKind.Set))
            {
                instead = Fail(call.Arguments[i].Span, "function-arguments", "Invalid expanding argument value", "What is expanded by \"...\" is a list, tuple or set.");
                arguments = [];
                return false;
            }

            values.AddRange(value.AsList.Items.Select(item => Inherit(item, value)));
        }

        arguments = values.ToImmutable();
        return true;
    }

    private bool TryConvertArgument(FunctionCallExpression call, Parameter parameter, Value argument, int index, out Value result)
    {
        if (argument.IsNull && !parameter.AllowNull)
        {
            result = Fail(ArgumentSpan(call, index), "function", "Invalid function argument", $"Invalid value for \"{parameter.Name}\" parameter: it cannot be null.");
            return false;
        }

        if (Conversion.TryConvert(argument, parameter.Type, out result, out string? reason))
        {
            return true;
        }

        result = Fail(ArgumentSpan(call, index), "function", "Invalid function argument", $"Invalid value for \"{parameter.Name}\" parameter: {reason}.");
        return false;
    }

    private static TextSpan ArgumentSpan(FunctionCallExpression call, int index) =>
        call.Arguments.IsEmpty ? call.Span : call.Arguments[Math.Min(index, call.Arguments.Length - 1)].Span;

    /// <summary>The first argument that is no error; an unknown one may still become an error, so nothing is known then.</summary>
    private Value EvaluateTry(FunctionCallExpression call)
    {
        foreach (HclExpression argument in call.Arguments)
        {
            int mark = Diagnostics.Count;
            Value value = Evaluate(argument);
            if (TakeDiagnostics(mark).Count > 0)
            {
                continue;
            }

            return value.FindUnknown() is { } unknown
                ? TypedValues.UnknownLike(unknown, HclType.Dynamic).WithOrigin(value.Origin)
                : value;
        }

        string detail = call.Arguments.IsEmpty ? "\"try\" takes at least one argument." : "No argument of \"try\" can be evaluated.";
        return Fail(call.Span, "function", "Error in function call", detail);
    }

    private Value EvaluateCan(FunctionCallExpression call)
    {
        if (call.Arguments.Length != 1)
        {
            string summary = call.Arguments.IsEmpty ? "Not enough function arguments" : "Too many function arguments";
            return Fail(call.Span, "function-arguments", summary, "\"can\" takes one argument.");
        }

        int mark = Diagnostics.Count;
        Value value = Evaluate(call.Arguments[0]);
        bool failed = TakeDiagnostics(mark).Count > 0;
        Value result = !failed && value.FindUnknown() is { } unknown ? TypedValues.UnknownLike(unknown, HclType.Bool) : Value.Of(!failed);
        return Computed(result, call.Span, [value]);
    }
}
