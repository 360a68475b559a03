using System.Collections.Immutable;
using GcpLint.Analyzer.Engine;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Cli.Commands;

/// <summary>Finds the block of a repository that defines a live resource, by its type and name.</summary>
internal sealed class SourceDefinitions
{
    /// <summary>Arguments that give a resource the last part of its live name.</summary>
    private static readonly ImmutableArray<string> s_names =
    [
        "name", "secret_id", "account_id", "repository_id", "workload_identity_pool_provider_id", "workload_identity_pool_id", "service", "key_ring_id", "dataset_id", "instance_id",
    ];

    private readonly ILookup<(string Type, string Name), CloudResource> _byName;

    public SourceDefinitions(RepositoryModel repository)
    {
        _byName = repository.Deployments
            .SelectMany(deployment => deployment.Resources)
            .SelectMany(resource => s_names.Select(name => resource.Attributes.GetPath(name)).Where(value => value.Kind == ValueKind.String).Take(1)
                .Select(value => ((resource.Type, value.AsString), resource)))
            .ToLookup(entry => entry.Item1, entry => entry.resource);
    }

    /// <summary>The same findings at the lines that define their resources, with the place in the export beside them.</summary>
    public ScanResult Place(ScanResult audit)
    {
        ILookup<string, string> typesByRule = audit.Verdicts
            .SelectMany(verdict => verdict.Rule.Definition.Metadata.ResourceTypes.Select(type => (verdict.Rule.Id.Text, type)))
            .ToLookup(entry => entry.Text, entry => entry.type, StringComparer.Ordinal);
        return audit with
        {
            Findings = ModelEngine.Sort(audit.Findings.Select(finding => Place(finding, typesByRule[finding.Rule.Text]))),
            SuppressedFindings = ModelEngine.Sort(audit.SuppressedFindings.Select(finding => Place(finding, typesByRule[finding.Rule.Text]))),
        };
    }

    private Finding Place(Finding finding, IEnumerable<string> types)
    {
        if (finding.Resource is not { } address || address.Contains('#', StringComparison.Ordinal))
        {
            return finding;
        }

        string name = address[(address.LastIndexOf('/') + 1)..];
        SourceLocation[] places = [.. types.SelectMany(type => _byName[(type, name)]).Select(resource => resource.Header).Distinct()];

        // Two blocks of one name are two environments, and nothing tells which one this is.
        return places is [var place]
            ? finding with { Location = place, Scope = place, Related = [new RelatedLocation("the live resource", finding.Location), .. finding.Related] }
            : finding;
    }
}
