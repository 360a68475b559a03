using System.Globalization;
using GcpLint.Analyzer.Engine;
using GcpLint.Audit;
using GcpLint.Audit.Apis;
using Microsoft.AspNetCore.Http;

namespace GcpLint.Tests.Audit.Apis;

/// <summary>What a network does to an audit: it ends, says what was not assessed, and loses nothing that was read.</summary>
public sealed class LiveFaultTests
{
    private static readonly string s_shop = string.Join('\n', AuditText.Project, LiveText.Policy, AuditText.Api, AuditText.Service);

    [Fact]
    public async Task A_project_is_read_page_by_page_as_of_one_instant()
    {
        await using ApiServer server = await ApiServer.StartAsync(s_shop);
        server.PageSize = 1;

        AuditResult audit = await LiveText.AuditAsync(server, LiveText.Quick(server) with { QuotaProject = "payer" });

        audit.Assets().Should().Be(4);
        audit.Rules().Should().Contain("run/max-instances");
        audit.IsPartial().Should().BeFalse();
        server.Count("contentType=RESOURCE").Should().Be(3);
        server.Count("contentType=IAM_POLICY&pageSize=1000&readTime=2026-11-20T10%3A00%3A00Z").Should().Be(1);
        server.QuotaProjects.Should().HaveSameCount(server.Requests).And.AllBe("payer");
    }

