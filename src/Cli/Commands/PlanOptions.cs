using System.CommandLine;

namespace GcpLint.Cli.Commands;

/// <summary>The options about plans and states, which several commands have.</summary>
internal sealed class PlanOptions
{
    private readonly Option<string[]> _plans = new("--plan")
    {
        HelpName = "FILE",
        Description = "Judge a plan: what 'terraform show -json plan.tfplan' prints; may be given several times.",
    };

    private readonly Option<string[]> _states = new("--state")
    {
        HelpName = "FILE",
        Description = "Judge a state: what 'terraform show -json' prints, or terraform.tfstate; may be given several times.",
    };

    private readonly Option<string?> _source = new("--plan-source")
    {
        HelpName = "DIR",
        Description = "The root module of the plans; otherwise the one in the scanned tree that has their resources.",
    };

    public IEnumerable<Option> All => [_plans, _states, _source];

    public PlanArguments Read(ParseResult result) =>
        new(result.GetValue(_plans) ?? [], result.GetValue(_states) ?? [], result.GetValue(_source));
}
