using GcpLint.Analyzer.Sources.GitHub;
using GcpLint.Testing;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests.Sources.GitHub;

public sealed class WorkflowTests
{
    private const string Text = """
        name: deploy
        on:
          push:
            branches: [main]
            paths-ignore: ['docs/**']
          pull_request_target:
          schedule:
            - cron: '0 3 * * *'
          workflow_dispatch:
            inputs:
              target: {type: choice, options: [dev, prod], required: true}
        permissions: {contents: read}
        defaults:
          run: {shell: bash, working-directory: app}
        env: {A: workflow, B: workflow}
        jobs:
          build:
            runs-on: [self-hosted, linux]
            permissions: write-all
            strategy: {matrix: {os: [a, b]}, fail-fast: false}
            container: {image: node:20, credentials: {username: u, password: "${{ secrets.P }}"}}
            services:
              db: {image: postgres:16, ports: ['5432:5432']}
              cache: redis
            env: {B: job}
            outputs: {tag: "${{ steps.meta.outputs.tag }}"}
            steps:
              - uses: actions/checkout@v4
                with: {persist-credentials: false}
              - id: meta
                run: |
                  echo one
                  gcloud run deploy
                shell: sh
                continue-on-error: true
          deploy:
            needs: build
            if: github.ref == 'refs/heads/main' && needs.build.outputs.tag
            environment: {name: prod, url: "https://x"}
            concurrency: {group: prod, cancel-in-progress: true}
            uses: ./.github/workflows/deploy.yml
            with: {tag: x}
            secrets: inherit
            timeout-minutes: 5
        """;

    private static readonly Workflow Sample = Workflow.Read(new SourceText(".github/workflows/deploy.yml", Text));

    private static string TextOf(SourceLocation location) => location.Source.GetText(location.Span);

    [Fact]
    public void Triggers_have_their_filters()
    {
        Sample.Triggers.Select(trigger => trigger.Name).Should().Equal("push", "pull_request_target", "schedule", "workflow_dispatch");
        Sample.FindTrigger("push")!.Branches.Should().Equal(Value.Of("main"));
        Sample.FindTrigger("push")!.PathsIgnore.Should().Equal(Value.Of("docs/**"));
        Sample.FindTrigger("pull_request_target")!.HasRefFilter.Should().BeFalse();
        Sample.FindTrigger("schedule")!.Crons.Should().Equal(Value.Of("0 3 * * *"));
        WorkflowInput input = Sample.FindTrigger("workflow_dispatch")!.Inputs.Should().ContainSingle().Subject;
        input.Name.Should().Be("target");
        input.Choices.Should().Equal(Value.Of("dev"), Value.Of("prod"));
        input.Required.AsBool.Should().BeTrue();
    }

    [Theory]
    [InlineData("on: push", "push")]
    [InlineData("on: [push, pull_request]", "push", "pull_request")]
    [InlineData("name: x")]
    public void Triggers_have_short_forms(string text, params string[] names) =>
        Workflow.Read(new SourceText("w.yml", text)).Triggers.Select(trigger => trigger.Name).Should().Equal(names);

    [Theory]
    [InlineData("", "contents", TokenAccess.Unset)]
    [InlineData("permissions: {}", "contents", TokenAccess.None)]
    [InlineData("permissions: read-all", "contents", TokenAccess.Read)]
    [InlineData("permissions: write-all", "id-token", TokenAccess.Write)]
    [InlineData("permissions: {id-token: write}", "id-token", TokenAccess.Write)]
    [InlineData("permissions: {id-token: write}", "contents", TokenAccess.None)]
    [InlineData("permissions: {contents: all}", "contents", TokenAccess.Unknown)]
    public void Permissions_say_what_a_scope_has(string text, string scope, TokenAccess access) =>
        Workflow.Read(new SourceText("w.yml", text)).Permissions.AccessTo(scope).Should().Be(access);

