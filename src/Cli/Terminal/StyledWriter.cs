using Spectre.Console;
using Spectre.Console.Rendering;

namespace GcpLint.Cli.Terminal;

/// <summary>What a piece of text is; the colours of a terminal are chosen from it.</summary>
internal enum Ink : byte
{
    Plain,
    Faint,
    Strong,
    Path,
    Critical,
    High,
    Medium,
    Low,
    Info,
    Good,
    Mark,
}

/// <summary>
/// Writes lines of styled text; without colour it is the text alone. No line can be taken for a command by the runner of
/// GitHub Actions, in whose log it may stand.
/// </summary>
internal sealed class StyledWriter
{
    private readonly TextWriter _output;
    private readonly IAnsiConsole? _console;
    private readonly List<Segment> _line = [];
    private bool _atLineStart = true;

    public StyledWriter(TextWriter output, bool color)
    {
        _output = output;
        _console = color
            ? AnsiConsole.Create(new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.Yes,
                ColorSystem = ColorSystemSupport.Standard,
                Interactive = InteractionSupport.No,
                Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
                Out = new AnsiConsoleOutput(output),
            })
            : null;
    }

    /// <summary>Adds to the line; the text has no line ends.</summary>
    public StyledWriter Write(string text, Ink ink = Ink.Plain)
    {
        if (text.Length == 0)
        {
            return this;
        }

        text = SafeText.WithoutCommands(text, _atLineStart);
        _atLineStart &= string.IsNullOrWhiteSpace(text);
        if (_console is null)
        {
            _output.Write(text);
        }
        else
        {
            _line.Add(new Segment(text, StyleOf(ink)));
        }

        return this;
    }

    public void EndLine()
    {
        _atLineStart = true;
        if (_console is null)
        {
            _output.Write('\n');
            return;
        }

        _line.Add(Segment.LineBreak);
        _console.Write(new Line([.. _line]));
        _line.Clear();
    }

    public void WriteLine(string text = "", Ink ink = Ink.Plain)
    {
        Write(text, ink);
        EndLine();
    }

    private static Style StyleOf(Ink ink) => ink switch
    {
        Ink.Faint => new Style(Color.Grey),
        Ink.Strong => new Style(decoration: Decoration.Bold),
        Ink.Path => new Style(decoration: Decoration.Bold | Decoration.Underline),
        Ink.Critical => new Style(Color.White, Color.Maroon, Decoration.Bold),
        Ink.High => new Style(Color.Red, decoration: Decoration.Bold),
        Ink.Medium => new Style(Color.Yellow),
        Ink.Low => new Style(Color.Blue),
        Ink.Info => new Style(Color.Teal),
        Ink.Good => new Style(Color.Green),
        Ink.Mark => new Style(Color.Red),
        _ => Style.Plain,
    };

    /// <summary>A line as it is: neither wrapped nor cut.</summary>
    private sealed class Line(Segment[] segments) : Renderable
    {
        protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => segments;
    }
}
