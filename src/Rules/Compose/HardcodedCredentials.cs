using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources;
using GcpLint.Analyzer.Sources.Compose;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Values;

namespace GcpLint.Rules.Compose;

/// <summary>Finds passwords, tokens and keys that are written into the environment or the command of services.</summary>
internal sealed class HardcodedCredentials : IRule<ComposeProject>
{
    public RuleId Id => new("compose/hardcoded-credentials");

    public void Check(ComposeProject subject, RuleContext context)
    {
        foreach (ComposeService service in subject.Services)
        {
            foreach (ComposeVariable variable in service.Environment.Concat(service.Build?.Args ?? []))
            {
                string written = variable.Written;
                if (written.StartsWith(variable.Name + "=", StringComparison.Ordinal))
                {
                    written = written[(variable.Name.Length + 1)..];
                }

                if (!variable.IsPassedThrough && variable.Value.Origin is not null && CredentialText.FindIn(variable.Name, written) is { } secret)
                {
                    context.ReportAtValue(service, variable.Value, Message(variable.Name, secret));
                }
            }

            foreach (Value word in service.Command.OneOrMany())
            {
                if (CredentialText.FindInCommand(ScalarText.Written(word)) is { } found)
                {
                    context.ReportAtValue(service, word, Message(found.Option, found.Secret));
                }
            }
        }
    }

    private static string Message(string name, string secret) =>
        $"`{name}` has its secret written down: `{SecretMask.Mask(secret)}`. Everybody who can read the repository has it, and it is the same everywhere. Take it from the environment: `${{{name.TrimStart('-').ToUpperInvariant().Replace('-', '_')}:?}}`.";
}
