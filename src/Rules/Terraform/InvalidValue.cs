using System.Globalization;
using GcpLint.Analyzer.Facts;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Values;

namespace GcpLint.Rules.Terraform;

/// <summary>Compares the values of a deployment's resources with what the provider takes.</summary>
internal sealed class InvalidValue : IRule<Deployment>
{
    public RuleId Id => new("terraform/invalid-value");

    public void Check(Deployment subject, RuleContext context)
    {
        if (subject.Kind != DeploymentKind.TerraformRoot)
        {
            return;
        }

        foreach (CloudResource resource in subject.Resources)
        {
            CheckResource(resource, ProviderSchema.Current.GetResource(resource.Type), context);
        }

        foreach (CloudResource data in subject.DataSources)
        {
            CheckResource(data, ProviderSchema.Current.GetData(data.Type), context);
        }
    }

    private static void CheckResource(CloudResource resource, ResourceSchema? schema, RuleContext context)
    {
        if (resource.Source == ResourceSource.Terraform && schema is { Kind: SchemaKind.Resource or SchemaKind.DataSource })
        {
            CheckBody(resource, resource.Attributes, schema.Body, context);
        }
    }

    private static void CheckBody(CloudResource resource, Value body, BlockSchema schema, RuleContext context)
    {
        foreach (ValueEntry entry in body.AsMap.Entries)
        {
            if (schema.Get(entry.Key.AsString) is not { IsComputed: false } attribute)
            {
                continue;
            }

            if (attribute.Block is { } inner)
            {
                foreach (Value block in entry.Value.Kind == ValueKind.Map ? [entry.Value] : entry.Value.AsList.Items)
                {
                    CheckBody(resource, block, inner, context);
                }
            }
            else if (ComplaintOf(attribute, entry.Value) is { } complaint)
            {
                context.Report(new RuleReport
                {
                    Location = entry.Value.Origin?.Location ?? resource.Header,
                    Scope = resource.Block,
                    Message = $"`{attribute.Name}` of `{resource.Address}` {complaint}",
                    Resource = resource.Address,
                    Value = entry.Value,
                });
            }
        }
    }

    private static string? ComplaintOf(AttributeSchema attribute, Value value)
    {
        if (!value.IsKnown || value.IsNull || value.IsSensitive || attribute.IsSensitive)
        {
            return null;
        }

        if (WantedInstead(attribute, value) is { } wanted)
        {
            return $"is {Show(value)}, where {wanted} is wanted.";
        }

        if (attribute.AllowedValues.Length > 0)
        {
            foreach (Value item in value.Kind is ValueKind.List or ValueKind.Set ? [.. value.AsList.Items] : new[] { value })
            {
                if (item.IsKnown && TextOf(item) is { } text && !IsAllowed(attribute, text))
                {
                    return $"is `{text}`, which the provider does not know: {Choices(attribute)}.";
                }
            }
        }

        return value.TryGetNumber(out double number) && !attribute.Range.Contains(number)
            ? $"is {Show(value)}: it has to be {Limits(attribute.Range)}."
            : null;
    }

    /// <summary>What the provider wants if the value is of another kind that it does not convert; null if the kind is right.</summary>
    private static string? WantedInstead(AttributeSchema attribute, Value value)
    {
        bool isScalar = value.Kind is ValueKind.String or ValueKind.Bool || value.IsNumber;
        return attribute.Kind switch
        {
            // Terraform takes "1" and "0" for booleans too.
            AttributeKind.Bool when value.Kind != ValueKind.Bool && value.AsString is not ("true" or "false" or "1" or "0") => "`true` or `false`",
            AttributeKind.Number when !value.IsNumber && !double.TryParse(value.AsString, NumberStyles.Float, CultureInfo.InvariantCulture, out _) => "a number",
            AttributeKind.String when !isScalar => "a string",
            AttributeKind.List or AttributeKind.Set when isScalar => "a list",
            AttributeKind.Map when isScalar => "a map",
            _ => null,
        };
    }

    private static bool IsAllowed(AttributeSchema attribute, string text)
    {
        StringComparison comparison = attribute.Has(AttributeTraits.IgnoresCase) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return text.Length == 0
            || attribute.AllowedValues.Any(allowed => allowed.Equals(text, comparison))
            || attribute.BetaValues.Any(allowed => allowed.Equals(text, comparison));
    }

    private static string Choices(AttributeSchema attribute)
    {
        const int MaxShown = 12;
        string shown = string.Join(", ", attribute.AllowedValues.Take(MaxShown).Select(allowed => $"`{allowed}`"));
        return attribute.AllowedValues.Length switch
        {
            1 => $"it takes {shown} only",
            > MaxShown => $"it takes {shown} and others",
            _ => $"it takes one of {shown}",
        };
    }

    private static string Limits(SchemaRange range) => range switch
    {
        { Low: { } low, High: { } high } => string.Create(CultureInfo.InvariantCulture, $"from {low} to {high}"),
        { Low: { } low } => string.Create(CultureInfo.InvariantCulture, $"{low} at least"),
        { High: { } high } => string.Create(CultureInfo.InvariantCulture, $"{high} at most"),
        _ => "another number",
    };

    private static string? TextOf(Value value) => value.Kind switch
    {
        ValueKind.String => value.AsString,
        ValueKind.Int => value.AsInt.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string Show(Value value) => value.Kind switch
    {
        ValueKind.String => $"`\"{value.AsString}\"`",
        ValueKind.List or ValueKind.Set => "a list",
        ValueKind.Map => "a map",
        _ => $"`{value}`",
    };
}
