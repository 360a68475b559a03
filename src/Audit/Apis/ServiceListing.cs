using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using GcpLint.Audit.Exports;
using GcpLint.Audit.Reading;

namespace GcpLint.Audit.Apis;

/// <summary>
/// Reads a project from the services themselves: everything where the inventory is not to be had, else what no inventory
/// has. Each list that is not answered is a gap of its types; the others go on.
/// </summary>
internal sealed class ServiceListing(ApiClient client, ReadingLog log)
{
    private const string ResourceManager = "cloudresourcemanager.googleapis.com";
    private const string ProjectType = "cloudresourcemanager.googleapis.com/Project";
    private const string PolicyQuestion = """{"options":{"requestedPolicyVersion":3}}""";

    /// <summary>What the project itself is read with, and the policies of what is above it.</summary>
    public static IReadOnlyList<string> Permissions { get; } = ["resourcemanager.projects.get", "resourcemanager.projects.getIamPolicy"];

    /// <summary>Folders and organizations have no services.</summary>
    public static bool IsFor(string parent) => parent.StartsWith("projects/", StringComparison.Ordinal);

    /// <param name="parent">"projects/shop".</param>
    /// <param name="start">Whether the inventory can be used.</param>
    /// <param name="inventory">The types that the inventory has shown; null if it was not read whole.</param>
    /// <param name="above">Folders and organizations that were asked for already.</param>
    /// <param name="output">Takes the assets in the order of the table.</param>
    /// <param name="cancellation">Ends reading; what has come is written.</param>
    public async Task ReadAsync(
        string parent, InventoryStart start, Task<IReadOnlySet<string>?> inventory, ConcurrentDictionary<string, bool> above, ChannelWriter<AssetRead> output, CancellationToken cancellation)
    {
        if (!IsFor(parent) || (start.Refusal is not null && !start.IsReplaced))
        {
            return;
        }

        var sinks = new List<List<AssetRead>>();
        try
        {
            await ReadAsync(parent, start, await inventory.ConfigureAwait(false), above, sinks, cancellation).ConfigureAwait(false);
        }
        finally
        {
            // Also what had come before reading was stopped.
            foreach (AssetRead read in sinks.SelectMany(sink => sink))
            {
                await output.WriteAsync(read, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private async Task ReadAsync(
        string parent, InventoryStart start, IReadOnlySet<string>? inventory, ConcurrentDictionary<string, bool> above, List<List<AssetRead>> sinks, CancellationToken cancellation)
    {
        var own = new List<AssetRead>();
        sinks.Add(own);
        ProjectNames project = start.IsReplaced ? await ReadProjectAsync(parent, own, cancellation).ConfigureAwait(false) : NamesOf(parent, start.Ancestors);
        var tasks = new List<Task>();
        foreach (string scope in project.Ancestors.Where(scope => !IsFor(scope) && above.TryAdd(scope, true)))
        {
            var sink = new List<AssetRead>();
            sinks.Add(sink);
            tasks.Add(ReadAboveAsync(scope, [.. project.Ancestors.SkipWhile(other => other != scope)], sink, cancellation));
        }

        foreach (ServiceList list in ServiceList.All.Where(list => list.Under.Length == 0 && list.WithDescendants.Any(IsWanted)))
        {
            var sink = new List<AssetRead>();
            sinks.Add(sink);
            tasks.Add(ReadRootAsync(list, sink));
        }

        await Task.WhenAll(tasks).ConfigureAwait(false);

        // Where the inventory has no database servers, none have users: there is nothing to ask.
        bool IsEmpty(ServiceList list) => !start.IsReplaced && !IsWanted(list) && !list.IsAlways && inventory is not null && !list.AssetTypes.Any(inventory.Contains);

        bool IsWanted(ServiceList list) => !list.IsPlaces && (start.IsReplaced || list.IsOther);

        async Task ReadRootAsync(ServiceList list, List<AssetRead> sink)
        {
            if (!IsEmpty(list))
            {
                await new ListRun(client, log, project, IsWanted).ReadAsync(list, default, sink, cancellation).ConfigureAwait(false);
            }

            foreach (ServiceList part in list.WithDescendants.Where(IsWanted))
            {
                foreach (string type in part.AssetTypes)
                {
                    AddRead(parent, part, type);
                }
            }
        }
    }

    /// <summary>
    /// The policy and the log sinks of what a project is in. Who may read a project need not see them: then rules that depend on them are not assessed,
    /// and nothing else is missing.
    /// </summary>
    private async Task ReadAboveAsync(string scope, IReadOnlyList<string> ancestors, List<AssetRead> sink, CancellationToken cancellation)
    {
        string type = scope.StartsWith("folders/", StringComparison.Ordinal) ? "cloudresourcemanager.googleapis.com/Folder" : "cloudresourcemanager.googleapis.com/Organization";
        using ApiAnswer policy = await client.AskAsync(new ApiCall(ResourceManager, $"v3/{scope}:getIamPolicy", "") { Body = PolicyQuestion }, cancellation).ConfigureAwait(false);
        if (policy.Document is { } document)
        {
            sink.Add(AssetForm.OfPolicy($"//{ResourceManager}/{scope}", type, ancestors, document.RootElement));
            log.AddRead(new ReadPart(scope, type, AssetContent.IamPolicy));
        }

        var sinks = new ApiPages(client, new ApiCall("logging.googleapis.com", $"v2/{scope}/sinks", "logging.sinks.list"));
        await foreach (JsonElement page in sinks.ReadAsync(cancellation).ConfigureAwait(false))
        {
            sink.AddRange(JsonText.Items(page, "sinks").Select(item => AssetForm.OfResource($"//logging.googleapis.com/{scope}/sinks/{JsonText.Of(item, "name")}", "logging.googleapis.com/LogSink", ancestors, item, "")));
        }
    }

    private void AddRead(string parent, ServiceList list, string type)
    {
        AssetContent content = list.IsPolicy ? AssetContent.IamPolicy : list.IsOrgPolicy ? AssetContent.OrgPolicy : AssetContent.Resource;
        log.AddRead(new ReadPart(parent, type, content));
        if (list.Policy.Length > 0)
        {
            log.AddRead(new ReadPart(parent, type, AssetContent.IamPolicy));
        }
    }

    private static ProjectNames NamesOf(string parent, IReadOnlyList<string> ancestors)
    {
        string given = parent[(parent.IndexOf('/', StringComparison.Ordinal) + 1)..];
        return new ProjectNames(parent, given, ancestors is [var nearest, ..] && IsFor(nearest) ? nearest["projects/".Length..] : given, ancestors.Count > 0 ? ancestors : [parent]);
    }

    /// <summary>The project itself, what it is in, and its policy.</summary>
    private async Task<ProjectNames> ReadProjectAsync(string parent, List<AssetRead> sink, CancellationToken cancellation)
    {
        using ApiAnswer project = await client.AskAsync(new ApiCall(ResourceManager, $"v1/{parent}", Permissions[0]), cancellation).ConfigureAwait(false);
        using ApiAnswer ancestry = await client.AskAsync(new ApiCall(ResourceManager, $"v1/{parent}:getAncestry", Permissions[0]) { Body = "{}" }, cancellation).ConfigureAwait(false);
        using ApiAnswer policy = await client.AskAsync(new ApiCall(ResourceManager, $"v1/{parent}:getIamPolicy", Permissions[1]) { Body = PolicyQuestion }, cancellation).ConfigureAwait(false);

        string number = project.Document is { } found ? JsonText.Of(found.RootElement, "projectNumber") : "";
        string id = project.Document is { } named ? JsonText.Of(named.RootElement, "projectId") : "";
        string scope = number.Length > 0 ? $"projects/{number}" : parent;
        string[] above = ancestry.Document is { } answer
            ? [.. JsonText.Items(answer.RootElement, "ancestor").Select(item => (Type: JsonText.At(item, "resourceId.type"), Id: JsonText.At(item, "resourceId.id"))).Where(item => item.Type is "folder" or "organization").Select(item => $"{item.Type}s/{item.Id}")]
            : [];
        string given = parent["projects/".Length..];
        var names = new ProjectNames(parent, id.Length > 0 ? id : given, number.Length > 0 ? number : given, [scope, .. above]);

        string name = $"//{ResourceManager}/{scope}";
        Take(project, AssetContent.Resource, root => AssetForm.OfResource(name, ProjectType, names.Ancestors, root, ""));
        Take(policy, AssetContent.IamPolicy, root => AssetForm.OfPolicy(name, ProjectType, names.Ancestors, root));
        return names;

        void Take(ApiAnswer answer, AssetContent content, Func<JsonElement, AssetRead> make)
        {
            if (answer.Document is { } document)
            {
                sink.Add(make(document.RootElement));
                log.AddRead(new ReadPart(parent, ProjectType, content));
            }
            else
            {
                log.AddGap(new ReadGap(parent, ProjectType, content, answer.Problem?.Summary ?? ""));
            }
        }
    }
}
