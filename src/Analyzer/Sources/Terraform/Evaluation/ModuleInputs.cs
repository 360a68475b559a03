using GcpLint.Hcl.Evaluation;
using GcpLint.Hcl.Syntax;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Terraform.Evaluation;

/// <summary>What a module's variables are set to from outside.</summary>
internal interface IModuleInputs
{
    /// <summary>With its origin; absent if nobody sets it.</summary>
    Value Get(string name);
}

/// <summary>The arguments of a module call, evaluated where the call stands.</summary>
/// <param name="call">The call.</param>
/// <param name="scope">What names mean at the call, its <c>each</c> and <c>count</c> among them.</param>
internal sealed class CallInputs(TerraformModuleCall call, Scope scope) : IModuleInputs
{
    private static readonly string[] s_metaArguments = ["source", "version", "count", "for_each", "providers", "depends_on"];

    public TerraformModuleCall Call => call;

    public Scope Scope => scope;

    public HclAttribute? GetAttribute(string name) => s_metaArguments.Contains(name) ? null : call.GetAttribute(name);

    public Value Get(string name)
    {
        if (GetAttribute(name) is not { } attribute)
        {
            return default;
        }

        Value value = scope.Evaluate(attribute.Expression, attribute.Source, out Derivation from);
        return value.WithOrigin(from.To(OriginKind.ModuleInput, $"module.{call.Name}.{name}", attribute.Location));
    }
}

/// <summary>The values of a root module: files of variables and what the command line or the configuration sets.</summary>
internal sealed class RootInputs : IModuleInputs
{
    private readonly Dictionary<string, Func<Value>> _values = new(StringComparer.Ordinal);

    /// <summary>Sets a variable to an expression of a file; a later one counts.</summary>
    public void Set(HclAttribute attribute) => _values[attribute.Name] = () =>
        Evaluate(attribute.Expression, attribute.Source)
            .WithOrigin(new Origin(OriginKind.VariableValue, $"var.{attribute.Name}", attribute.Location));

    /// <summary>Sets a variable to text of the command line or configuration.</summary>
    public void Set(TerraformVariableSetting setting, TerraformVariable? variable) => _values[setting.Name] = () =>
        Parse(setting, variable).WithOrigin(setting.Location is { } location ? new Origin(OriginKind.VariableValue, $"var.{setting.Name}", location) : null);

    public Value Get(string name) => _values.TryGetValue(name, out Func<Value>? value) ? value() : default;

    // Files of variables hold constants.
    private static Value Evaluate(HclExpression expression, SourceText source) =>
        Evaluator.Evaluate(expression, new EvaluationContext(source, EmptyScope.Instance)).Value;

    // Terraform takes the text as it is unless the variable's type is a list, map or object.
    private static Value Parse(TerraformVariableSetting setting, TerraformVariable? variable)
    {
        if (variable?.Type?.Expression is null or TraversalExpression { RootName: "string" or "number" or "bool", Steps.IsEmpty: true })
        {
            return Value.Of(setting.Text);
        }

        var source = new SourceText(setting.Location?.Source.Path ?? $"<value for var.{setting.Name}>", setting.Text);
        HclExpressionResult parsed = HclParser.ParseExpression(source);
        return parsed.HasErrors
            ? Value.Unknown(UnknownKind.Error, $"the value given for var.{setting.Name} is no expression")
            : Evaluate(parsed.Expression, source);
    }
}
