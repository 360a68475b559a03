using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Engine;

/// <summary>Tells defects of a module from what its callers decide: the default of an input is no decision of anybody yet.</summary>
internal static class ChosenElsewhere
{
    /// <summary>Why a report says nothing of the module that it stands in; null if it does.</summary>
    public static Unknown? Find(RuleReport report, Deployment? deployment) => deployment switch
    {
        { IsReusableModule: true, Module: { } module } => FindInput(report, module),
        { IsExhibit: true, Kind: DeploymentKind.TerraformRoot } when IsOutside(report) =>
            new Unknown(UnknownKind.InputVariable, $"`{deployment.Path}` shows the module, and its users choose for themselves"),
        { Kind: DeploymentKind.TerraformRoot or DeploymentKind.Commands } when report.Resource is not null && RepositoryPath.IsTest(report.Location.Source.Path) =>
            new Unknown(UnknownKind.Computed, $"`{report.Location.Source.Path}` sets up tests, and is thrown away after them"),
        _ => null,
    };

    private static Unknown? FindInput(RuleReport report, TerraformModule module)
    {
        foreach (Origin step in report.Value.Origin?.Trail ?? [])
        {
            TerraformVariable? variable = module.Variables.FirstOrDefault(variable => IsWithin(step.Location, variable));
            if (variable is not null)
            {
                // A default that is wrong in itself, such as a password, is the module's own.
                return IsWithin(report.Location, variable) ? null
                    : new Unknown(UnknownKind.InputVariable, $"var.{variable.Name} is chosen by who calls the module");
            }
        }

        return null;
    }

    /// <summary>The report stands in a module that an example or test calls, and what is wrong was not written in the module alone.</summary>
    private static bool IsOutside(RuleReport report) =>
        report.Resource is not null
        && !RepositoryPath.IsExhibit(report.Location.Source.Path)
        && !(report.Value.Origin is { } origin && origin.Trail.All(step =>
            step.Kind is not (OriginKind.ProviderDefault or OriginKind.VariableDefault or OriginKind.ModuleInput) && !RepositoryPath.IsExhibit(step.Location.Source.Path)));

    private static bool IsWithin(SourceLocation location, TerraformVariable variable) =>
        ReferenceEquals(location.Source, variable.Header.Source)
        && location.Span.Start >= variable.Block.Span.Start && location.Span.End <= variable.Block.Span.End;
}
