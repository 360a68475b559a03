using FsCheck;
using FsCheck.Fluent;
using GcpLint.Analyzer.Engine;
using GcpLint.Tests.Engine;

namespace GcpLint.Tests.Sources.Pipelines;

public sealed class PipelineHostileTests
{
    private static readonly string[] s_words =
    [
        "gcloud", "run", "deploy", "api", "--image=$X", "docker", "build", "-t", "./deploy.sh", "bash tools/a.sh", "||", "&&", "|", "$(", ")", "if", "then", "fi", "trap 'x' ERR", "for i in 1 2; do", "done",
        "f() {", "}", "\"", "'", "\\", "#", "${{ env.A }}", "${{ inputs.", "$$", "${X:-", "<<EOF", "EOF", "terraform apply", "-", ":", "[", "]", "{", "\0", "\ud800",
    ];

    private static readonly Gen<string> s_script = Gen.Elements(s_words).ArrayOf().SelectMany(words => Gen.Elements(" ", "\n", "\t").ArrayOf(), Join);

    private static readonly string[] s_lines =
    [
        "jobs:", "  a:", "  b:", "    needs: [a, b]", "    uses: ./.github/workflows/b.yml", "    steps:", "      - run: |", "          ./deploy.sh", "      - uses: ./x", "steps:", "  - name: bash", "    args: [-c, './deploy.sh']", "    script: |", "on: push", "env: {A: '${{ env.A }}'}", "    if: failure()", "substitutions: {_A: $_A}",
    ];

    private static readonly Gen<string> s_yaml = Gen.Elements(s_lines).ArrayOf().Select(lines => string.Join('\n', lines));

    [Fact]
    public void Random_workflows_builds_and_scripts_are_told_without_a_failure_and_within_the_limits() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Arb.From(s_yaml.SelectMany(_ => s_script, (yaml, script) => (yaml, script))), pair =>
        {
            (string yaml, string script) = pair;
            ScanResult result = Scan.Run(Scan.Request(
                [],
                (".github/workflows/a.yml", yaml + "\njobs:\n  z:\n    runs-on: x\n    steps:\n      - run: " + System.Text.Json.JsonSerializer.Serialize(script) + "\n"),
                (".github/workflows/b.yml", yaml),
                ("cloudbuild.yaml", "steps:\n  - name: bash\n    script: " + System.Text.Json.JsonSerializer.Serialize(script) + "\n"),
                ("deploy.sh", "#!/bin/bash\n" + script + "\n./tools/a.sh\n"),
                ("tools/a.sh", "#!/bin/bash\n../deploy.sh\n" + script)));
            return result.Diagnostics.All(diagnostic => !diagnostic.Code.StartsWith("engine/", StringComparison.Ordinal))
                && result.Model.Pipelines.SelectMany(pipeline => pipeline.Steps).All(step => step.Commands.Length <= 5_000);
        }));

    [Fact]
    public void Scripts_that_call_each_other_twice_stay_within_the_limits()
    {
        (string, string)[] files = [.. Enumerable.Range(0, 30).Select(i => ($"s{i}.sh", $"#!/bin/bash\n./s{(i + 1) % 30}.sh\n./s{(i + 1) % 30}.sh\ngcloud run deploy x\n"))];

        ScanResult result = Scan.Run(Scan.Request([], files));

        result.Model.Pipelines.SelectMany(pipeline => pipeline.Steps).Should().OnlyContain(step => step.Commands.Length <= 5_000);
    }

    [Fact]
    public void Comments_of_scripts_inside_a_workflow_are_comments_of_its_file()
    {
        ScanResult result = Scan.Run(Scan.Request([], (".github/workflows/a.yml", "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: |\n          # inside\n          make '# text'\n")));

        result.Files.Single().Comments.Select(comment => result.Files.Single().Source.GetText(comment.Span)).Should().Equal("# inside");
    }

    private static string Join(string[] words, string[] blanks) => string.Concat(words.Select((word, i) => word + (blanks.Length == 0 ? " " : blanks[i % blanks.Length])));
}
