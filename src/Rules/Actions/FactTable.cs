namespace GcpLint.Rules.Actions;

/// <summary>Tables of facts that are part of the program: a row a line, columns separated by tabs.</summary>
internal static class FactTable
{
    public static IEnumerable<string[]> Lines(string name)
    {
        using Stream stream = typeof(FactTable).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The table {name} is not part of this program.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return line.Split('\t');
        }
    }
}
