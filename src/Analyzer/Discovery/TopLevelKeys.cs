using System.Collections.Frozen;

namespace GcpLint.Analyzer.Discovery;

/// <summary>
/// The keys at the top of the first document of a YAML or JSON text, found without parsing it: enough to tell a Cloud
/// Build file from the many other files with these extensions, at the cost of one look at each line. The reader of the
/// kind decides what the file really says.
/// </summary>
internal sealed class TopLevelKeys
{
    /// <summary>Files that people write have fewer; a data file with more is of no kind that is read.</summary>
    private const int MaxKeys = 100;

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private TopLevelKeys()
    {
    }

    /// <summary>The keys of the first item of the list under "steps"; null if there is none.</summary>
    public HashSet<string>? FirstItemKeys { get; private set; }

    public bool Has(string key) => _values.ContainsKey(key);

    /// <summary>The scalar beside a key, "" where a block follows; null if the key is not there.</summary>
    public string? Get(string key) => _values.GetValueOrDefault(key);

    /// <summary>Whether there is no other key; those that begin with "x-" are anybody's.</summary>
    public bool All(FrozenSet<string> known) => _values.Keys.All(key => known.Contains(key) || key.StartsWith("x-", StringComparison.Ordinal));

    public static TopLevelKeys OfYaml(ReadOnlySpan<char> text)
    {
        var keys = new TopLevelKeys();
        ReadOnlySpan<char> start = text.TrimStart();
        if (start.StartsWith("{"))
        {
            return OfJson(start);
        }

        bool inSteps = false;
        int itemIndent = -1;
        bool itemDone = false;
        foreach (ReadOnlySpan<char> line in text.EnumerateLines())
        {
            ReadOnlySpan<char> trimmed = line.TrimStart(' ');
            if (trimmed.IsEmpty || trimmed[0] is '#' or '%')
            {
                continue;
            }

            int indent = line.Length - trimmed.Length;
            if (indent == 0 && trimmed.StartsWith("---"))
            {
                if (keys._values.Count > 0)
                {
                    break;
                }

                continue;
            }

            if (indent == 0 && trimmed[0] != '-')
            {
                if (keys._values.Count == MaxKeys || !TrySplit(trimmed, out string key, out string value))
                {
                    continue;
                }

                keys._values.TryAdd(key, value);
                inSteps = key == "steps";
                if (inSteps && value.StartsWith('['))
                {
                    keys.AddFlowKeys(value.AsSpan(1));
                    itemDone = keys.FirstItemKeys is not null;
                }

                continue;
            }

            if (inSteps && !itemDone)
            {
                itemDone = keys.AddItemLine(trimmed, indent, ref itemIndent);
            }
        }

        return keys;
    }

    /// <summary>A look at each character once; strings are skipped as a whole, so that braces in them do not count.</summary>
    public static TopLevelKeys OfJson(ReadOnlySpan<char> text)
    {
        var keys = new TopLevelKeys();
        int depth = 0;
        string current = "";
        bool expectKey = true;
        for (int i = 0; i < text.Length && keys._values.Count < MaxKeys; i++)
        {
            switch (text[i])
            {
                case '{' or '[':
                    depth++;
                    expectKey = text[i] == '{';
                    break;
                case '}' or ']':
                    depth--;
                    break;
                case ',':
                    expectKey = true;
                    break;
                case ':':
                    expectKey = false;
                    break;
                case '"':
                    int end = EndOfString(text, i + 1);
                    string word = text[(i + 1)..end].ToString();
                    keys.AddJsonString(word, depth, expectKey && IsKey(text, end + 1), ref current);
                    i = end;
                    break;
            }
        }

        return keys;
    }

    private void AddJsonString(string word, int depth, bool isKey, ref string current)
    {
        if (depth == 1 && isKey)
        {
            _values.TryAdd(word, "");
            current = word;
        }
        else if (depth == 1)
        {
            _values[current] = word;
        }
        else if (depth == 3 && isKey && current == "steps")
        {
            (FirstItemKeys ??= new(StringComparer.Ordinal)).Add(word);
        }
    }

    /// <summary>The keys of a map in braces, as far as it stands in one line.</summary>
    private void AddFlowKeys(ReadOnlySpan<char> text)
    {
        text = text.TrimStart();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.Length && (depth > 0 || i == 0); i++)
        {
            switch (text[i])
            {
                case '"' or '\'':
                    int end = text[(i + 1)..].IndexOf(text[i]);
                    i = end < 0 ? text.Length : i + 1 + end;
                    break;
                case '{' or '[':
                    depth++;
                    start = i + 1;
                    break;
                case '}' or ']':
                    depth--;
                    break;
                case ',':
                    start = i + 1;
                    break;
                case ':' when depth == 1:
                    (FirstItemKeys ??= new(StringComparer.Ordinal)).Add(text[start..i].Trim(" \"'").ToString());
                    break;
            }
        }
    }

    /// <summary>Takes the keys of the first item; true when the second one begins.</summary>
    private bool AddItemLine(ReadOnlySpan<char> trimmed, int indent, ref int itemIndent)
    {
        if (trimmed[0] == '-')
        {
            if (itemIndent >= 0)
            {
                return indent < itemIndent;
            }

            ReadOnlySpan<char> content = trimmed[1..].TrimStart();
            itemIndent = indent + trimmed.Length - content.Length;
            trimmed = content;
            indent = itemIndent;
        }

        if (indent == itemIndent && trimmed[0] == '{')
        {
            AddFlowKeys(trimmed);
        }
        else if (indent == itemIndent && TrySplit(trimmed, out string key, out _))
        {
            (FirstItemKeys ??= new(StringComparer.Ordinal)).Add(key);
        }

        return false;
    }

    private static bool TrySplit(ReadOnlySpan<char> line, out string key, out string value)
    {
        int colon = line.IndexOf(':');
        bool isKey = colon > 0 && (colon + 1 == line.Length || line[colon + 1] is ' ' or '\t');
        key = isKey ? line[..colon].Trim().Trim("\"'").ToString() : "";
        value = "";
        if (isKey)
        {
            ReadOnlySpan<char> rest = line[(colon + 1)..];
            int comment = rest.IndexOf(" #");
            value = (comment < 0 ? rest : rest[..comment]).Trim().Trim("\"'").ToString();
        }

        return isKey;
    }

    private static int EndOfString(ReadOnlySpan<char> text, int i)
    {
        while (i < text.Length && text[i] != '"')
        {
            i += text[i] == '\\' ? 2 : 1;
        }

        return Math.Min(i, text.Length);
    }

    private static bool IsKey(ReadOnlySpan<char> text, int i)
    {
        while (i < text.Length && char.IsWhiteSpace(text[i]))
        {
            i++;
        }

        return i < text.Length && text[i] == ':';
    }
}
