using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Compose;

namespace GcpLint.Rules.Compose;

/// <summary>Finds images of services whose tag names no version.</summary>
internal sealed class LatestTag : IRule<ComposeProject>
{
    public RuleId Id => new("compose/latest-tag");

    public void Check(ComposeProject subject, RuleContext context)
    {
        foreach (ComposeService service in subject.Services)
        {
            // Beside a build the name is what the result is called.
            if (service.Build is null && service.Image.TryGetString(out string? text) && ImageReference.Parse(text) is { HasVariables: false, Digest: null, EffectiveTag: "latest" })
            {
                context.ReportAtValue(service, service.Image, $"`{text}` names no version: a pull may bring another major version, and for a database one that cannot read its data. Write the version.");
            }
        }
    }
}
