using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace GcpLint.Analyzer.Facts;

/// <summary>
/// Ends of support of base images, runtimes, databases, CI runners and Google's runtimes. The table is part of the program;
/// docs/adr/0013-end-of-life-dates.md says where it is from.
/// </summary>
public sealed class EndOfLifeTable
{
    private static readonly Lazy<EndOfLifeTable> s_current = new(Open);

    private readonly FrozenDictionary<string, EndOfLife> _byCycle;
    private readonly FrozenDictionary<string, EndOfLife> _byCodename;
    private readonly FrozenDictionary<string, string> _productByImage;
    private readonly FrozenDictionary<string, string> _kinds;

    private EndOfLifeTable(Dictionary<string, EndOfLife> byCycle, Dictionary<string, EndOfLife> byCodename, Dictionary<string, string> images, Dictionary<string, string> kinds)
    {
        _byCycle = byCycle.ToFrozenDictionary(StringComparer.Ordinal);
        _byCodename = byCodename.ToFrozenDictionary(StringComparer.Ordinal);
        _productByImage = images.ToFrozenDictionary(StringComparer.Ordinal);
        _kinds = kinds.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The table that this program was built with, read once.</summary>
    public static EndOfLifeTable Current => s_current.Value;

    public int Count => _byCycle.Count;

    /// <summary>The version line that a version belongs to: "3.9" for "3.9.18". Null if the table does not know it.</summary>
    /// <param name="product">As the table calls it.</param>
    /// <param name="version">Numbers with dots; what follows them is left out of account. Other labels have to be whole.</param>
    public EndOfLife? Find(string product, string version)
    {
        if (_byCycle.TryGetValue($"{product} {version}", out EndOfLife? exact))
        {
            return exact;
        }

        for (int end = NumberLength(version); end > 0; end = version.LastIndexOf('.', end - 1))
        {
            if (_byCycle.TryGetValue($"{product} {version[..end]}", out EndOfLife? found))
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>A distribution by its codename in lower case: "buster", "focal".</summary>
    public EndOfLife? FindCodename(string codename) => _byCodename.GetValueOrDefault(codename);

    /// <summary>The product in an image: "nodejs" for "node". Null for an image that the table does not know.</summary>
    /// <param name="image">The repository; with its registry unless that is Docker Hub, without "library/".</param>
    public string? FindProduct(string image) => _productByImage.GetValueOrDefault(image);

    /// <summary>"runtime", "os", "server", "database", "tool", "docker-image", "gcp-runtime", "gcp-database", "ci-runner".</summary>
    public string? GetKind(string product) => _kinds.GetValueOrDefault(product);

    private static int NumberLength(string version)
    {
        int length = 0;
        while (length < version.Length && (char.IsAsciiDigit(version[length]) || version[length] == '.'))
        {
            length++;
        }

        return length;
    }

    private static EndOfLifeTable Open()
    {
        using Stream stream = typeof(EndOfLifeTable).Assembly.GetManifestResourceStream("end-of-life.tsv")
            ?? throw new InvalidOperationException("end-of-life.tsv is not embedded.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var byCycle = new Dictionary<string, EndOfLife>(StringComparer.Ordinal);
        var byCodename = new Dictionary<string, EndOfLife>(StringComparer.Ordinal);
        var images = new Dictionary<string, string>(StringComparer.Ordinal);
        var kinds = new Dictionary<string, string>(StringComparer.Ordinal);
        string product = "";
        while (reader.ReadLine() is { } line)
        {
            string[] fields = line.Split('\t');
            if (line.StartsWith('='))
            {
                product = fields[0][1..];
                kinds[product] = fields[1];
                foreach (string image in fields[2].Split(',', StringSplitOptions.RemoveEmptyEntries))
                {
                    images.TryAdd(image, product);
                }
            }
            else if (!line.StartsWith('#'))
            {
                var row = new EndOfLife(product, fields[0], ReadDay(fields[1]), fields.Length > 2 ? fields[2] : null);
                byCycle[$"{product} {row.Cycle}"] = row;
                if (row.Codename is { } codename && product is "debian" or "ubuntu")
                {
                    byCodename.TryAdd(codename, row);
                }
            }
        }

        return new EndOfLifeTable(byCycle, byCodename, images, kinds);
    }

    private static DateOnly ReadDay(string text) => text switch
    {
        "-" => DateOnly.MaxValue,
        "past" => DateOnly.MinValue,
        _ => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture),
    };
}
