using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources;
using GcpLint.Rules.Declarative.Families;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Run;

/// <summary>A variable of the environment of a container.</summary>
/// <param name="Name">Upper case: names are compared without case.</param>
/// <param name="Value">Absent where a secret gives it.</param>
/// <param name="Secret">The reference to Secret Manager; absent for a plain value.</param>
/// <param name="Path">The block in the attributes of the resource: "template.containers[0].env[2]".</param>
internal readonly record struct RunVariable(string Name, Value Value, Value Secret, string Path)
{
    /// <summary>Whether a reference of the resource stands in the value, or in the name of the secret.</summary>
    public bool Holds(ResourceReference reference) => Covers(Value.Origin, reference) || Covers(Secret.Get("secret").Origin, reference);

    private static bool Covers(Origin? origin, ResourceReference reference) =>
        origin is { Location: var place } && place.Source == reference.Location.Source
        && place.Span.Start <= reference.Location.Span.Start && reference.Location.Span.End <= place.Span.End;
}

/// <summary>
/// A service, job or worker pool of Cloud Run in one shape: the first version of the API keeps in annotations and under
/// <c>spec</c> what the second has attributes for.
/// </summary>
internal sealed class RunWorkload
{
    private const string FirstVersion = "google_cloud_run_service";

    public static readonly ImmutableArray<string> ServiceTypes = ["google_cloud_run_v2_service", FirstVersion];

    public static readonly ImmutableArray<string> Types = [.. ServiceTypes, "google_cloud_run_v2_job", "google_cloud_run_v2_worker_pool"];

    private readonly bool _isFirstVersion;
    private readonly string _template;

    public RunWorkload(CloudResource resource)
    {
        Resource = resource;
        _isFirstVersion = resource.Type == FirstVersion;
        _template = _isFirstVersion ? "template.spec" : resource.Type == "google_cloud_run_v2_job" ? "template.template" : "template";
        Containers = resource.Get($"{_template}.containers").OneOrMany();
        Variables = [.. Containers.SelectMany(VariablesOf)];
    }

    public CloudResource Resource { get; }

    /// <summary>Sidecars too.</summary>
    public ImmutableArray<Value> Containers { get; }

    /// <summary>Those of all containers, in order; variables whose name is not known are not among them.</summary>
    public ImmutableArray<RunVariable> Variables { get; }

    public string ContainersPath => $"{_template}.containers";

    public string VpcAccessPath => _isFirstVersion ? "template.metadata.annotations" : $"{_template}.vpc_access";

    public string VolumesPath => _isFirstVersion ? "template.metadata.annotations" : $"{_template}.volumes";

    public string IngressPath => _isFirstVersion ? "metadata.annotations" : "ingress";

    public string MaxInstancesPath => _isFirstVersion ? "template.metadata.annotations" : $"{_template}.scaling.max_instance_count";

    /// <summary>Those of one revision.</summary>
    public Value MaxInstances => _isFirstVersion ? Reshaped.Number(Annotation("template.metadata", "autoscaling.knative.dev/maxScale")) : Resource.Get(MaxInstancesPath);

    public Value Name => Resource.Get("name");

    public Value ServiceAccount => Resource.Get($"{_template}.{(_isFirstVersion ? "service_account_name" : "service_account")}");

    /// <summary>There may be variables that are not in <see cref="Variables"/>: from a file, or in a block whose name is not known.</summary>
    public bool MayHaveMoreVariables => Containers.Any(container => container.IsUnknown || container.Get("env") is { IsUnknown: true }
        || container.Get("env").OneOrMany().Any(block => !block.Get("name").TryGetString(out _)));

    /// <summary>References to Secret Manager: of variables and of volumes.</summary>
    public IEnumerable<Value> Secrets => Variables.Select(variable => variable.Secret.Get("secret"))
        .Concat(_isFirstVersion ? [] : Resource.Get(VolumesPath).OneOrMany().Select(volume => volume.GetPath("secret.secret")))
        .Where(secret => secret.IsSet);

