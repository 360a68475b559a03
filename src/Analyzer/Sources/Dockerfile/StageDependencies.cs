using System.Collections.Immutable;
using System.Globalization;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Dockerfile;

/// <summary>Finds what each stage needs from others, and circles among them.</summary>
internal sealed class StageDependencies(List<BuildStage> stages, Dictionary<string, BuildStage> names, DiagnosticBag diagnostics)
{
    private readonly record struct Edge(int Target, TextSpan Span);

    /// <summary>The stages that each stage needs, by index.</summary>
    public ImmutableArray<ImmutableArray<int>> Find()
    {
        List<Edge>[] edges = [.. stages.Select(FindEdges)];
        ReportCircles(edges);
        return [.. edges.Select(list => list.Select(edge => edge.Target).Distinct().ToImmutableArray())];
    }

    private List<Edge> FindEdges(BuildStage stage)
    {
        var edges = new List<Edge>();
        if (stage.Parent is { } parent)
        {
            edges.Add(new Edge(parent.Index, stage.From.Image.Span));
        }

        foreach (Instruction instruction in stage.Instructions)
        {
            switch (instruction)
            {
                case CopyInstruction { From.Value: { } from }:
                    Add(edges, from);
                    break;

                case RunInstruction run:
                    foreach (Mount mount in run.Mounts)
                    {
                        if (mount.From is { } source)
                        {
                            Add(edges, source);
                        }
                    }

                    break;
            }
        }

        return edges;
    }

    private void Add(List<Edge> edges, InstructionWord from)
    {
        if (names.TryGetValue(from.Text, out BuildStage? stage))
        {
            edges.Add(new Edge(stage.Index, from.Span));
        }
        else if (int.TryParse(from.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int index))
        {
            if (index < stages.Count)
            {
                edges.Add(new Edge(index, from.Span));
                return;
            }

            diagnostics.Error(
                "dockerfile/unknown-stage",
                $"There is no stage {index}",
                $"Stages count from 0; the last one is {stages.Count - 1}. A name given with AS is safer.",
                from.Span);
        }
    }

    /// <summary>A search in depth without recursion: a file may have a hundred thousand stages.</summary>
    private void ReportCircles(List<Edge>[] edges)
    {
        // 0: not seen, 1: on the path, 2: done.
        var states = new byte[edges.Length];
        var path = new Stack<(int Stage, int Next)>();
        for (int start = 0; start < edges.Length; start++)
        {
            if (states[start] != 0)
            {
                continue;
            }

            states[start] = 1;
            path.Push((start, 0));
            while (path.TryPop(out (int Stage, int Next) step))
            {
                if (step.Next == edges[step.Stage].Count)
                {
                    states[step.Stage] = 2;
                    continue;
                }

                path.Push((step.Stage, step.Next + 1));
                Edge edge = edges[step.Stage][step.Next];
                if (states[edge.Target] == 1)
                {
                    diagnostics.Error(
                        "dockerfile/circular-dependency",
                        "The stages need each other in a circle",
                        $"{stages[edge.Target]} already needs {stages[step.Stage]}. Take the file from another stage or image.",
                        edge.Span);
                }
                else if (states[edge.Target] == 0)
                {
                    states[edge.Target] = 1;
                    path.Push((edge.Target, 0));
                }
            }
        }
    }
}
