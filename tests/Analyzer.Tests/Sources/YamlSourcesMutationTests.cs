using FsCheck;
using FsCheck.Fluent;
using GcpLint.Analyzer.Sources.CloudBuild;
using GcpLint.Analyzer.Sources.Compose;
using GcpLint.Analyzer.Sources.GitHub;
using GcpLint.Analyzer.Sources.Knative;
using GcpLint.Text;

namespace GcpLint.Tests.Sources;

/// <summary>Files that somebody broke in the middle of an edit: every reader of a YAML format takes them.</summary>
public sealed class YamlSourcesMutationTests
{
    private const string Sample = """
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata: {name: a, annotations: {run.googleapis.com/secrets: 'a:b', run.googleapis.com/network-interfaces: '[{}]'}}
        spec: {template: {spec: {containers: [{image: a, env: [{name: x}], ports: [{containerPort: 1}]}], volumes: [{name: v}]}}}
        on: {push: {branches: [main]}, schedule: [{cron: x}], workflow_dispatch: {inputs: {a: {type: choice}}}}
        permissions: {contents: read}
        jobs:
          a: &job
            needs: [b]
            if: ${{ github.ref == 'x' && !needs.b.outputs.c }}
            environment: {name: prod}
            services: {db: {image: x}}
            steps: [{uses: a/b@v1, with: {x: '${{ env.A }}'}}, {run: "echo $$X", shell: bash}]
          b: *job
        env: {A: '${{ env.A }}'}
        steps:
          - {name: bash, entrypoint: bash, args: [-ec, 'echo $$X $_A'], env: [A=b], waitFor: ['-']}
        substitutions: {_A: '${_B}', _B: x}
        services:
          web:
            extends: {service: db}
            ports: ['80:80', {target: 1}]
            volumes: ['./a:/b:ro']
            environment: [A=1, 'B=${X:-${Y}}']
            depends_on: {db: {condition: service_healthy}}
            build: {context: ., args: {A: 1}}
            healthcheck: {test: [CMD, x]}
          db: {image: x, networks: [n], secrets: [s]}
        include: [other.yaml]
        """;

    [Fact]
    public void Mutations_never_throw()
    {
        Arbitrary<(int At, int Length, string Text)[]> edits = Gen.Choose(0, Sample.Length)
            .SelectMany(_ => Gen.Choose(0, 20), (at, length) => (at, length))
            .SelectMany(_ => Gen.Elements("", "\n", "  ", ": ", "- ", "[", "]", "{", "}", "'", "\"", "*job", "~", "5", "x", "${{", "}}", "${", "$", "<<: *job\n"),
                (edit, text) => (edit.at, edit.length, text))
            .ArrayOf().ToArbitrary();

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(edits, changes =>
        {
            string text = Sample;
            foreach ((int at, int length, string insert) in changes.Take(6))
            {
                int start = Math.Min(at, text.Length);
                text = text[..start] + insert + text[Math.Min(start + length, text.Length)..];
            }

            ReadAll(new SourceText("compose.yaml", text));
            return true;
        }));
    }

    private static void ReadAll(SourceText source)
    {
        Workflow workflow = Workflow.Read(source);
        foreach (Step step in workflow.Jobs.SelectMany(job => job.Steps))
        {
            WorkflowCondition.Read(step.If);
            _ = (step.Script, step.Shell, step.Evaluate(step.Body), step.Uses?.RefLocation);
        }

        foreach (Job job in workflow.Jobs)
        {
            WorkflowCondition.Read(job.If)?.Root?.References().Count();
            job.Evaluate(job.Body);
        }

        BuildFile build = BuildFile.Read(source);
        build.Evaluate(build.Root);
        _ = build.Steps.Select(step => (step.Script, step.CommandLine.Length)).Count();
        foreach (ComposeService service in ComposeProject.Merge([ComposeFile.Read(source), ComposeFile.Read(source)]).Services)
        {
            _ = (service.Ports, service.Mounts, service.Environment.Select(variable => variable.Written).Count(), service.DependsOn, service.EnvFiles,
                service.Build?.DockerfilePath, service.Healthcheck?.IsDisabled, service.Secrets, service.Networks, service.MemoryLimit);
        }

        _ = KnativeManifest.Read(source).Resources.Select(resource => resource.Attributes.ToString()).Count();
    }
}