    /// <summary>In the words of the second version.</summary>
    public Value Ingress
    {
        get
        {
            if (!_isFirstVersion)
            {
                Value ingress = Resource.Get("ingress");
                return ingress.IsSet ? ingress : Value.Of("INGRESS_TRAFFIC_ALL");
            }

            Value annotation = Annotation("metadata", "run.googleapis.com/ingress");
            return annotation.AsString switch
            {
                "internal" => Value.Of("INGRESS_TRAFFIC_INTERNAL_ONLY").WithOrigin(annotation.Origin),
                "internal-and-cloud-load-balancing" => Value.Of("INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER").WithOrigin(annotation.Origin),
                _ => annotation.IsUnknown ? annotation : Value.Of("INGRESS_TRAFFIC_ALL").WithOrigin(annotation.Origin),
            };
        }
    }

    /// <summary>It has, or may have, an interface or a connector in a network.</summary>
    public bool MayReachNetwork => _isFirstVersion
        ? MayHaveAnnotation("run.googleapis.com/vpc-access-connector") || MayHaveAnnotation("run.googleapis.com/network-interfaces")
        : Resource.Get(VpcAccessPath) is { IsUnknown: true } or { Kind: ValueKind.Map };

    /// <summary>The sockets of Cloud SQL instances are, or may be, mounted.</summary>
    public bool MayHaveSqlSockets
    {
        get
        {
            if (_isFirstVersion)
            {
                return MayHaveAnnotation("run.googleapis.com/cloudsql-instances");
            }

            Value volumes = Resource.Get(VolumesPath);
            return volumes.IsUnknown || volumes.OneOrMany().Any(volume => volume.IsUnknown || volume.Get("cloud_sql_instance").IsSet);
        }
    }

    /// <summary>A variable by one of its names.</summary>
    public RunVariable? Find(Func<string, bool> name)
    {
        foreach (RunVariable variable in Variables)
        {
            if (name(variable.Name))
            {
                return variable;
            }
        }

        return null;
    }

    /// <summary>Where a finding about a variable belongs: its value if it has one of its own, else its block.</summary>
    public SourceLocation Locate(RunVariable variable) => Resource.Locate($"{variable.Path}.value");

    private bool MayHaveAnnotation(string key) => Annotation("template.metadata", key).IsSet;

    private Value Annotation(string metadata, string key)
    {
        Value annotations = Resource.Get($"{metadata}.annotations");
        return annotations.IsUnknown ? annotations : annotations.Get(key);
    }

    private IEnumerable<RunVariable> VariablesOf(Value container, int index)
    {
        ImmutableArray<Value> blocks = container.Get("env").OneOrMany();
        bool isSingle = container.Get("env").Kind == ValueKind.Map;
        bool isOnlyContainer = Resource.Get(ContainersPath).Kind == ValueKind.Map;
        for (int i = 0; i < blocks.Length; i++)
        {
            if (blocks[i].Get("name").TryGetString(out string? name))
            {
                Value source = blocks[i].Get(_isFirstVersion ? "value_from" : "value_source");
                string path = $"{ContainersPath}{(isOnlyContainer ? "" : $"[{index}]")}.env{(isSingle ? "" : $"[{i}]")}";
                Value secret = source.Get("secret_key_ref");
                yield return new RunVariable(name.ToUpperInvariant(), secret.IsAbsent ? blocks[i].Get("value") : default, secret, path);
            }
        }
    }
}

internal static class KnownTexts
{
    /// <summary>The text of a value; "$" stands for each part of it that is not known. "" if nothing is.</summary>
    public static string KnownText(this Value value) => value.TryGetString(out string? text) ? text
        : value.UnknownReason is not { } reason ? ""
        : reason.Parts is { } parts ? string.Concat(parts.Items.Select(part => part.Kind == ValueKind.String ? part.AsString : "$")) : reason.Prefix + "$";
}
