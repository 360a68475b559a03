using System.Text.Json;
using GcpLint.Audit.Exports;
using GcpLint.Audit.Reading;

namespace GcpLint.Audit.Apis;

/// <summary>Asks the lists of one project.</summary>
/// <param name="client">Asks.</param>
/// <param name="log">Told of gaps.</param>
/// <param name="project">Whose lists they are.</param>
/// <param name="isWanted">Which lists give assets; others are asked only for what is below them.</param>
internal sealed class ListRun(ApiClient client, ReadingLog log, ProjectNames project, Func<ServiceList, bool> isWanted)
{
    private const string PolicyQuestion = """{"options":{"requestedPolicyVersion":3}}""";

    /// <param name="list">Asked, with all below it.</param>
    /// <param name="above">The item that it is asked for; undefined for lists of the project.</param>
    /// <param name="sink">Takes assets in their order.</param>
    /// <param name="cancellation">Ends reading; what has come is in the sink.</param>
    public async Task ReadAsync(ServiceList list, JsonElement above, List<AssetRead> sink, CancellationToken cancellation)
    {
        if (ItemTemplate.Fill(list.Path, project, default, above, isAddress: true) is not { } path || !Holds(list, above))
        {
            return;
        }

        var items = new List<JsonElement>();
        var pages = new ApiPages(client, new ApiCall(list.Service, path, list.Permission) { Body = list.IsPost ? (list.IsPolicy ? PolicyQuestion : "{}") : null });
        await foreach (JsonElement page in pages.ReadAsync(cancellation).ConfigureAwait(false))
        {
            if (list.IsOrgPolicy)
            {
                sink.Add(AssetForm.OfOrgPolicies(ItemTemplate.Fill(list.Name, project, default, above, isAddress: false) ?? "", list.AssetType, project.Ancestors, JsonText.Items(page, list.Items)));
                continue;
            }

            foreach (JsonElement item in ItemsOf(page, list.Items).Where(IsOfProject))
            {
                JsonElement kept = item.Clone();
                items.Add(kept);
                Add(list, kept, above, sink);
            }

            AddUnreachable(list, page);
        }

        if (pages.Problem is { } problem)
        {
            AddGaps(list, problem.Summary);
        }

        await BelowAsync(list, items, sink, cancellation).ConfigureAwait(false);

        bool IsOfProject(JsonElement item)
        {
            string[] projects = list.Of("of") is { Length: > 0 } member ? TextsAt(item, member) : [];
            return projects.Length == 0 || projects.Contains($"projects/{project.Number}") || projects.Contains($"projects/{project.Id}");
        }
    }

    /// <summary>Policies of items, and the lists below them; assets in the order of the items however answers come.</summary>
    private async Task BelowAsync(ServiceList list, List<JsonElement> items, List<AssetRead> sink, CancellationToken cancellation)
    {
        var tasks = new List<Task>();
        var sinks = new List<List<AssetRead>>();
        ServiceList[] children = [.. list.Children.Where(child => child.WithDescendants.Any(isWanted))];
        foreach (JsonElement item in items)
        {
            var below = new List<AssetRead>();
            sinks.Add(below);
            if (list.Policy.Length > 0 && isWanted(list))
            {
                tasks.Add(ReadPolicyAsync(list, item, below, cancellation));
                below = [];
                sinks.Add(below);
            }

            foreach (ServiceList child in children)
            {
                tasks.Add(ReadAsync(child, item, below, cancellation));
                below = [];
                sinks.Add(below);
            }
        }

        try
        {
            await Task.WhenAll(tasks).ConfigureAwait(false);
        }
        finally
        {
            sink.AddRange(sinks.SelectMany(below => below));
        }
    }

