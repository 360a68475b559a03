using System.Collections.Immutable;
using System.Text.Json;
using GcpLint.Analyzer.Model.Pipelines;

namespace GcpLint.Cli.Commands;

/// <summary>Writes what <c>inspect</c> found out of pipelines: what each job does, in order.</summary>
internal static class InspectionPipelines
{
    public static void Write(Utf8JsonWriter writer, ImmutableArray<Pipeline> pipelines)
    {
        writer.WriteStartArray("pipelines");
        foreach (Pipeline pipeline in pipelines)
        {
            writer.WriteStartObject();
            writer.WriteString("path", pipeline.Path);
            writer.WriteString("kind", pipeline.Kind.ToString());
            writer.WriteStartArray("jobs");
            foreach (PipelineJob job in pipeline.Jobs)
            {
                writer.WriteStartObject();
                writer.WriteString("id", job.Id);
                writer.WriteString("environment", job.Environment.IsAbsent ? null : PipelineCommand.TextOf(job.Environment));
                writer.WriteString("tier", job.Tier.ToString());
                WriteNames(writer, "after", job.After);
                WriteActivities(writer, job);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteNames(Utf8JsonWriter writer, string property, ImmutableArray<string> names)
    {
        writer.WriteStartArray(property);
        foreach (string name in names)
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
    }

    private static void WriteActivities(Utf8JsonWriter writer, PipelineJob job)
    {
        writer.WriteStartArray("activities");
        foreach (StepActivity activity in job.Activities)
        {
            writer.WriteStartObject();
            writer.WriteString("does", activity.Kind.ToString());
            writer.WriteString("tool", activity.Tool);
            writer.WriteString("path", activity.Location.Source.Path);
            writer.WriteNumber("line", activity.Location.Line);
            writer.WriteString("tier", activity.Tier.ToString());
            writer.WriteBoolean("onFailure", activity.RunsOnFailure);
            writer.WriteString("maskedBy", activity.Mask?.Text);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
