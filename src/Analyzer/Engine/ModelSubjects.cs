using GcpLint.Analyzer.Model;
using GcpLint.Text;

namespace GcpLint.Analyzer.Engine;

/// <summary>The lists of the model whose items rules may ask for, each with the place that stands for an item.</summary>
internal static class ModelSubjects
{
    public static void Add(RuleRunner runner, RepositoryModel model)
    {
        runner.Add(model.Dockerfiles, file => Start(file.Source, file.Source.Path));
        runner.Add(model.DockerIgnores, file => Start(file.Source, file.Source.Path));
        runner.Add(model.ComposeProjects, project => Start(project.Files[0].Source, project.Files[0].Source.Path));
        runner.Add(model.Workflows, file => Start(file.Source, file.Source.Path));
        runner.Add(model.Actions, file => Start(file.Source, file.Source.Path));
        runner.Add(model.CloudBuilds, file => Start(file.Source, file.Source.Path));
        runner.Add(model.KnativeManifests, file => Start(file.Source, file.Source.Path));
        runner.Add(model.Scripts, script => Start(script.Text.Source, script.Text.Source.Path));
        runner.Add(model.EnvFiles, file => Start(file.Source, file.Source.Path));
        runner.Add(model.Pipelines, pipeline => pipeline.Head);
        runner.Add([.. model.Pipelines.SelectMany(pipeline => pipeline.Jobs)], job => job.Location);
        runner.Add([.. model.Pipelines.SelectMany(pipeline => pipeline.Steps)], step => step.Location);
        runner.Add(model.Texts, text => Start(text, text.Path));
        runner.Add(model.TerraformModules, module => Start(module.Files.IsEmpty ? null : module.Files[0].Source, module.Path));
    }

    private static SourceLocation Start(SourceText? source, string path) => new(source ?? new SourceText(path, ""), default);
}
