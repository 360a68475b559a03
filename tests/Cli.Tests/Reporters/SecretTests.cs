using GcpLint.Analyzer.Discovery;
using GcpLint.Analyzer.Findings;
using GcpLint.Cli.Commands;
using GcpLint.Cli.Reporters;
using GcpLint.Cli.Reporters.GitHub;
using GcpLint.Testing;

namespace GcpLint.Tests.Reporters;

public sealed class SecretTests
{
    public static TheoryData<string> Formats => ["console", "quiet", "sarif", "github", "json", "summary"];

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_secret_that_was_found_is_shown_in_no_format(string format)
    {
        var builder = new ReportBuilder();
        MarkedSource file = builder.File("Dockerfile", FileKind.Dockerfile, "FROM alpine\n[|ENV DB_PASSWORD=correct-horse|] OTHER=battery-staple\n[|ARG KEY|]=AIzaSyA-FAKE-FAKE-FAKE-FAKE-FAKE-FAKE-FA\n");
        builder.Add(
            "secrets/env-value", Severity.Critical, "`DB_PASSWORD` has its value in the image.", file, 0,
            finding => finding with { Related = [new RelatedLocation("AIzaSyA-FAKE-FAKE-FAKE-FAKE-FAKE-FAKE-FA is set here", finding.Location)] });
        builder.Add("docker/arg", Severity.Low, "`KEY` is AIzaSyA-FAKE-FAKE-FAKE-FAKE-FAKE-FAKE-FA.", file, 1);
        builder.Options = builder.Options with { Quiet = format == "quiet" };
        IReporter reporter = format switch
        {
            "summary" => new JobSummary(),
            "quiet" => ReportFormats.Create(ReportFormat.Console, color: false),
            _ => ReportFormats.Create(ReportFormats.Words.Single(word => word.Word == format).Value, color: false),
        };
        string text = builder.Write(reporter, new SecretCover());
        text.Should().NotContain("correct-horse").And.NotContain("battery-staple").And.NotContain("FAKE-FAKE");
        text.Should().Contain("PASSWORD");
    }

    [Theory]
    [InlineData("ENV DB_PASSWORD=hunter22", "ENV DB_PASSWORD=********")]
    [InlineData("  password = \"hunter22\" # x", "  password = \"********\" # x")]
    [InlineData("  \"client_secret\": \"abcdef\",", "  \"client_secret\": \"******\",")]
    [InlineData("curl --api-key abcdef https://x", "curl --api-key ****** https://x")]
    [InlineData("API_TOKEN: 'abcdef'", "API_TOKEN: '******'")]
    [InlineData("url = \"postgres://app:hunter2@db/x\"", "url = \"postgres://app:*******@db/x\"")]
    [InlineData("x ghp_abcdefghijklmnopqrstuvwxyz0123 y", "x ********************************** y")]
    public void What_looks_like_a_secret_is_covered_unit_for_unit(string line, string covered) =>
        new SecretCover().ApplyToSource(line).Should().Be(covered);

    [Theory]
    [InlineData("  password = var.password")]
    [InlineData("  password = \"${var.password}\"")]
    [InlineData("  secret = google_secret_manager_secret.db.id")]
    [InlineData("  token: ${{ secrets.GITHUB_TOKEN }}")]
    [InlineData("DB_PASSWORD=$(cat /run/secrets/db)")]
    [InlineData("DB_PASSWORD=\"$DB_PASSWORD\"")]
    [InlineData("  enable_private_key = false")]
    [InlineData("resource \"google_secret_manager_secret\" \"db\" {")]
    [InlineData("https://cloud.google.com/docs?x=y")]
    [InlineData("image: europe-docker.pkg.dev/p/r/app:1.2.3@sha256:0123")]
    public void What_only_names_a_secret_stays(string line) => new SecretCover().ApplyToSource(line).Should().Be(line);

    [Fact]
    public void A_message_is_prose_in_which_only_the_form_of_a_secret_counts()
    {
        var cover = new SecretCover();
        cover.Apply("The secret: rotate it; the password = nothing special").Should().Be("The secret: rotate it; the password = nothing special");
        cover.Apply("It is `ya29.abcdefghijklmnopqrstuvwx`.").Should().NotContain("abcdefg");
    }

    [Fact]
    public void A_line_that_takes_too_long_to_look_at_is_covered_as_a_whole_or_not_changed_at_all()
    {
        string line = string.Concat(Enumerable.Repeat("password=://a:", 20_000));
        string covered = new SecretCover().ApplyToSource(line);
        covered.Length.Should().Be(line.Length);
    }
}
