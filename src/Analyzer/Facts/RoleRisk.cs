using System.Collections.Frozen;

namespace GcpLint.Analyzer.Facts;

/// <summary>Why a predefined role is dangerous to hand out.</summary>
/// <param name="IsCritical">Whoever has it can give himself every other one.</param>
/// <param name="Reason">"sets the project's policy, thus can grant itself any role"</param>
public sealed record RoleRisk(bool IsCritical, string Reason)
{
    private static readonly Lazy<FrozenDictionary<string, RoleRisk>> s_all = new(ReadAll);

    /// <summary>Null for roles without such a risk, and for custom ones.</summary>
    public static RoleRisk? Of(string role) => s_all.Value.GetValueOrDefault(role);

    private static FrozenDictionary<string, RoleRisk> ReadAll()
    {
        using Stream stream = typeof(RoleRisk).Assembly.GetManifestResourceStream("iam-roles.tsv")
            ?? throw new InvalidOperationException("The program was built without its table of roles.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split('\t'))
            .ToFrozenDictionary(cells => cells[0], cells => new RoleRisk(cells[1] == "critical", cells[2]), StringComparer.Ordinal);
    }
}
