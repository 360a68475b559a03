#:property PublishAot=false
// Makes src/Analyzer/Facts/gcloud-flags.tsv from the dataset of flags (docs/adr/0006-gcloud-commands.md).
//
//     dotnet run tools/gcloud-flags.cs -- ../shared/facts/gcloud-flags.tsv tools/gcloud-flags-additions.tsv src/Analyzer/Facts/gcloud-flags.tsv
//
// A row of the additions takes the place of one with the same command and flag. The same input gives the same bytes.
using System.Text;

if (args.Length != 3)
{
    Console.Error.WriteLine("usage: gcloud-flags.cs FLAGS.tsv ADDITIONS.tsv OUTPUT");
    return 2;
}

string[] columns = ["alias", "takes_value", "negatable", "track", "tf_type", "tf_attribute", "value_map", "default_when_absent"];
var commands = new SortedDictionary<string, SortedDictionary<string, string>>(StringComparer.Ordinal);
foreach (string path in args[..2])
{
    string[] lines = File.ReadAllLines(path);
    string[] header = lines[0].Split('\t');
    foreach (string line in lines[1..])
    {
        string[] cells = line.Split('\t');
        string Cell(string name) => Array.IndexOf(header, name) is >= 0 and var index && index < cells.Length ? cells[index].Trim() : "";
        string command = Cell("command");
        if (!commands.TryGetValue(command, out SortedDictionary<string, string>? flags))
        {
            commands[command] = flags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        }

        flags[Cell("flag")] = string.Join('\t', [Cell("flag"), .. columns.Select(name => Shorten(name, Cell(name)))]).TrimEnd('\t');
    }
}

var output = new StringBuilder();
foreach ((string command, SortedDictionary<string, string> flags) in commands)
{
    output.Append('@').Append(command).Append('\n');
    foreach (string row in flags.Values)
    {
        output.Append(row).Append('\n');
    }
}

File.WriteAllText(args[2], output.ToString());
return 0;

// What holds for most rows is left empty.
static string Shorten(string column, string text) => (column, text) switch
{
    ("takes_value", "yes") or ("negatable", "no") or ("track", "GA") => "",
    ("default_when_absent", "none" or "required" or "unchanged") => "",
    ("tf_type", _) when text.StartsWith("google_", StringComparison.Ordinal) => text["google_".Length..],
    _ => text,
};
