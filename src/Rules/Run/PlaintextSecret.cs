using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Run;

/// <summary>Finds passwords, tokens and keys that the configuration of a workload shows in clear.</summary>
internal sealed class PlaintextSecret : IResourceRule
{
    public RuleId Id => new("run/plaintext-secret");

    public IReadOnlyList<string> ResourceTypes => RunWorkload.Types;

    public void Check(CloudResource resource, Deployment deployment, RuleContext context)
    {
        var workload = new RunWorkload(resource);
        foreach (RunVariable variable in workload.Variables)
        {
            if (SecretText.FindIn(variable.Name, variable.Value) is { } secret)
            {
                Report(variable, $"`{variable.Name}` of `{resource.Address}` holds its secret in clear: `{SecretMask.Mask(secret)}`. Everybody who may see the service, or this repository, has it.");
            }
            else if (SecretText.FindHandedOver(variable.Name, variable.Value) is { } source)
            {
                Report(variable, $"`{variable.Name}` of `{resource.Address}` takes a secret as a plain value from `{source}`. Everybody who may see the service reads it.");
            }
        }

        // The value itself stays out of the report: its trail would show the secret.
        void Report(RunVariable variable, string message) => context.Report(new RuleReport
        {
            Location = workload.Locate(variable),
            Scope = resource.Block,
            Message = $"{message} Keep it in Secret Manager and mount it: `--set-secrets={variable.Name}=SECRET:VERSION`.",
            Resource = resource.Address,
        });
    }
}
