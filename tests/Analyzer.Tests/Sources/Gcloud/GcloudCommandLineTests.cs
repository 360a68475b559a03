using GcpLint.Analyzer.Sources.Gcloud;
using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Testing;
using GcpLint.Tests.Sources.Shell;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests.Sources.Gcloud;

public class GcloudCommandLineTests
{
    private static GcloudCommandLine Parse(string text) =>
        GcloudCommandLine.Parse(ShellTesting.Parse(text).Commands.Last(command => command.Name.AsString is "gcloud" or "gsutil" or "bq"))!;

    private static string Show(GcloudCommandLine line) =>
        $"{line.Path} | {string.Join(' ', line.Positionals.Select(ShellTesting.Show))} | {string.Join(' ', line.Flags.Select(flag => $"{flag.Name}={(flag.Value.Kind == ValueKind.Bool ? flag.Value.ToString() : ShellTesting.Show(flag.Value))}"))}";

    [Theory]
    [InlineData("gcloud run deploy api --image=x --allow-unauthenticated", "run deploy | api | --image=x --allow-unauthenticated=true")]
    [InlineData("gcloud run deploy --image x api --no-allow-unauthenticated", "run deploy | api | --image=x --allow-unauthenticated=false")]
    [InlineData("gcloud --project p beta run deploy api -q", "run deploy | api | --project=p --quiet=true")]
    [InlineData("gcloud sql instances create db -t db-f1-micro --no-backup --assign-ip=false", "sql instances create | db | --tier=db-f1-micro --backup=false --assign-ip=false")]
    [InlineData("gcloud builds triggers create github --name=t", "builds triggers create github |  | --name=t")]
    [InlineData("gcloud projects add-iam-policy-binding p --role roles/x --member=user:a@b.c --condition=None", "projects add-iam-policy-binding | p | --role=roles/x --member=user:a@b.c --condition=None")]
    [InlineData("gcloud sql instances describe db --format='value(name)'", "sql instances describe | db | --format=value(name)")]
    [InlineData("gcloud config set project p", "config set | project p | ")]
    [InlineData("gcloud auth configure-docker us-docker.pkg.dev --quiet", "auth configure-docker | us-docker.pkg.dev | --quiet=true")]
    [InlineData("gcloud alloydb instances list --cluster c --region=r", "alloydb instances list |  | --cluster=c --region=r")]
    [InlineData("gcloud run deploy $NAME --region=\"$R\" --image=\"gcr.io/$P/app\"", "run deploy | ? | --region=? --image=gcr.io/?/app")]
    [InlineData("gsutil -m rsync -d -r a gs://b", "rsync | a gs://b | -m=true -d=true -r=true")]
    [InlineData("gsutil mb -l us-central1 -b on gs://b", "mb | gs://b | -l=us-central1 -b=on")]
    [InlineData("gsutil iam ch allUsers:objectViewer gs://b", "iam ch | allUsers:objectViewer gs://b | ")]
    [InlineData("bq mk --dataset --location=US p:d", "mk | p:d | --dataset=true --location=US")]
    [InlineData("sudo /usr/bin/gcloud secrets create s --data-file=-", "secrets create | s | --data-file=-")]
    public void Words_are_told_apart(string command, string expected) => Show(Parse(command)).TrimEnd().Should().Be(expected.TrimEnd());

    [Fact]
    public void Values_point_at_the_flag_and_tell_where_they_come_from()
    {
        var marked = MarkedSource.Parse("deploy.sh", """
            [|REGION=us-central1|]
            [|gcloud run deploy|] api [|--region "$REGION"|] [|--image=x|]
            """);
        GcloudCommandLine line = GcloudCommandLine.Parse(ShellScript.Parse(MappedText.Whole(marked.Source)).Commands.Single())!;

        line.HeaderLocation.Span.Should().Be(marked.Spans[1]);
        line.Get("--region").AsString.Should().Be("us-central1");
        line.Get("--region").Origin!.Trail.Select(step => step.Location.Span).Should().Equal(marked.Spans[2], marked.Spans[0]);
        line.Get("--image").Origin!.Location.Span.Should().Be(marked.Spans[3]);
        line.Get("--port").IsAbsent.Should().BeTrue();
    }

