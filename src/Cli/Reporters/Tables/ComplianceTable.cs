using System.Collections.Immutable;
using GcpLint.Analyzer.Engine;
using GcpLint.Audit.Compliance;
using GcpLint.Cli.Commands;

namespace GcpLint.Cli.Reporters.Tables;

/// <summary>A framework by its name.</summary>
internal sealed record Framework(string Name)
{
    /// <exception cref="UsageException">There is none of this name.</exception>
    public static Framework Find(string name)
    {
        string[] names = [.. FrameworkControls.Names];
        return names.FirstOrDefault(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase)) is { } found
            ? new Framework(found)
            : throw new UsageException(Choices.Wrong("--framework", name, names));
    }
}

/// <summary>Control by control, what an audit says of it.</summary>
internal static class ComplianceTable
{
    public static Table Of(Framework framework, ScanResult audit)
    {
        var mask = new SecretCover();
        return new Table(
            ["control", "status", "description", "rules", "evidence"],
            [
                .. ComplianceReport.Of(framework.Name, audit).Select(result => ImmutableArray.Create(
                    result.Control.Id,
                    Word(result.Status),
                    result.Control.Description,
                    string.Join(' ', result.Rules),
                    mask.Apply(string.Join('\n', result.Evidence)))),
            ]);
    }

    private static string Word(ControlStatus status) => status switch
    {
        ControlStatus.Fail => "fail",
        ControlStatus.Pass => "pass",
        ControlStatus.Manual => "manual",
        _ => "not assessed",
    };
}