    private void Add(ServiceList list, JsonElement item, JsonElement above, List<AssetRead> sink)
    {
        if (!isWanted(list))
        {
            return;
        }

        if (item.ValueKind != JsonValueKind.Object || ItemTemplate.Fill(list.Name, project, item, above, isAddress: false) is not { } name)
        {
            AddGaps(list, $"an item of {list.Service} has no name");
        }
        else if (list.IsPolicy)
        {
            sink.Add(AssetForm.OfPolicy(name, list.AssetType, project.Ancestors, item));
        }
        else
        {
            string type = list.GlobalAssetType.Length > 0 && name.Contains("/global/", StringComparison.Ordinal) ? list.GlobalAssetType : list.AssetType;
            sink.Add(AssetForm.OfResource(name, type, project.Ancestors, item, list.Of("set")));
        }
    }

    private async Task ReadPolicyAsync(ServiceList list, JsonElement item, List<AssetRead> sink, CancellationToken cancellation)
    {
        string? path = ItemTemplate.Fill(list.Policy, project, item, default, isAddress: true);
        string? name = ItemTemplate.Fill(list.Name, project, item, default, isAddress: false);
        if (path is null || name is null)
        {
            return;
        }

        using ApiAnswer answer = await client.AskAsync(
            new ApiCall(list.Service, list.IsPolicyPost ? path.Split('?')[0] : path, list.PolicyPermission) { Body = list.IsPolicyPost ? PolicyQuestion : null }, cancellation).ConfigureAwait(false);
        if (answer.Document is { } document)
        {
            sink.Add(AssetForm.OfPolicy(name, list.AssetType, project.Ancestors, document.RootElement));
        }
        else
        {
            log.AddGap(new ReadGap(project.Parent, list.AssetType, AssetContent.IamPolicy, answer.Problem?.Summary ?? ""));
        }
    }

    private static bool Holds(ServiceList list, JsonElement above)
    {
        string[] path = list.Of("if").Split('.', StringSplitOptions.RemoveEmptyEntries);
        JsonElement? value = path.Aggregate((JsonElement?)above, (element, member) => element is { } inner ? JsonText.Get(inner, member) : null);
        return path.Length == 0 || value is { ValueKind: JsonValueKind.True };
    }

    private static IEnumerable<JsonElement> ItemsOf(JsonElement page, string path)
    {
        if (path.Length == 0)
        {
            return [page];
        }

        return path.Split('.') switch
        {
            [var list] => JsonText.Items(page, list),
            [var map, "*", var list] when JsonText.Get(page, map) is { ValueKind: JsonValueKind.Object } places => places.EnumerateObject().SelectMany(place => JsonText.Items(place.Value, list)),
            _ => [],
        };
    }

    private static string[] TextsAt(JsonElement item, string path)
    {
        string[] parts = path.Split('.');
        return parts.Length == 2 && JsonText.Get(item, parts[0]) is { } inner
            ? [.. JsonText.Items(inner, parts[1]).Where(text => text.ValueKind == JsonValueKind.String).Select(text => text.GetString() ?? "")]
            : [];
    }

    /// <summary>Lists over all regions leave out those that do not answer, and name them.</summary>
    private void AddUnreachable(ServiceList list, JsonElement page)
    {
        string[] places = [.. JsonText.Items(page, "unreachable").Concat(JsonText.Items(page, "unreachables")).Where(text => text.ValueKind == JsonValueKind.String).Select(text => text.GetString() ?? "")];
        if (places.Length > 0)
        {
            AddGaps(list, $"{list.Service} did not reach {string.Join(", ", places.Select(place => place[(place.LastIndexOf('/') + 1)..]))}");
        }
    }

    private void AddGaps(ServiceList list, string reason)
    {
        foreach (ServiceList part in list.WithDescendants.Where(isWanted))
        {
            AssetContent content = part.IsPolicy ? AssetContent.IamPolicy : part.IsOrgPolicy ? AssetContent.OrgPolicy : AssetContent.Resource;
            foreach (string type in part.AssetTypes)
            {
                log.AddGap(new ReadGap(project.Parent, type, content, reason));
                if (part.Policy.Length > 0)
                {
                    log.AddGap(new ReadGap(project.Parent, type, AssetContent.IamPolicy, reason));
                }
            }
        }
    }
}
