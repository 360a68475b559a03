using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Terraform;

/// <summary>Asks each <c>backend "gcs"</c> for a key of the customer's own.</summary>
internal sealed class StateEncryption : IRule<TerraformModule>
{
    public RuleId Id => new("terraform/state-encryption");

    public void Check(TerraformModule subject, RuleContext context)
    {
        if (subject.Backend is not { } backend || backend.GetLabel(0) != "gcs" || RootModules.IsExhibit(subject.Path)
            || backend.Body.GetAttribute("kms_encryption_key") is not null || backend.Body.GetAttribute("encryption_key") is not null)
        {
            return;
        }

        // What is written here is not all if the bucket is not: the rest comes from -backend-config.
        if (backend.Body.GetAttribute("bucket") is null)
        {
            context.NotAssessed(backend.Location, new Unknown(UnknownKind.InputVariable, "the arguments of the backend come from -backend-config"));
            return;
        }

        context.Report(
            backend.Location,
            new SourceLocation(backend.Source, backend.Span),
            "The state in this bucket is encrypted with Google's keys alone: whoever may read the bucket reads every password in it. Set `kms_encryption_key` to a key of your own.");
    }
}
