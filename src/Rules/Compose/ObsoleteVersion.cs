using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Compose;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Compose;

/// <summary>Finds the top-level key that Compose leaves out of account.</summary>
internal sealed class ObsoleteVersion : IRule<ComposeProject>
{
    public RuleId Id => new("compose/obsolete-version");

    public void Check(ComposeProject subject, RuleContext context)
    {
        foreach (ComposeFile file in subject.Files)
        {
            ValueEntry entry = file.Root.AsMap.Entries.FirstOrDefault(entry => entry.Key.AsString == "version");
            if (entry.Key.Origin is { } origin)
            {
                SourceLocation place = origin.Location;
                context.Report(place, place, "`version` has no meaning any more: Compose warns about it and reads the file by the current specification. Delete the line.");
            }
        }
    }
}
