using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;
using GcpLint.Rules.Compose;

namespace GcpLint.Rules.Docker;

/// <summary>Finds credentials that are written into ARG and ENV.</summary>
internal sealed class SecretsInArgs : IRule<DockerfileModel>
{
    public RuleId Id => new("docker/secrets-in-args");

    public void Check(DockerfileModel subject, RuleContext context)
    {
        foreach (Instruction instruction in subject.Syntax.Instructions)
        {
            IEnumerable<NameValue> pairs = instruction switch
            {
                ArgInstruction arg => arg.Variables,
                EnvInstruction env => env.Variables,
                _ => [],
            };
            foreach (NameValue pair in pairs)
            {
                if (pair.Value is not { } written || CredentialText.FindIn(pair.Name.Text, written.Text.Trim('"', '\'')) is not { } secret || IsPlaceholder(secret))
                {
                    continue;
                }

                context.ReportAt(instruction, $"`{instruction.Keyword} {pair.Name.Text}` writes a secret into the image: `{SecretMask.Mask(secret)}`. Everybody who can pull the image reads it with `docker history`. Use `RUN --mount=type=secret` for the build, and a secret of the platform at run time.");
            }
        }
    }

    /// <summary>Values that a build or a test needs so that a program starts at all.</summary>
    private static bool IsPlaceholder(string value)
    {
        string lower = value.ToLowerInvariant();
        return value.Length < 4 || lower.Contains("dummy", StringComparison.Ordinal) || lower.Contains("placeholder", StringComparison.Ordinal) || lower.Contains("not-used", StringComparison.Ordinal)
            || lower.Contains("unused", StringComparison.Ordinal) || lower.Contains("build", StringComparison.Ordinal) || lower.Contains("fake", StringComparison.Ordinal) && lower.Length < 8;
    }
}
