using GcpLint.Analyzer.Sources.GitHub;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests.Sources.GitHub;

public sealed class WorkflowEvaluationTests
{
    private static Step Read(string environment, string text) => Workflow.Read(new SourceText("w.yml", $$"""
        env: {{environment}}
        jobs:
          a:
            env: {REGION: us-central1}
            steps:
              - run: x
                with: {value: "{{text}}"}
        """)).Jobs[0].Steps[0];

    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("${{ true }}", "true")]
    [InlineData("${{ env.PROJECT }}", "\"shop\"")]
    [InlineData("--region=${{ env.REGION }}-${{ env.N }}", "\"--region=us-central1-1.10\"")]
    [InlineData("${{ env.NESTED }}", "\"shop/us-central1\"")]
    public void What_the_file_tells_is_known(string text, string expected)
    {
        Step step = Read("{PROJECT: shop, N: 1.10, NESTED: '${{ env.PROJECT }}/${{ env.REGION }}'}", text);

        step.Evaluate(step.With.Get("value")).ToString().Should().Be(expected);
    }

    [Theory]
    [InlineData("${{ secrets.X }}", UnknownKind.RunTime)]
    [InlineData("a-${{ github.sha }}", UnknownKind.RunTime)]
    [InlineData("${{ env.NONE }}", UnknownKind.EnvironmentVariable)]
    [InlineData("${{ env.LOOP }}", UnknownKind.Limit)]
    [InlineData("${{ + }}", UnknownKind.Error)]
    [InlineData("${{ env.RUN }}", UnknownKind.RunTime)]
    public void Everything_else_is_unknown(string text, UnknownKind kind)
    {
        Step step = Read("{LOOP: '${{ env.LOOP }}', RUN: '${{ github.ref }}'}", text);

        step.Evaluate(step.With).Get("value").UnknownReason!.Kind.Should().Be(kind);
    }

    [Fact]
    public void The_trail_leads_to_the_variable()
    {
        Step step = Read("{PROJECT: shop}", "${{ env.PROJECT }}");

        step.Evaluate(step.With.Get("value")).Origin!.Trail.Select(origin => (origin.Kind, origin.Name, origin.Location.Line)).Should()
            .Equal((OriginKind.Written, "", 7), (OriginKind.VariableValue, "env.PROJECT", 1));
    }

    [Fact]
    public void Variables_that_double_each_other_are_bounded()
    {
        string variables = string.Join(", ", Enumerable.Range(1, 7).Select(i =>
            $"A{i}: '{string.Concat(Enumerable.Repeat($"${{{{ env.A{i - 1} }}}}", 50))}'"));
        Step step = Read($"{{A0: '', {variables}}}", "${{ env.A7 }}");

        step.Evaluate(step.With.Get("value")).UnknownReason!.Kind.Should().Be(UnknownKind.Limit);
    }
}
