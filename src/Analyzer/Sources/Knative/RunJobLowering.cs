using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Knative;

/// <summary>A job of Cloud Run's v1 API in the vocabulary of <c>google_cloud_run_v2_job</c>.</summary>
internal static class RunJobLowering
{
    public const string ResourceType = "google_cloud_run_v2_job";

    public static Value Lower(Value root)
    {
        Value execution = root.GetPath("spec.template");
        Value annotations = execution.GetPath("metadata.annotations");
        Value task = execution.GetPath("spec.template");
        var job = new AttributeBuilder();
        RunMetadata.Add(job, root.Get("metadata"));
        var inner = new AttributeBuilder();
        inner.Set("max_retries", task.GetPath("spec.maxRetries").ToNumber());
        RunTemplate.Add(inner, task.Get("spec"), annotations);
        job.Set(
            "template",
            new AttributeBuilder()
                .Set("labels", execution.GetPath("metadata.labels"))
                .Set("annotations", RunMetadata.OtherAnnotations(annotations))
                .Set("parallelism", execution.GetPath("spec.parallelism").ToNumber())
                .Set("task_count", execution.GetPath("spec.taskCount").ToNumber())
                .Set("template", inner, task),
            execution);
        return job.ToValue(root.Origin, RunServiceLowering.TerraformOnly);
    }
}