    [Fact]
    public void A_job_has_its_parts()
    {
        Job build = Sample.FindJob("build")!;

        build.RunnerLabels.Should().Equal(Value.Of("self-hosted"), Value.Of("linux"));
        build.EffectivePermissions.IsWriteAll.Should().BeTrue();
        build.Strategy!.FailFast.Should().Be(Value.False);
        build.Strategy.Matrix.GetPath("os[1]").Should().Be(Value.Of("b"));
        build.Container!.Image.Should().Be(Value.Of("node:20"));
        build.Container.Password.AsString.Should().Contain("secrets.P");
        build.Services.Select(service => service.Image.AsString).Should().Equal("postgres:16", "redis");
        build.Uses.Should().BeNull();
        build.Steps.Should().HaveCount(2);
        build.Location.Line.Should().Be(17);
    }

    [Fact]
    public void A_job_may_call_a_workflow()
    {
        Job deploy = Sample.FindJob("deploy")!;

        deploy.Needs.Should().Equal(Value.Of("build"));
        deploy.Uses!.Kind.Should().Be(ActionReferenceKind.Local);
        deploy.Secrets.Should().Be(Value.Of("inherit"));
        deploy.Environment!.Name.Should().Be(Value.Of("prod"));
        deploy.Concurrency!.CancelInProgress.AsBool.Should().BeTrue();
        deploy.TimeoutMinutes.Should().Be(Value.Of(5));
        deploy.EffectivePermissions.AccessTo("contents").Should().Be(TokenAccess.Read);
    }

    [Fact]
    public void A_step_has_its_effective_settings()
    {
        Step checkout = Sample.Jobs[0].Steps[0];
        Step script = Sample.Jobs[0].Steps[1];

        checkout.Shell.Should().Be(Value.Of("bash"));
        script.Shell.Should().Be(Value.Of("sh"));
        script.WorkingDirectory.Should().Be(Value.Of("app"));
        script.EnvironmentVariable("A").Should().Be(Value.Of("workflow"));
        script.EnvironmentVariable("B").Should().Be(Value.Of("job"));
        script.EnvironmentVariable("C").IsAbsent.Should().BeTrue();
        script.ContinueOnError.Should().Be(Value.True);
        TextOf(script.Location).Should().StartWith("id: meta").And.EndWith("continue-on-error: true");
    }

    [Fact]
    public void A_script_tells_the_place_of_a_word()
    {
        MappedText script = Sample.Jobs[0].Steps[1].Script!;

        script.Text.Should().Be("echo one\ngcloud run deploy\n");
        SourceLocation place = script.Locate(new TextSpan(script.Text.IndexOf("deploy", StringComparison.Ordinal), 6));
        TextOf(place).Should().Be("deploy");
        place.Line.Should().Be(33);
    }

    [Theory]
    [InlineData("actions/checkout@v4", ActionReferenceKind.Repository, "actions/checkout", "", "v4", false)]
    [InlineData("Google-GitHub-Actions/auth@0123456789abcdef0123456789abcdef01234567", ActionReferenceKind.Repository, "google-github-actions/auth", "", "0123456789abcdef0123456789abcdef01234567", true)]
    [InlineData("o/r/sub/dir@main", ActionReferenceKind.Repository, "o/r", "sub/dir", "main", false)]
    [InlineData("o/r/.github/workflows/w.yml@v1", ActionReferenceKind.Repository, "o/r", ".github/workflows/w.yml", "v1", false)]
    [InlineData("./.github/actions/x", ActionReferenceKind.Local, "", "./.github/actions/x", "", true)]
    [InlineData("docker://alpine:3.20", ActionReferenceKind.Docker, "", "alpine:3.20", "", false)]
    [InlineData("docker://alpine@sha256:0", ActionReferenceKind.Docker, "", "alpine@sha256:0", "", true)]
    [InlineData("checkout@v4", ActionReferenceKind.Malformed, "", "", "", false)]
    [InlineData("[a]", ActionReferenceKind.Malformed, "", "", "", false)]
    public void References_to_actions_are_taken_apart(string uses, ActionReferenceKind kind, string name, string path, string reference, bool pinned)
    {
        ActionReference action = Workflow.Read(new SourceText("w.yml", $"jobs: {{a: {{steps: [{{uses: {uses}}}]}}}}")).Jobs[0].Steps[0].Uses!;

        (action.Kind, action.FullName, action.Path, action.Ref, action.IsPinned).Should().Be((kind, name, path, reference, pinned));
    }

