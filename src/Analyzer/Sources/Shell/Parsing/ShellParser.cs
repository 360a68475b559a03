using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>Reads the shell language of POSIX and Bash into a tree, whatever the text is.</summary>
internal static class ShellParser
{
    public static ShellScript Parse(MappedText text, ShellParseOptions options)
    {
        var cursor = new ShellCursor(text);
        var parser = new CommandParser(cursor, options);
        ShellList body = parser.ParseScript();
        return new ShellScript(text, body, cursor.Findings);
    }
}
