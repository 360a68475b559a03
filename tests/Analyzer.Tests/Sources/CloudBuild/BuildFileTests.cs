using FsCheck;
using FsCheck.Fluent;
using GcpLint.Analyzer.Sources.CloudBuild;
using GcpLint.Testing;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests.Sources.CloudBuild;

public sealed class BuildFileTests
{
    private static BuildFile Read(string text) => BuildFile.Read(new SourceText("cloudbuild.yaml", text));

    private static BuildStep ReadStep(string step) => Read($"steps:\n- {step}\n").Steps.Single();

    [Fact]
    public void A_step_has_its_fields()
    {
        BuildFile build = Read("""
            steps:
              - id: build
                name: gcr.io/cloud-builders/docker:20
                args: [build, -t, 'a:$_TAG', .]
                dir: app
                env: ['A=1', 'B=2']
                secretEnv: [TOKEN]
                waitFor: ['-']
                allowFailure: true
                allowExitCodes: [1, 2]
                timeout: 60s
            images: ['a:$_TAG']
            substitutions: {_TAG: v1}
            serviceAccount: projects/p/serviceAccounts/s
            options: {logging: CLOUD_LOGGING_ONLY, env: [C=3], automapSubstitutions: true}
            tags: [x]
            availableSecrets:
              secretManager:
                - {versionName: projects/p/secrets/s/versions/latest, env: TOKEN}
            """);

        build.Diagnostics.Should().BeEmpty();
        BuildStep step = build.FindStep("build")!;
        step.CommandLine.Select(word => word.AsString).Should().Equal("docker", "build", "-t", "a:$_TAG", ".");
        step.Program.Origin!.Location.Line.Should().Be(3);
        step.WaitFor.Should().Equal(Value.Of("-"));
        step.AllowFailure.Should().Be(Value.True);
        step.AllowExitCodes.Should().HaveCount(2);
        step.AutomapSubstitutions.Should().Be(Value.True);
        step.Script.Should().BeNull();
        build.Secrets.Single().Env.Should().Be(Value.Of("TOKEN"));
        build.Evaluate(build.Images[0]).Should().Be(Value.Of("a:v1"));
    }

    [Theory]
    [InlineData("{name: bash, args: ['-c', 'echo x']}", "echo x")]
    [InlineData("{name: x, entrypoint: /bin/sh, args: [-ec, 'echo x']}", "echo x")]
    [InlineData("{name: x, entrypoint: bash, args: [-eEuo, pipefail, -c, 'echo x', arg]}", "echo x")]
    [InlineData("{name: x, entrypoint: bash, args: [deploy.sh]}", null)]
    [InlineData("{name: x, entrypoint: bash, args: [-c]}", null)]
    [InlineData("{name: x, script: 'echo x $$'}", "echo x $$")]
    [InlineData("{name: x, entrypoint: gcloud, args: [-c, y]}", null)]
    [InlineData("{name: gcr.io/x/unknown, args: [-c, y]}", null)]
    public void The_script_of_a_shell_is_found(string step, string? script)
    {
        BuildStep read = ReadStep(step);

        read.Script?.Text.Should().Be(script);
        (read.Script is null).Should().Be(script is null);
        read.CommandLine.IsEmpty.Should().Be(script is not null);
    }

    [Fact]
    public void Options_of_a_shell_are_told() =>
        ReadStep("{name: x, entrypoint: bash, args: [-o, pipefail, -c, 'echo x']}").ShellOptions.Select(option => option.AsString)
            .Should().Equal("-o", "pipefail", "-c");