    [Fact]
    public void The_ref_of_an_action_has_its_place()
    {
        MarkedSource marked = MarkedSource.Parse("w.yml", "jobs:\n  a:\n    steps:\n      - uses: 'actions/checkout@[|v4|]'\n");

        Workflow.Read(marked.Source).Jobs[0].Steps[0].Uses!.RefLocation!.Value.Span.Should().Be(marked.Spans[0]);
    }

    [Fact]
    public void A_composite_action_has_inputs_and_steps()
    {
        CompositeAction action = CompositeAction.Read(new SourceText("action.yml", """
            name: x
            inputs:
              token: {description: t, required: true}
            runs:
              using: composite
              steps:
                - run: echo ${{ inputs.token }}
                  shell: bash
            """));

        action.Using.Should().Be(Value.Of("composite"));
        action.Inputs.Should().ContainSingle().Which.Required.AsBool.Should().BeTrue();
        Step step = action.Steps.Should().ContainSingle().Subject;
        step.Job.Should().BeNull();
        step.Shell.Should().Be(Value.Of("bash"));
        WorkflowExpression.Find(step.Run).Should().ContainSingle().Which.Root.Path.Should().Be("inputs.token");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("jobs: [a]")]
    [InlineData("jobs: {a: , b: x, c: {steps: {d: e}}, d: {steps: [1, ~, [x]]}}")]
    [InlineData("on: {push: [x], schedule: {cron: 1}}\npermissions: 5\nenv: x\ndefaults: x\nconcurrency: [a]")]
    [InlineData("runs: {steps: 5}\ninputs: [a]")]
    public void Files_of_another_shape_are_read_all_the_same(string text)
    {
        var source = new SourceText("w.yml", text);

        Workflow.Read(source).Jobs.SelectMany(job => job.Steps).Select(step => (step.Script, step.Shell, step.ToString())).Should().NotBeNull();
        CompositeAction.Read(source).Steps.Should().BeEmpty();
    }

    [Theory]
    [InlineData("corpus")]
    [InlineData("scenarios")]
    public void Real_workflows_read_with_all_their_expressions(string folder)
    {
        string? path = SharedFiles.Find(folder);
        Assert.SkipWhen(path is null, SharedFiles.Missing(folder));
        var invalid = new List<string>();
        int jobs = 0;
        int expressions = 0;
        foreach (string file in Directory.EnumerateFiles(path!, "*.y*ml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (!file.Contains("workflow", StringComparison.Ordinal))
            {
                continue;
            }

            Workflow workflow = Workflow.Read(new SourceText(file, File.ReadAllText(file)));
            jobs += workflow.Jobs.Length;
            foreach (WorkflowExpression expression in WorkflowExpression.Find(workflow.Root))
            {
                expressions++;
                if (expression.Root is ErrorNode error)
                {
                    invalid.Add($"{expression.Location}: {error.Message}");
                }

                TextOf(expression.Location).Should().StartWith("${{");
            }

            invalid.AddRange(workflow.Jobs.Select(job => job.If).Concat(workflow.Jobs.SelectMany(job => job.Steps).Select(step => step.If))
                .Select(WorkflowCondition.Read).Where(condition => condition?.Root is ErrorNode).Select(condition => $"{condition!.Value}"));
        }

        jobs.Should().BePositive();
        expressions.Should().BePositive();
        invalid.Should().BeEmpty();
    }
}