    [Theory]
    [InlineData("--set-env-vars=A=1,B=x=y", "A=1 B=x=y")]
    [InlineData("'--set-env-vars=^;^A=1,2;B=3'", "A=1,2 B=3")]
    [InlineData("--set-env-vars=^##^A=1##B=2", "A=1 B=2")]
    [InlineData("--set-env-vars=\"A=$X,B=2,C=p-$Y\"", "A=? B=2 C=p-?")]
    [InlineData("--set-env-vars=\"$ALL,B=2\"", "=? B=2")]
    public void Entries_are_split_though_a_part_is_unknown(string flag, string expected)
    {
        string.Join(' ', Parse($"gcloud run deploy api {flag}").Flags.Single().Entries.Select(entry => $"{entry.Key.AsString}={ShellTesting.Show(entry.Value)}"))
            .Should().Be(expected);
    }

    [Fact]
    public void What_nobody_sees_is_admitted()
    {
        Parse("gcloud run deploy api $FLAGS").Get("--region").IsUnknown.Should().BeTrue();
        Parse("gcloud run deploy api --flags-file=f.yaml").MayHaveMoreFlags.Should().BeTrue();
    }

    [Fact]
    public void An_unknown_flag_of_a_known_command_is_told()
    {
        Parse("gcloud run deploy api --regoin=x --image=y").UnknownFlags.Select(flag => flag.Name).Should().Equal("--regoin");
        Parse("gcloud sql instances describe api --anything=x").UnknownFlags.Should().BeEmpty();
    }

    [Fact]
    public void Words_of_a_list_are_understood()
    {
        var source = new SourceText("cloudbuild.yaml", "args: [run, deploy, api]");
        Value[] words = [Value.Of("gcloud"), .. new[] { (7, "run"), (12, "deploy"), (20, "api") }.Select(word => Value.Of(word.Item2).WithOrigin(Origin.Written(source, new TextSpan(word.Item1, word.Item2.Length))))];

        GcloudCommandLine line = GcloudCommandLine.Parse(words, new SourceLocation(source, new TextSpan(0, 24)))!;

        line.Path.Should().Be("run deploy");
        line.Positionals.Single().Origin!.Location.Span.Start.Should().Be(20);
        GcloudCommandLine.Parse([Value.Of("docker")], line.Location).Should().BeNull();
    }

    [Theory]
    [InlineData("scenarios")]
    [InlineData("corpus")]
    public void Flags_of_the_commands_in_scripts_are_known(string folder)
    {
        string? path = SharedFiles.Find(folder);
        Assert.SkipWhen(path is null, SharedFiles.Missing(folder));
        int commands = 0;
        int inCatalog = 0;
        int flags = 0;
        var unknown = new List<string>();
        foreach (string file in Directory.EnumerateFiles(path!, "*.sh", SearchOption.AllDirectories).Order())
        {
            ShellScript script = ShellScript.Parse(MappedText.Whole(new SourceText(Path.GetRelativePath(path!, file), File.ReadAllText(file))));
            foreach (GcloudCommandLine line in script.Commands.Select(GcloudCommandLine.Parse).OfType<GcloudCommandLine>())
            {
                commands++;
                inCatalog += line.Facts is null ? 0 : 1;
                flags += line.Flags.Length;
                unknown.AddRange(line.UnknownFlags.Select(flag => $"{line.Location}: {line.Path} {flag.Name}"));
                GcloudLowering.Lower(line).Should().NotContain(resource => resource.Type.Length == 0);
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{folder}: {commands} commands, {inCatalog} in the catalog, {flags} flags, {unknown.Count} unknown: {string.Join("; ", unknown)}");
        commands.Should().BeGreaterThan(40);
        unknown.Should().HaveCountLessThanOrEqualTo(folder == "scenarios" ? 0 : 10, string.Join("\n", unknown));
    }
}
