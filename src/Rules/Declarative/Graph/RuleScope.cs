using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Values;

namespace GcpLint.Rules.Declarative.Graph;

/// <summary>
/// The resources among which a rule may look around: those of its subject's deployment, for a rule about the repository
/// those of all deployments. A list from here has an open end (<see cref="Unknown.IsOpenEnd"/>) where further resources may
/// be: absence is then not known.
/// </summary>
internal sealed class RuleScope(RepositoryModel model, Deployment? deployment)
{
    private bool _asked;
    private Unknown? _openReason;

    public RepositoryModel Model => model;

    private ImmutableArray<Deployment> Deployments => deployment is null ? [.. model.Deployments.Where(part => part.Whole is null)] : [deployment];

    /// <summary>The resources of these types that are there for certain, and an open end where there may be more.</summary>
    public Value Resources(ImmutableArray<string> types)
    {
        var found = ImmutableArray.CreateBuilder<CloudResource>();
        foreach (Deployment part in Deployments)
        {
            foreach (string type in types)
            {
                found.AddRange(part.OfType(type));
            }
        }

        return ListOf(found, OpenReason ?? WhyUnread(types));
    }

    /// <summary>What of a live project was not read may be there.</summary>
    private Unknown? WhyUnread(ImmutableArray<string> types) =>
        Deployments.Select(part => part.Reading?.WhyUnread(types)).FirstOrDefault(reason => reason is not null) is { } gap ? gap with { IsOpenEnd = true } : null;

    public Value DataSources(ImmutableArray<string> types) =>
        ListOf(Deployments.SelectMany(part => part.DataSources).Where(data => types.Contains(data.Type)), OpenReason);

    /// <summary>What a resource refers to; no types mean all. Open where a reference leads out of the deployment.</summary>
    public Value References(CloudResource resource, ImmutableArray<string> types)
    {
        var found = new List<CloudResource>();
        Unknown? open = null;
        foreach (ResourceReference reference in resource.References)
        {
            IReadOnlyList<CloudResource> targets = Home(resource)?.Resolve(reference) ?? [];
            found.AddRange(targets.Where(target => types.IsEmpty || types.Contains(target.Type)));
            open ??= targets.Count > 0 ? null : OpenEnd(UnknownKind.Computed, $"{reference.Target.Text} is not known here");
        }

        return ListOf(found.Distinct(), open);
    }

    /// <summary>What refers to a resource.</summary>
    public Value Referrers(CloudResource resource, ImmutableArray<string> types) => ListOf(
        (Home(resource)?.ReferencesTo(resource) ?? []).Select(edge => edge.Source).Where(source => types.IsEmpty || types.Contains(source.Type)).Distinct(),
        OpenReason);

    /// <summary>The grants on a resource: those whose resource of IAM refers to it, or names it.</summary>
    public Value GrantsOn(CloudResource resource)
    {
        Unknown? open = OpenReason;
        var found = ImmutableArray.CreateBuilder<Value>();
        if (Home(resource) is not { } home)
        {
            return Close(found, open);
        }

        foreach (Grant grant in Grants.Of(home))
        {
            switch (GrantTarget.IsOn(grant, resource, home))
            {
                case true:
                    found.Add(GrantValue.Of(grant, home));
                    break;
                case null:
                    open ??= OpenEnd(UnknownKind.Computed, $"on what {grant.Source.Address} grants is not known");
                    break;
            }
        }

        return Close(found, open);
    }

    /// <summary>Why there may be more resources than were read; null if these are all.</summary>
    private Unknown? OpenReason
    {
        get
        {
            if (!_asked)
            {
                _openReason = FindOpenReason() is { } reason ? reason with { IsOpenEnd = true } : null;
                _asked = true;
            }

            return _openReason;
        }
    }

    private Unknown? FindOpenReason() => deployment switch
    {
        null => UnreadModules.In(model),
        { IsReusableModule: true } => new Unknown(UnknownKind.InputVariable, $"`{deployment.Path}` is a module: its callers may have what it lacks"),
        { Kind: DeploymentKind.Commands or DeploymentKind.Yaml } => new Unknown(UnknownKind.RunTime, $"`{deployment.Path}` is not all that makes this project"),
        { Module: { } module } => UnreadModules.Below(module, model),
        _ => null,
    };

    private Deployment? Home(CloudResource resource) =>
        deployment ?? model.Deployments.FirstOrDefault(part => ReferenceEquals(part.Find(resource.Address), resource));

    private static Value ListOf(IEnumerable<CloudResource> resources, Unknown? open)
    {
        var items = ImmutableArray.CreateBuilder<Value>();
        foreach (CloudResource resource in resources)
        {
            if (resource.IsConditional)
            {
                open ??= OpenEnd(UnknownKind.InputVariable, $"how many of {resource.Address} there are is not known");
            }
            else
            {
                items.Add(ResourceValue.Of(resource));
            }
        }

        return Close(items, open);
    }

    private static Value Close(ImmutableArray<Value>.Builder items, Unknown? open)
    {
        if (open is not null)
        {
            items.Add(Value.Unknown(open));
        }

        return Value.Of(new ValueList(items.ToImmutable()));
    }

    private static Unknown OpenEnd(UnknownKind kind, string detail) => new(kind, detail) { IsOpenEnd = true };
}
