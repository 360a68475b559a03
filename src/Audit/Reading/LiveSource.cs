using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using GcpLint.Audit.Apis;
using GcpLint.Audit.Exports;
using GcpLint.Text;

namespace GcpLint.Audit.Reading;

/// <summary>What a live reading reads, and by which way.</summary>
/// <param name="Parents">"projects/shop", "folders/2", "organizations/3".</param>
/// <param name="Credentials">Whose eyes it has.</param>
public sealed record LiveRequest(ImmutableArray<string> Parents, Credentials Credentials)
{
    public ApiSettings Settings { get; init; } = new();

    /// <summary>Ask the services themselves, not Cloud Asset Inventory.</summary>
    public bool FromServices { get; init; }

    /// <summary>Told what is being read; null if nobody watches.</summary>
    public IProgress<string>? Progress { get; init; }
}

/// <summary>
/// Reads live projects: from Cloud Asset Inventory, and where that is not enabled or not granted from the services
/// themselves. Assets come in the same order each time, however answers overtake each other.
/// </summary>
/// <param name="request">What to read.</param>
/// <param name="handler">Sends the requests; not disposed of.</param>
public sealed class LiveSource(LiveRequest request, HttpMessageHandler handler) : IAssetSource
{
    /// <summary>Assets that wait to be taken in, for each part that is being read: two pages.</summary>
    private const int Waiting = 2000;

    /// <summary>Folders and organizations whose policies were asked for, for one of the projects.</summary>
    private readonly ConcurrentDictionary<string, bool> _above = new(StringComparer.Ordinal);

    /// <exception cref="CredentialException">Nobody is signed in.</exception>
    public async IAsyncEnumerable<AssetRead> ReadAsync(ReadingLog log, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var client = new ApiClient(handler, request.Settings, request.Credentials);
        using var deadline = new CancellationTokenSource(request.Settings.Timeout, request.Settings.Time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        await request.Credentials.GetAsync(Credentials.FullScope, renew: false, cancellation).ConfigureAwait(false);

        bool any = false;
        foreach (string parent in request.Parents)
        {
            await foreach (AssetRead read in ReadAsync(client, log, parent, end.Token).ConfigureAwait(false))
            {
                any |= read.Asset is not null;
                yield return read;
            }
        }

        cancellation.ThrowIfCancellationRequested();
        if (deadline.IsCancellationRequested)
        {
            log.AddGap(new ReadGap(ReadingLog.Everywhere, null, null, $"reading did not end within {request.Settings.Timeout.TotalSeconds:0.###} seconds"));
        }

        if (!any)
        {
            yield return Nothing(log);
        }
    }

    /// <summary>An audit of nothing has no findings, and must not look like one of a project without defects.</summary>
    private AssetRead Nothing(ReadingLog log)
    {
        string scope = string.Join(", ", request.Parents);
        string reason = log.Gaps.FirstOrDefault()?.Reason ?? "there are no assets";
        return new AssetRead(null, [new Diagnostic("audit/nothing-read", DiagnosticSeverity.Error, $"Nothing was read of {scope}", reason, new SourceLocation(new SourceText(request.Parents[0], ""), default))]);
    }

    private async IAsyncEnumerable<AssetRead> ReadAsync(ApiClient client, ReadingLog log, string parent, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var inventory = new InventoryListing(client, log, request.Settings.PageSize);
        var services = new ServiceListing(client, log);
        var types = new TaskCompletionSource<IReadOnlySet<string>?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var started = new TaskCompletionSource<InventoryStart>(TaskCreationOptions.RunContinuationsAsynchronously);
        Flow[] flows =
        [
            Start(output => ReadResourcesAsync(inventory, log, parent, output, started, types, cancellation)),
            .. new[] { AssetContent.IamPolicy, AssetContent.OrgPolicy, AssetContent.AccessPolicy }
                .Select(content => Start(output => ReadPoliciesAsync(inventory, log, parent, content, started.Task, output, cancellation))),
            Start(async output => await services.ReadAsync(parent, await started.Task.ConfigureAwait(false), types.Task, _above, output, cancellation).ConfigureAwait(false)),
        ];
        foreach (Flow flow in flows)
        {
            await foreach (AssetRead read in flow.Output.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                yield return read;
            }

            await flow.Ended.ConfigureAwait(false);
        }
    }

    private async Task ReadResourcesAsync(
        InventoryListing inventory,
        ReadingLog log,
        string parent,
        ChannelWriter<AssetRead> output,
        TaskCompletionSource<InventoryStart> started,
        TaskCompletionSource<IReadOnlySet<string>?> types,
        CancellationToken cancellation)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            request.Progress?.Report(parent);
            if (request.FromServices)
            {
                started.TrySetResult(new InventoryStart(new ApiProblem(InventoryListing.Service, null, "the services themselves are asked"), null, []) { IsUnwanted = true });
                return;
            }

            ApiProblem? problem = await inventory.ReadAsync(parent, AssetContent.Resource, null, output, seen, start => started.TrySetResult(start), cancellation).ConfigureAwait(false);
            if (problem is null)
            {
                types.TrySetResult(seen);
            }
            else if (!(ServiceListing.IsFor(parent) && (await started.Task.ConfigureAwait(false)).IsReplaced))
            {
                log.AddGap(new ReadGap(parent, null, AssetContent.Resource, problem.Summary));
            }
        }
        finally
        {
            started.TrySetResult(new InventoryStart(null, null, []));
            types.TrySetResult(null);
        }
    }

    private static async Task ReadPoliciesAsync(
        InventoryListing inventory, ReadingLog log, string parent, AssetContent content, Task<InventoryStart> started, ChannelWriter<AssetRead> output, CancellationToken cancellation)
    {
        InventoryStart start = await started.ConfigureAwait(false);
        ApiProblem? problem = start.Refusal is { } refusal && (start.IsReplaced || refusal.IsUnauthenticated)
            ? refusal
            : await inventory.ReadAsync(parent, content, start.ReadTime, output, null, null, cancellation).ConfigureAwait(false);
        if (problem is not null && !(ServiceListing.IsFor(parent) && start.IsReplaced))
        {
            log.AddGap(new ReadGap(parent, null, content, problem.Summary));
        }
    }

    private static Flow Start(Func<ChannelWriter<AssetRead>, Task> read)
    {
        var output = Channel.CreateBounded<AssetRead>(new BoundedChannelOptions(Waiting) { SingleReader = true, SingleWriter = true });
        return new Flow(output, RunAsync());

        async Task RunAsync()
        {
            try
            {
                await read(output.Writer).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // Told by whoever stopped it, once for all parts.
            }
            finally
            {
                output.Writer.TryComplete();
            }
        }
    }

    private readonly record struct Flow(Channel<AssetRead> Output, Task Ended);
}
