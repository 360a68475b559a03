using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Hcl.Syntax;

namespace GcpLint.Rules.Terraform;

/// <summary>Looks at what a backend names: nobody fills in a placeholder, since no variables are allowed there.</summary>
internal sealed class BackendPlaceholder : IRule<TerraformModule>
{
    private static readonly string[] s_names = ["bucket", "prefix", "kms_encryption_key", "path", "key", "storage_account_name", "container_name"];

    public RuleId Id => new("terraform/backend-placeholder");

    public void Check(TerraformModule subject, RuleContext context)
    {
        if (subject.Backend is not { } backend || RootModules.IsExhibit(subject.Path))
        {
            return;
        }

        string type = backend.GetLabel(0);
        foreach (HclAttribute attribute in backend.Body.Attributes)
        {
            if (s_names.Contains(attribute.Name) && TerraformLiterals.Text(attribute) is { } text
                && (PlaceholderName.Matches(text) || (type == "gcs" && attribute.Name == "bucket" && PlaceholderName.IsNoBucketName(text))))
            {
                context.Report(
                    attribute.Location,
                    new(backend.Source, backend.Span),
                    $"`{attribute.Name}` of the backend is the placeholder `{text}`: `terraform init` fails, or takes what belongs to somebody else. Write the real name, or give it with `-backend-config`.");
            }
        }
    }
}
