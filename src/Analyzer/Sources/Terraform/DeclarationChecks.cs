using System.Collections.Frozen;
using GcpLint.Hcl.Syntax;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Terraform;

/// <summary>
/// What Terraform refuses in the blocks that are its own, before it evaluates anything: arguments that they do not have,
/// ones that they lack, ones that exclude each other.
/// </summary>
internal static class DeclarationChecks
{
    /// <summary>Arguments and blocks by block type, those of OpenTofu among them; types that take any are not here.</summary>
    private static readonly FrozenDictionary<string, string[]> s_names = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["variable"] = ["type", "description", "default", "sensitive", "nullable", "ephemeral", "deprecated", "const", "validation"],
        ["output"] = ["value", "description", "sensitive", "ephemeral", "depends_on", "deprecated", "type", "precondition", "postcondition"],
        ["terraform"] = ["required_version", "required_providers", "experiments", "language", "backend", "cloud", "provider_meta", "state_store", "encryption"],
        ["moved"] = ["from", "to"],
        ["removed"] = ["from", "lifecycle", "connection", "provisioner"],
        ["import"] = ["to", "id", "identity", "provider", "for_each"],
        ["check"] = ["data", "assert"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string[]> s_required = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["output"] = ["value"],
        ["module"] = ["source"],
        ["moved"] = ["from", "to"],
        ["removed"] = ["from"],
        ["import"] = ["to"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <param name="element">A block at the top of a file.</param>
    /// <param name="isOverride">It changes another block, which has the rest.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    public static void Run(TerraformElement element, bool isOverride, List<Diagnostic> diagnostics)
    {
        string type = element.Block.Type;
        if (s_names.TryGetValue(type, out string[]? names))
        {
            foreach (HclAttribute attribute in element.Body.Attributes.Where(attribute => !names.Contains(attribute.Name) && !IsComment(attribute.Name)))
            {
                string advice = Spelling.Nearest(attribute.Name, names) is { } nearest ? $" Did you mean `{nearest}`?" : "";
                Add("terraform/unsupported-argument", DiagnosticSeverity.Warning, "Unsupported argument", $"A `{type}` block has no argument `{attribute.Name}`.{advice}", new SourceLocation(attribute.Source, attribute.NameSpan));
            }

            foreach (HclBlock block in element.Body.Blocks.Where(block => !names.Contains(block.Type)))
            {
                Add("terraform/unsupported-block", DiagnosticSeverity.Warning, "Unsupported block type", $"A `{type}` block has no blocks of the type `{block.Type}`.", block.Location);
            }
        }

        foreach (string missing in isOverride ? [] : s_required.GetValueOrDefault(type) ?? [])
        {
            if (element.GetAttribute(missing) is null)
            {
                Add("terraform/missing-argument", DiagnosticSeverity.Error, "Missing required argument", $"A `{type}` block needs the argument `{missing}`.", element.Header);
            }
        }

        if (type is "resource" or "data" or "ephemeral" or "module" && element.GetAttribute("count") is not null && element.GetAttribute("for_each") is { } each)
        {
            Add("terraform/count-and-for-each", DiagnosticSeverity.Error, "Invalid combination of \"count\" and \"for_each\"", "`count` and `for_each` exclude each other: one of them says how many there are.", each.Location);
        }

        void Add(string code, DiagnosticSeverity severity, string summary, string detail, SourceLocation location) =>
            diagnostics.Add(new Diagnostic(code, severity, summary, detail, location));
    }

    // JSON has no comments: a property of this name is one.
    private static bool IsComment(string name) => name.StartsWith("//", StringComparison.Ordinal);
}
