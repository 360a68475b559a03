using System.Collections.Immutable;

namespace GcpLint.Audit.Compliance;

/// <summary>One control of a framework.</summary>
/// <param name="Id">"6.7".</param>
/// <param name="IsManual">Nothing that an inventory has shows it.</param>
/// <param name="Description">What it asks for, in a few words of our own.</param>
/// <param name="Checks">Rules of other tools that mean it: "checkov:CKV_GCP_6".</param>
public sealed record FrameworkControl(string Id, bool IsManual, string Description, ImmutableArray<string> Checks);

/// <summary>The controls of compliance frameworks, from the embedded table.</summary>
public static class FrameworkControls
{
    private static readonly Lazy<ImmutableDictionary<string, ImmutableArray<FrameworkControl>>> s_all = new(Open);

    /// <summary>"cis-gcp-5.0", … in ordinal order.</summary>
    public static IEnumerable<string> Names => s_all.Value.Keys.Order(StringComparer.Ordinal);

    /// <summary>The controls in the order of the framework; empty if there is no framework of this name.</summary>
    public static ImmutableArray<FrameworkControl> Of(string framework) => s_all.Value.GetValueOrDefault(framework, []);

    private static ImmutableDictionary<string, ImmutableArray<FrameworkControl>> Open()
    {
        using Stream stream = typeof(FrameworkControls).Assembly.GetManifestResourceStream("controls.tsv")
            ?? throw new InvalidOperationException("The program was built without its table of controls.");
        using var reader = new StreamReader(stream);
        var controls = new List<(string Framework, FrameworkControl Control)>(capacity: 768);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#') && line.Split('\t') is [var framework, var id, var assessment, var description, var checks])
            {
                controls.Add((framework, new FrameworkControl(id, assessment == "m", description, [.. checks.Split(' ', StringSplitOptions.RemoveEmptyEntries)])));
            }
        }

        return controls.GroupBy(entry => entry.Framework, entry => entry.Control, StringComparer.Ordinal)
            .ToImmutableDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal);
    }
}
