using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Rules.Env;
using GcpLint.Rules.Run;
using GcpLint.Values;

namespace GcpLint.Rules.Project;

/// <summary>Looks for buckets that the configuration expects, and in a live project for those that its services are told to use.</summary>
internal sealed class RequiredBuckets : IRule<RepositoryModel>
{
    private const string Type = "google_storage_bucket";

    public RuleId Id => new("project/required-buckets");

    public void Check(RepositoryModel subject, RuleContext context)
    {
        Value[] names = [.. subject.Deployments.SelectMany(deployment => deployment.OfType(Type)).Select(bucket => bucket.Get("name"))];
        var whole = new WholeRepository(subject);
        foreach (Value bucket in subject.Expectations.Buckets.Where(bucket => !names.Any(name => IsSame(name, bucket.AsString, subject))))
        {
            if (names.FirstOrDefault(name => name.IsUnknown && !EnvFileLoads.NamesIn(name).Any()).UnknownReason is { } reason && whole.Main is { } main)
            {
                context.NotAssessed(main.Head, reason);
            }
            else
            {
                whole.ReportMissing(context, bucket, Type, $"The bucket `{bucket.AsString}` is expected, and nothing here creates it. Create it where the other buckets are created.");
            }
        }

        foreach (Deployment project in subject.Deployments.Where(deployment => deployment.Kind == DeploymentKind.Project && deployment.Reading?.WhyUnread([Type]) is null))
        {
            CheckLive(project, context);
        }
    }

    /// <summary>A project has all of its buckets: what a service names and the project lacks does not exist.</summary>
    private static void CheckLive(Deployment project, RuleContext context)
    {
        HashSet<string> existing = [.. project.OfType(Type).Select(bucket => bucket.Get("name").AsString)];
        foreach (RunWorkload workload in project.Resources.Where(resource => RunWorkload.Types.Contains(resource.Type)).Select(resource => new RunWorkload(resource)))
        {
            foreach (RunVariable variable in workload.Variables)
            {
                if (variable.Name.Contains("BUCKET", StringComparison.Ordinal) && variable.Value.TryGetString(out string? name) && name.Length > 0 && existing.Add(name))
                {
                    context.Report(workload.Resource.Header, workload.Resource.Block, $"`{workload.Resource.Address}` is told to use the bucket `{name}` (`{variable.Name}`), which does not exist in the project. Create it, or correct the variable.");
                }
            }
        }
    }

    private static bool IsSame(Value name, string bucket, RepositoryModel model) =>
        name.AsString == bucket || EnvFileLoads.NamesIn(name).Any(variable => model.EnvFiles.Any(file => file.Variables.Get(variable).AsString == bucket));
}
