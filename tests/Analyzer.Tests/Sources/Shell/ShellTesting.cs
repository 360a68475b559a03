using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests.Sources.Shell;

internal static class ShellTesting
{
    public static ShellScript Parse(string text, bool workflow = false) =>
        ShellScript.Parse(MappedText.Whole(new SourceText("test.sh", text)), workflow ? ShellParseOptions.Workflow : null);

    /// <summary>The words of all commands as the walk sees them; what is unknown is shown with its known parts and "?".</summary>
    public static string[] Commands(string text) => [.. Parse(text).Commands.Select(Show)];

    public static string[] Executions(string text) => [.. Parse(text).DefaultWalk.Executions.Select(Show)];

    public static string Show(CommandInvocation invocation) => string.Join(' ', invocation.Words.Select(Show));

    public static string Show(Value value)
    {
        if (value.Kind == ValueKind.String)
        {
            return value.AsString.Length == 0 || value.AsString.Contains(' ') ? $"<{value.AsString}>" : value.AsString;
        }

        if (value.UnknownReason?.Parts is { } parts)
        {
            return string.Concat(parts.Items.Select(part => part.Kind == ValueKind.String ? part.AsString : "?"));
        }

        return value.UnknownReason is { AlternativesAreAll: true, Alternatives: { } alternatives }
            ? "{" + string.Join('|', alternatives.Items.Select(Show)) + "}"
            : "?";
    }

    public static CommandInvocation Find(string text, string name) => Parse(text).Commands.Single(command => command.Name.AsString == name);
}
