using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;

namespace GcpLint.Analyzer.Sources.Gcloud;

/// <summary>
/// The flags of the commands of gcloud and gsutil that make or change what rules judge. Nothing is read before the first
/// question; then the list of commands, and of the flags those that are asked for.
/// </summary>
public sealed class FlagCatalog
{
    /// <summary>The name under which the flags that every command of gcloud takes are kept.</summary>
    private const string Everywhere = "(all)";

    private static readonly Lazy<FlagCatalog> s_current = new(Open);

    private readonly string _text;
    private readonly FrozenDictionary<string, (int Start, int End)> _blocks;
    private readonly FrozenSet<string> _groups;
    private readonly ConcurrentDictionary<string, CommandFacts> _opened = new(StringComparer.Ordinal);

    private FlagCatalog(string text, Dictionary<string, (int, int)> blocks)
    {
        _text = text;
        _blocks = blocks.ToFrozenDictionary(StringComparer.Ordinal);
        var groups = new HashSet<string>(StringComparer.Ordinal);
        foreach (string command in blocks.Keys)
        {
            for (int blank = command.LastIndexOf(' '); blank > 0; blank = command.LastIndexOf(' ', blank - 1))
            {
                groups.Add(command[..blank]);
            }
        }

        _groups = groups.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The catalog that this program was built with; a table, read once.</summary>
    public static FlagCatalog Current => s_current.Value;

    /// <summary>Commands in ordinal order: "run deploy", "beta run deploy", "gsutil mb".</summary>
    public IEnumerable<string> Commands => _blocks.Keys.Where(command => command != Everywhere).Order(StringComparer.Ordinal);

    /// <summary>Flags of all commands of gcloud, such as --project.</summary>
    public CommandFacts Global => Find(Everywhere) ?? new CommandFacts(Everywhere, []);

    /// <summary>Whether longer commands start with this path: "run services".</summary>
    public bool IsGroup(string path) => _groups.Contains(path);

    public bool IsCommand(string path) => _blocks.ContainsKey(path);

    /// <summary>A command; null if the catalog does not have it.</summary>
    public CommandFacts? Find(string path) =>
        _blocks.TryGetValue(path, out (int Start, int End) block) ? _opened.GetOrAdd(path, key => new CommandFacts(key, ReadFlags(block.Start, block.End))) : null;

    private static FlagCatalog Open()
    {
        using Stream stream = typeof(FlagCatalog).Assembly.GetManifestResourceStream("gcloud-flags.tsv")
            ?? throw new InvalidOperationException("The resource gcloud-flags.tsv is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        string text = reader.ReadToEnd();
        var blocks = new Dictionary<string, (int, int)>(StringComparer.Ordinal);
        int at = 0;
        while (at < text.Length)
        {
            int line = text.IndexOf('\n', at);
            int next = text.IndexOf("\n@", line, StringComparison.Ordinal);
            next = next < 0 ? text.Length : next + 1;
            blocks[text[(at + 1)..line]] = (line + 1, next);
            at = next;
        }

        return new FlagCatalog(text, blocks);
    }

    private ImmutableArray<FlagFact> ReadFlags(int start, int end)
    {
        var flags = ImmutableArray.CreateBuilder<FlagFact>();
        foreach (string line in _text[start..end].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] cells = line.Split('\t');
            string Cell(int index) => index < cells.Length ? cells[index] : "";
            flags.Add(new FlagFact
            {
                Name = Cell(0),
                Aliases = [.. Cell(1).Split(',', StringSplitOptions.RemoveEmptyEntries)],
                Kind = Cell(2) switch
                {
                    "no" => FlagValueKind.Switch,
                    "optional" => FlagValueKind.Optional,
                    "list" => FlagValueKind.List,
                    "dict" => FlagValueKind.Dictionary,
                    _ => FlagValueKind.Text,
                },
                IsNegatable = Cell(3) == "yes",
                Type = Cell(5).Length > 0 ? "google_" + Cell(5) : "",
                Attribute = Cell(6),
                ValueMap = Cell(7),
                Default = Cell(8),
            });
        }

        return flags.DrainToImmutable();
    }
}
