using System.Collections.Immutable;
using GcpLint.Analyzer.Sources.CloudBuild;
using GcpLint.Analyzer.Sources.Compose;
using GcpLint.Analyzer.Sources.GitHub;
using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Model;

/// <summary>Finds the commands of a repository that build images.</summary>
internal static class ImageBuildFinder
{
    /// <summary>A command line with its folder.</summary>
    private readonly record struct Line(ImmutableArray<string> Words, string Folder, SourceLocation Location);

    public static ImmutableArray<ImageBuild> Find(RepositoryModel model)
    {
        var builds = ImmutableArray.CreateBuilder<ImageBuild>();
        foreach (BuildFile file in model.CloudBuilds)
        {
            AddAll(builds, [.. file.Steps.SelectMany(LinesOf)], [.. file.Images.Select(image => TextOf(file.Evaluate(image), image))]);
        }

        foreach (Workflow workflow in model.Workflows)
        {
            var lines = workflow.Jobs.SelectMany(job => job.Steps).SelectMany(LinesOf).ToList();
            AddAll(builds, lines, []);
            builds.AddRange(workflow.Jobs.SelectMany(job => job.Steps).Select(OfAction).OfType<ImageBuild>());
        }

        foreach (ShellScript script in model.Scripts)
        {
            AddAll(builds, [.. LinesOf(script, "")], []);
        }

        foreach (ComposeBuild build in model.ComposeProjects.SelectMany(project => project.Services).Select(service => service.Build).OfType<ComposeBuild>())
        {
            if (build.DockerfilePath is { } path && build.Body.Origin is { } origin)
            {
                string context = ScalarText.Of(build.Context);
                string folder = RepositoryPath.FolderOf((build.Context.Origin ?? origin).Location.Source.Path);
                builds.Add(new ImageBuild(path, RepositoryPath.Combine(folder, context.Length == 0 ? "." : context) ?? "",
                    build.Target.TryGetString(out string? target) ? target : null, !build.Target.IsUnknown, IsShipped: false, origin.Location));
            }
        }

        return builds.ToImmutable();
    }

    private static void AddAll(ImmutableArray<ImageBuild>.Builder builds, List<Line> lines, List<string> pushed)
    {
        foreach (Line line in lines)
        {
            pushed.AddRange(PushedBy(line.Words));
        }

        foreach (Line line in lines)
        {
            if (ImageBuildCommand.Read(line.Words) is { } command && Resolve(command, line.Folder) is { } place)
            {
                bool shipped = command.Pushes || command.Tags.Any(tag => pushed.Any(other => SameImage(tag, other)));
                builds.Add(new ImageBuild(place.Dockerfile, place.Context, command.Target, command.Target?.Contains('$') != true, shipped, line.Location) { Names = command.Tags });
            }
        }
    }

    private static bool SameImage(string tag, string pushed)
    {
        if (tag == pushed)
        {
            return true;
        }

        // "docker push --all-tags image", or the tag of the moment beside "latest".
        int slash = tag.LastIndexOf('/');
        int colon = tag.LastIndexOf(':');
        return colon > slash && tag[..colon] == pushed;
    }

    private static IEnumerable<string> PushedBy(ImmutableArray<string> words)
    {
        bool push = words.Length > 2 && words[0].EndsWith("docker", StringComparison.Ordinal) && words.Contains("push");
        foreach (string word in words.Skip(1))
        {
            if (push && !word.StartsWith('-'))
            {
                yield return word;
            }
            else if (word.StartsWith("--image=", StringComparison.Ordinal))
            {
                yield return word["--image=".Length..];
            }
        }

        int image = words.IndexOf("--image");
        if (image >= 0 && image + 1 < words.Length)
        {
            yield return words[image + 1];
        }
    }

    private static (string Dockerfile, string Context)? Resolve(ImageBuildCommand command, string folder)
    {
        if (command.Context.Contains('$') || command.File?.Contains('$') == true || RepositoryPath.Combine(folder, command.Context) is not { } context)
        {
            return null;
        }

        string? file = command.File is { } written ? RepositoryPath.Combine(folder, written) : RepositoryPath.Combine(context, "Dockerfile");
        return file is null ? null : (file, context);
    }

    private static IEnumerable<Line> LinesOf(BuildStep step)
    {
        string folder = step.Dir.TryGetString(out string? dir) ? dir : "";
        if (step.IsShell)
        {
            return step.Script is { } text ? LinesOf(ShellScript.Parse(text), folder) : [];
        }

        string program = step.Program.TryGetString(out string? name) ? name : "";
        program = program.Length == 0 && ScalarText.Of(step.Image).Contains("kaniko", StringComparison.Ordinal) ? "executor" : program;
        return [new Line([program, .. step.Args.Select(word => TextOf(step.Build.Evaluate(word), word))], folder, step.Location)];
    }

    private static IEnumerable<Line> LinesOf(Step step)
    {
        if (step.Script is not { } text || step.WorkingDirectory.IsUnknown)
        {
            return [];
        }

        string folder = step.WorkingDirectory.TryGetString(out string? written) ? written : "";
        return LinesOf(ShellScript.Parse(text, ShellParseOptions.Workflow), folder);
    }

    private static IEnumerable<Line> LinesOf(ShellScript script, string folder) => script.Commands
        .Where(command => command.Name.AsString is "docker" or "podman" or "buildah" or "gcloud" or "nerdctl" or "executor")
        .Select(command => new Line([.. command.Words.Select(word => TextOf(word, word))], folder, command.Location));

    /// <summary>The text of a word; where it is not known, the words as they are written, so that two uses of one variable compare as equal.</summary>
    private static string TextOf(Value value, Value written) =>
        value.TryGetString(out string? text) ? text : written.Origin is { } origin ? origin.Location.Source.GetText(origin.Location.Span).Trim('"', '\'') : "$";

    /// <summary>docker/build-push-action.</summary>
    private static ImageBuild? OfAction(Step step)
    {
        if (step.Uses?.FullName is not "docker/build-push-action" || step.With.Get("context") is { IsUnknown: true } or { Kind: ValueKind.Map })
        {
            return null;
        }

        string context = step.With.Get("context").TryGetString(out string? written) ? written : ".";
        string? file = step.With.Get("file").TryGetString(out string? name) ? name : null;
        string? target = ScalarText.Of(step.With.Get("target")) is { Length: > 0 } stage ? stage : null;
        if (Resolve(new ImageBuildCommand(file, context, target, [], false), "") is not { } place)
        {
            return null;
        }

        return new ImageBuild(place.Dockerfile, place.Context, target, target?.Contains('$') != true, ScalarText.Of(step.With.Get("push")) == "true", step.Location);
    }
}