    [Fact]
    public void Doubled_dollar_signs_are_the_shells_and_keep_their_places()
    {
        MarkedSource marked = MarkedSource.Parse("cloudbuild.yaml", """
            steps:
            - name: x
              entrypoint: bash
              args:
              - -c
              - |
                url=[|$$|](gcloud run describe $_X)
                curl "[|$$url/health|]"
            """);
        MappedText script = BuildFile.Read(marked.Source).Steps[0].Script!;

        script.Text.Should().Be("url=$(gcloud run describe $_X)\ncurl \"$url/health\"");
        script.ToSource(new TextSpan(4, 1)).Should().Be(marked.Spans[0]);
        script.ToSource(new TextSpan(script.Text.IndexOf("$url", StringComparison.Ordinal), 11)).Should().Be(marked.Spans[1]);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a:$_TAG-${_TAG}", "a:v1-v1")]
    [InlineData("$$_TAG", "$_TAG")]
    [InlineData("$_NUMBER", "1.10")]
    [InlineData("cost: $5 $", "cost: $5 $")]
    [InlineData("$(date)", "$(date)")]
    [InlineData("${_TAG", "${_TAG")]
    [InlineData("$_REF", "x-$_TAG")]
    public void Substitutions_are_known_by_their_defaults(string text, string expected) =>
        Read("substitutions: {_TAG: v1, _NUMBER: 1.10, _REF: 'x-$_TAG'}").Substitutions.Evaluate(Value.Of(text)).Should().Be(Value.Of(expected));

    [Theory]
    [InlineData("a-$PROJECT_ID", UnknownKind.RunTime)]
    [InlineData("$_NONE", UnknownKind.InputVariable)]
    [InlineData("${_TAG:-x}", UnknownKind.RunTime)]
    [InlineData("$_LOOP", UnknownKind.Error)]
    public void Everything_else_is_unknown(string text, UnknownKind kind) =>
        Read("substitutions: {_TAG: v1, _LOOP: '$_LOOP'}\noptions: {dynamicSubstitutions: true}")
            .Substitutions.Evaluate(Value.Of(text)).UnknownReason!.Kind.Should().Be(kind);

    [Fact]
    public void Dynamic_substitutions_refer_to_each_other() =>
        Read("substitutions: {_A: 'x-$_B', _B: y}\noptions: {dynamicSubstitutions: true}")
            .Substitutions.Evaluate(Value.Of("$_A")).Should().Be(Value.Of("x-y"));

    [Fact]
    public void The_trail_of_a_value_leads_to_the_default()
    {
        BuildFile build = Read("steps:\n- name: x\n  args: ['--region=$_REGION']\nsubstitutions:\n  _REGION: europe-west1\n");
        Origin[] trail = [.. build.Evaluate(build.Steps[0].Args[0]).Origin!.Trail];

        trail.Select(step => (step.Kind, step.Name, step.Location.Line)).Should()
            .Equal((OriginKind.Written, "", 3), (OriginKind.VariableDefault, "_REGION", 5));
    }

    [Theory]
    [InlineData("x", false)]
    [InlineData("", true)]
    public void Substitutions_that_double_each_other_are_bounded(string text, bool known)
    {
        string lines = string.Concat(Enumerable.Range(1, 15).Select(i => $"  _A{i}: '{string.Concat(Enumerable.Repeat($"$_A{i - 1}", 10))}'\n"));

        Read($"options: {{dynamicSubstitutions: true}}\nsubstitutions:\n  _A0: '{text}'\n" + lines).Substitutions.Evaluate(Value.Of("$_A15"))
            .IsKnown.Should().Be(known);
    }

    [Fact]
    public void JSON_is_read_as_well()
    {
        BuildFile build = BuildFile.Read(new SourceText("cloudbuild.json", "{\"steps\": [{\"name\": \"bash\", \"args\": [\"-c\", \"echo\\n$$X\"]}]}"));

        build.Steps[0].Script!.Text.Should().Be("echo\n$X");
        BuildFile.Matches(build.Root).Should().BeTrue();
    }

    [Theory]
    [InlineData("steps: [{name: x}]", true)]
    [InlineData("steps: [{uses: x, name: y}]", false)]
    [InlineData("steps: []", false)]
    [InlineData("jobs: {}", false)]
    [InlineData("", false)]
    public void A_build_is_known_by_its_content(string text, bool matches) => BuildFile.Matches(Read(text).Root).Should().Be(matches);

    [Theory]
    [InlineData("corpus")]
    [InlineData("scenarios")]
    public void Real_builds_have_steps_that_are_scripts_or_commands(string folder)
    {
        string? path = SharedFiles.Find(folder);
        Assert.SkipWhen(path is null, SharedFiles.Missing(folder));
        BuildStep[] steps = [.. Directory.EnumerateFiles(path!, "cloudbuild*.y*ml", SearchOption.AllDirectories)
            .Select(file => BuildFile.Read(new SourceText(file, File.ReadAllText(file))))
            .SelectMany(build => build.Steps)];

        steps.Should().NotBeEmpty().And.OnlyContain(step => step.Image.IsSet);
        steps.Should().OnlyContain(step => step.CommandLine.IsEmpty == (step.Script != null));
    }

    [Theory]
    [InlineData("steps: x")]
    [InlineData("steps: [1, ~, [a], {args: {a: b}, entrypoint: [x], env: 5, name: 7}]")]
    [InlineData("substitutions: [a]\noptions: x\navailableSecrets: [x]\nimages: {a: b}")]
    public void Files_of_another_shape_are_read_all_the_same(string text)
    {
        BuildFile build = Read(text);

        build.Steps.Select(step => (step.Script, step.CommandLine.Length)).Count().Should().BeGreaterThanOrEqualTo(0);
        build.Evaluate(build.Root).Kind.Should().Be(ValueKind.Map);
    }

    [Fact]
    public void Random_references_never_throw() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(
            Gen.Elements("$", "{", "}", "_A", "_B", "PROJECT", "x", ":-", " ", "\uD800").ArrayOf().ToArbitrary(),
            parts => !Read("substitutions: {_A: '$_B', _B: '$_A'}\noptions: {dynamicSubstitutions: true}")
                .Substitutions.Evaluate(Value.Of(string.Concat(parts))).IsAbsent));
}
