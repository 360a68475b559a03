using System.Collections.Immutable;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.OrgPolicies;

/// <summary>
/// A file with custom constraints or policies, as <c>gcloud org-policies set-custom-constraint</c> and
/// <c>gcloud org-policies set-policy</c> take them; several documents, or a list of them, in one file. What they mean is
/// for rules to say, which know the resources.
/// </summary>
public sealed class OrgPolicyFile
{
    private OrgPolicyFile(YamlStream file, bool isGiven)
    {
        File = file;
        IsGiven = isGiven;
        Items = [.. file.Documents.SelectMany(document => ItemsOf(document.Root))];
    }

    public YamlStream File { get; }

    /// <summary>It was named on the command line: all that it says holds, and what it does not say right is an error.</summary>
    public bool IsGiven { get; }

    /// <summary>In the order of the file; each is a map, if its author wrote one.</summary>
    public ImmutableArray<Value> Items { get; }

    public static OrgPolicyFile Read(SourceText source, bool isGiven) => new(YamlReader.Read(source), isGiven);

    public override string ToString() => File.Source.Path;

    private static ImmutableArray<Value> ItemsOf(Value root) => root.Kind == ValueKind.List ? root.AsList.Items : root.IsSet ? [root] : [];
}
