using System.Collections.Immutable;
using System.Text;
using GcpLint.Hcl.Functions;
using GcpLint.Hcl.Syntax;
using GcpLint.Hcl.Types;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Hcl.Evaluation;

/// <summary><c>templatefile</c> and <c>templatestring</c>: templates with variables of their own.</summary>
internal sealed partial class ExpressionEvaluator
{
    private static readonly HclFunction TemplateCall = new(
        "template",
        [new Parameter("template", HclType.String), new Parameter("vars", HclType.Dynamic)],
        null,
        HclType.Dynamic,
        call => call[0]);

    private Value EvaluateTemplateCall(FunctionCallExpression call, string name)
    {
        int mark = Diagnostics.Count;
        if (!TryEvaluateArguments(call, out ImmutableArray<Value> arguments, out Value instead))
        {
            return instead;
        }

        if (arguments.Length != 2)
        {
            string summary = arguments.Length < 2 ? "Not enough function arguments" : "Too many function arguments";
            return Fail(call.Span, "function-arguments", summary, $"\"{name}\" takes a template and its variables.");
        }

        // Text that stands in the call is a template already: what is meant is a value from elsewhere.
        if (name == "templatestring" && call.Arguments[0] is not (TraversalExpression or RelativeTraversalExpression or IndexExpression))
        {
            return Fail(call.Arguments[0].Span, "function", "Invalid function argument", "The template of \"templatestring\" is a reference to a value.");
        }

        if (!TryConvertArgument(call, TemplateCall.Parameters[0], arguments[0], 0, out Value template)
            || !TryConvertArgument(call, TemplateCall.Parameters[1], arguments[1], 1, out Value variables)
            || Diagnostics.Count > mark)
        {
            return Value.Unknown(UnknownKind.Error, "an argument does not fit").WithOrigin(At(call.Span));
        }

        if (template.IsUnknown || variables.IsUnknown)
        {
            Value cause = template.IsUnknown ? template : variables;
            return TypedValues.UnknownLike(cause, HclType.String).WithOrigin(At(call.Span)).WithSensitive(template.IsSensitive || variables.IsSensitive);
        }

        if (variables.Kind != ValueKind.Map)
        {
            return Fail(ArgumentSpan(call, 1), "function", "Invalid function argument", "The variables of a template are a map or an object.");
        }

        Value result = Render(call, name, template, variables.AsMap);
        return Computed(result, call.Span, [template, variables])
            .WithSensitive(result.IsSensitive || template.IsSensitive || variables.HasSensitive());
    }

    private Value Render(FunctionCallExpression call, string name, Value template, ValueMap variables)
    {
        SourceText source;
        if (name == "templatestring")
        {
            source = new SourceText("<templatestring argument>", template.AsString);
        }
        else
        {
            if (context.InTemplateFile)
            {
                return Fail(call.NameSpan, "function", "Error in function call", "\"templatefile\" cannot be called inside a template file.");
            }

            FunctionFileStatus status = FunctionFileStatus.Unavailable;
            ImmutableArray<byte> content = [];
            if (context.Files is not null)
            {
                status = context.Files.TryRead(template.AsString, out content);
            }

            if (status != FunctionFileStatus.Found)
            {
                return status == FunctionFileStatus.Missing
                    ? Fail(ArgumentSpan(call, 0), "function", "Invalid function argument", $"There is no file \"{template.AsString}\".")
                    : TypedValues.UnknownLike(Value.Unknown(UnknownKind.Function, $"the file \"{template.AsString}\" is not read"), HclType.String);
            }

            source = new SourceText(template.AsString, Encoding.UTF8.GetString(content.AsSpan()));
        }

        return Render(call, source, variables, name == "templatefile");
    }

    private Value Render(FunctionCallExpression call, SourceText source, ValueMap variables, bool isFile)
    {
        context.Budget.TrySpend(source.Length / 8);
        HclExpressionResult parsed = HclParser.ParseTemplate(source);
        if (parsed.HasErrors)
        {
            return FailTemplate(call, parsed.Diagnostics[0]);
        }

        var inner = new ExpressionEvaluator(context with
        {
            Source = source,
            Scope = new MapScope(variables),
            InTemplateFile = isFile || context.InTemplateFile,
        });
        Value result = inner.Evaluate(parsed.Expression);
        return inner.Diagnostics.Count > 0 ? FailTemplate(call, inner.Diagnostics[0]) : result.WithOrigin(null);
    }

    private Value FailTemplate(FunctionCallExpression call, Diagnostic inner) =>
        Fail(ArgumentSpan(call, 0), "function", "Invalid function argument", $"In the template, at {inner.Location}: {inner.Detail}");
}
