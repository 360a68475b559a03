using GcpLint.Analyzer.Findings;
using GcpLint.Cli.Terminal;

namespace GcpLint.Cli.Reporters.Console;

/// <summary>How many findings of each severity each area of rules has.</summary>
internal static class SummaryTable
{
    private const int Gap = 2;

    public static void Write(IReadOnlyCollection<Finding> findings, StyledWriter output)
    {
        string[] areas = [.. findings.Select(finding => finding.Rule.Area).Distinct().Order(StringComparer.Ordinal)];
        int nameWidth = areas.Append("total").Max(area => area.Length);
        output.Write(new string(' ', nameWidth));
        foreach (Severity severity in SeverityNames.WorstFirst)
        {
            output.Write(new string(' ', Gap)).Write(severity.Word, ConsoleReporter.InkOf(severity));
        }

        output.EndLine();
        foreach (string area in areas)
        {
            WriteRow(area, nameWidth, findings.Where(finding => finding.Rule.Area == area), output);
        }

        if (areas.Length > 1)
        {
            WriteRow("total", nameWidth, findings, output);
        }
    }

    private static void WriteRow(string name, int nameWidth, IEnumerable<Finding> findings, StyledWriter output)
    {
        ILookup<Severity, Finding> bySeverity = findings.ToLookup(finding => finding.Severity);
        output.Write(name.PadRight(nameWidth));
        foreach (Severity severity in SeverityNames.WorstFirst)
        {
            int count = bySeverity[severity].Count();
            string cell = count == 0 ? "-" : count.ToString();
            output.Write(cell.PadLeft(Gap + severity.Word.Length), count == 0 ? Ink.Faint : ConsoleReporter.InkOf(severity));
        }

        output.EndLine();
    }
}
