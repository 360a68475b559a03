namespace GcpLint.Cli.Reporters;

/// <summary>Writes a report in one format. The same report gives the same text, byte for byte.</summary>
internal interface IReporter
{
    void Write(Report report, TextWriter output);
}
