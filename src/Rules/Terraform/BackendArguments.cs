using GcpLint.Analyzer.Facts;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Hcl.Syntax;
using GcpLint.Text;

namespace GcpLint.Rules.Terraform;

/// <summary>Compares the arguments of a backend with what it takes.</summary>
internal sealed class BackendArguments : IRule<TerraformModule>
{
    public RuleId Id => new("terraform/backend-arguments");

    public void Check(TerraformModule subject, RuleContext context)
    {
        if (subject.Backend is not { } backend || ProviderSchema.Current.GetBackend(backend.GetLabel(0)) is not { RemovedIn: null } schema)
        {
            return;
        }

        foreach (HclAttribute attribute in backend.Body.Attributes)
        {
            if (ComplaintOf(backend, schema, attribute) is { } complaint)
            {
                context.Report(attribute.Location, new SourceLocation(backend.Source, backend.Span), complaint);
            }
        }
    }

    private static string? ComplaintOf(HclBlock backend, ResourceSchema schema, HclAttribute attribute)
    {
        if (schema.Body.Get(attribute.Name) is null)
        {
            string advice = Spelling.Nearest(attribute.Name, schema.Body.Attributes.Keys) is { } nearest ? $"Did you mean `{nearest}`?" : $"Remove `{attribute.Name}`.";
            return attribute.Name.StartsWith("//", StringComparison.Ordinal)
                ? null
                : $"The backend `{schema.Type}` has no argument `{attribute.Name}`: `terraform init` refuses it. {advice}";
        }

        if (schema.Type != "gcs" || TerraformLiterals.Text(attribute) is not { } text)
        {
            return null;
        }

        return attribute.Name switch
        {
            "encryption_key" when IsKeyPath(text) =>
                $"`encryption_key` is the path `{text}` of a Cloud KMS key, but it takes a key of 32 bytes itself, in base64. Rename it to `kms_encryption_key`.",
            "kms_encryption_key" when text.Length > 0 && !IsKeyPath(text) =>
                "`kms_encryption_key` is no path of a Cloud KMS key. Write `projects/PROJECT/locations/LOCATION/keyRings/RING/cryptoKeys/KEY`.",
            "kms_encryption_key" when backend.Body.GetAttribute("encryption_key") is not null =>
                "`kms_encryption_key` and `encryption_key` exclude each other. Remove `encryption_key`.",
            _ => null,
        };
    }

    private static bool IsKeyPath(string text) =>
        text.Contains("/cryptoKeys/", StringComparison.OrdinalIgnoreCase) || text.Contains("/keyRings/", StringComparison.OrdinalIgnoreCase);
}