    [Fact]
    public async Task What_only_exists_in_what_was_read_whole_can_be_missing()
    {
        await using ApiServer server = await ApiServer.StartAsync(s_shop);

        AuditResult whole = await LiveText.AuditAsync(server);
        server.Fails("contentType=RESOURCE&pageSize=1000&pageToken", 403, "PERMISSION_DENIED");
        server.PageSize = 2;
        AuditResult part = await LiveText.AuditAsync(server);

        whole.Scan.Findings.Should().Contain(finding => finding.Rule.Text == "monitoring/alert-policies");
        part.Scan.Findings.Should().NotContain(finding => finding.Rule.Text == "monitoring/alert-policies");
        part.Gaps().Should().Contain(gap => gap.Contains("cloudasset.assets.listResource", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bad_token_reads_nothing_and_is_told_without_being_shown()
    {
        await using ApiServer server = await ApiServer.StartAsync(s_shop);

        AuditResult audit = await LiveText.AuditAsync(server, token: "ya29.expired");

        audit.Assets().Should().Be(0);
        audit.Scan.HasErrors.Should().BeTrue();
        audit.Gaps().Should().ContainSingle(gap => gap.Contains("401 UNAUTHENTICATED", StringComparison.Ordinal));
        audit.Gaps().Concat(audit.Scan.Diagnostics.Select(diagnostic => diagnostic.Summary + diagnostic.Detail)).Should().NotContain(text => text.Contains("ya29", StringComparison.Ordinal));
        server.Requests.Count.Should().BeLessThan(10);
    }

    [Fact]
    public async Task A_storm_of_429_is_waited_out()
    {
        await using ApiServer server = await Storm(s_shop, 4);

        AuditResult audit = await LiveText.AuditAsync(server);

        audit.Assets().Should().Be(4);
        audit.Gaps().Should().NotContain(gap => gap.Contains("429", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_storm_without_end_is_given_up()
    {
        await using ApiServer server = await Storm(s_shop, int.MaxValue);

        AuditResult audit = await LiveText.AuditAsync(server);

        audit.Assets().Should().Be(1, "the policy was read");
        audit.Gaps().Should().Contain(gap => gap.Contains("429", StringComparison.Ordinal) && gap.Contains("quota", StringComparison.Ordinal));
        server.Count("contentType=RESOURCE").Should().Be(ApiSettings.DefaultAttempts);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task Errors_of_the_server_pass(int status)
    {
        await using ApiServer server = await ApiServer.StartAsync(s_shop);
        server.Fails("contentType=RESOURCE", status, "UNAVAILABLE", times: 3);

        AuditResult audit = await LiveText.AuditAsync(server);

        audit.Assets().Should().Be(4);
        server.Count("contentType=RESOURCE").Should().Be(4);
    }

    [Fact]
    public async Task Half_a_page_is_asked_for_again_and_pages_before_it_are_kept()
    {
        await using ApiServer server = await ApiServer.StartAsync(s_shop);
        server.PageSize = 1;
        server.Fault("contentType=RESOURCE&pageSize=1000&pageToken=2", async (context, _) =>
        {
            context.Response.ContentLength = 5000;
            await context.Response.WriteAsync("{\"assets\":[{\"name\":\"//run");
            await context.Response.Body.FlushAsync();
            context.Abort();
            return true;
        });

        AuditResult audit = await LiveText.AuditAsync(server);

        audit.Assets().Should().Be(3, "two resources and a policy came whole");
        audit.Gaps().Should().Contain(gap => gap.Contains("cut the connection", StringComparison.Ordinal));
        server.Count("pageToken=2").Should().Be(ApiSettings.DefaultAttempts);
    }

    [Theory]
    [InlineData("<html>Sign in to the proxy</html>")]
    [InlineData("[1, 2")]
    [InlineData("\"text\"")]
    [InlineData("")]
    public async Task Garbage_is_a_gap(string garbage)
    {
        await using ApiServer server = await ApiServer.StartAsync(s_shop);
        server.Fault("contentType=RESOURCE", async (context, _) =>
        {
            await context.Response.WriteAsync(garbage);
            return true;
        });

        AuditResult audit = await LiveText.AuditAsync(server);

        audit.Assets().Should().Be(1);
        audit.Gaps().Should().Contain(gap => gap.Contains("no JSON object", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Items_that_are_no_assets_are_left_out_and_told()
    {
        await using ApiServer server = await ApiServer.StartAsync(s_shop);
        server.Fault("contentType=RESOURCE", async (context, _) =>
        {
            await context.Response.WriteAsync($$"""{"assets":[7,null,{"name":5},{{AuditText.Project}},{{AuditText.Service}}]}""");
            return true;
        });

        AuditResult audit = await LiveText.AuditAsync(server);

        audit.Assets().Should().Be(3);
        audit.IsPartial().Should().BeTrue();
        audit.Rules().Should().Contain("run/max-instances");
    }

    [Fact]
    public async Task Pages_that_go_in_a_circle_end()
    {
        await using ApiServer server = await ApiServer.StartAsync(s_shop);
        server.Fault("contentType=RESOURCE", async (context, number) =>
        {
            await context.Response.WriteAsync($$"""{"assets":[{{AuditText.Project}}],"nextPageToken":"{{number % 3}}"}""");
            return true;
        });

        AuditResult audit = await LiveText.AuditAsync(server);

        server.Count("contentType=RESOURCE").Should().Be(4);
        audit.Gaps().Should().Contain(gap => gap.Contains("the list has no end", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Twenty_thousand_assets_in_a_page_are_all_read()
    {
        string topics = string.Join('\n', Enumerable.Range(0, 20_000).Select(number => string.Create(
            CultureInfo.InvariantCulture, $$$"""{"name":"//pubsub.googleapis.com/projects/shop/topics/t{{{number}}}","assetType":"pubsub.googleapis.com/Topic","resource":{"data":{"name":"projects/shop/topics/t{{{number}}}"}},"ancestors":["projects/7"]}""")));
        await using ApiServer server = await ApiServer.StartAsync(topics);
        server.PageSize = 20_000;

        AuditResult audit = await LiveText.AuditAsync(server, LiveText.Quick(server) with { PageSize = 20_000 });

        audit.Assets().Should().Be(20_000);
    }

    [Fact]
    public async Task Slow_answers_end_at_the_deadline_with_what_was_read()
    {
        await using ApiServer server = await ApiServer.StartAsync(s_shop);
        server.PageSize = 1;
        server.Fault("pageToken=1", async (context, _) =>
        {
            await Task.Delay(System.Threading.Timeout.Infinite, context.RequestAborted);
            return true;
        });

        AuditResult audit = await LiveText.AuditAsync(server, LiveText.Quick(server) with { Timeout = TimeSpan.FromSeconds(2) });

        audit.IsPartial().Should().BeTrue();
        audit.Assets().Should().BeGreaterThanOrEqualTo(1);
        audit.Gaps().Should().Contain("reading did not end within 2 seconds");
    }

    [Fact]
    public async Task Ctrl_C_leaves_a_part_that_says_so()
    {
        await using ApiServer server = await ApiServer.StartAsync(s_shop);
        using var interrupt = new CancellationTokenSource();
        server.PageSize = 1;
        server.Fault("contentType=RESOURCE&pageSize=1000&pageToken=2", async (context, _) =>
        {
            await interrupt.CancelAsync();
            await Task.Delay(System.Threading.Timeout.Infinite, context.RequestAborted);
            return true;
        });

        AuditResult audit = await LiveText.AuditAsync(server, interrupt: interrupt);

        audit.IsPartial().Should().BeTrue();
        audit.Assets().Should().BeGreaterThanOrEqualTo(2);
        audit.Scan.Verdicts.Should().NotContain(verdict => verdict.Kind == VerdictKind.Passed || verdict.Kind == VerdictKind.NotApplicable);
    }

    [Fact]
    public async Task A_service_that_cannot_be_reached_is_told()
    {
        await using ApiServer server = await ApiServer.StartAsync(s_shop);
        ApiSettings settings = LiveText.Quick(server) with { Environment = name => name == "CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDASSET" ? "http://127.0.0.1:1/" : null };

        AuditResult audit = await LiveText.AuditAsync(server, settings);

        audit.Assets().Should().Be(0);
        audit.Scan.HasErrors.Should().BeTrue();
        audit.Gaps().Should().Contain("cloudasset.googleapis.com cannot be reached");
    }

    [Fact]
    public async Task Several_parents_are_read_one_after_the_other()
    {
        await using ApiServer server = await ApiServer.StartAsync(s_shop);
        server.Fails("v1/folders/2/", 403, "PERMISSION_DENIED", "IAM_PERMISSION_DENIED", "cloudasset.assets.listResource");

        AuditResult audit = await LiveText.AuditAsync(server, parents: ["organizations/1", "folders/2"]);

        audit.Assets().Should().Be(4);
        audit.Gaps().Should().Contain(gap => gap.Contains("`cloudasset.assets.listResource` is not granted", StringComparison.Ordinal));
        audit.IsPartial().Should().BeFalse();
    }

    private static async Task<ApiServer> Storm(string assets, int times)
    {
        ApiServer server = await ApiServer.StartAsync(assets);
        return server.Fault("contentType=RESOURCE", async (context, number) =>
        {
            if (number > times)
            {
                return false;
            }

            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "30";
            await context.Response.WriteAsync("""{"error":{"code":429,"status":"RESOURCE_EXHAUSTED"}}""");
            return true;
        });
    }
}
