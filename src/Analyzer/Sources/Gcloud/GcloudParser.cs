using System.Buffers;
using System.Collections.Immutable;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Gcloud;

/// <summary>Tells the words of a command line apart: the command, its positional arguments, its flags with their values.</summary>
internal sealed class GcloudParser
{
    /// <summary>What names of things have and words of commands do not.</summary>
    private static readonly SearchValues<char> s_nameUnits = SearchValues.Create(" /.:=_@*");

    private readonly ImmutableArray<Value> _words;
    private readonly CloudTool _tool;
    private readonly FlagCatalog _catalog = FlagCatalog.Current;
    private readonly ImmutableArray<Value>.Builder _positionals = ImmutableArray.CreateBuilder<Value>();
    private readonly ImmutableArray<GcloudFlag>.Builder _flags = ImmutableArray.CreateBuilder<GcloudFlag>();
    private string _path = "";
    private int _lastPathWord;
    private bool _pathIsOpen = true;
    private bool _mayHaveMore;
    private ReleaseTrack _track;
    private CommandFacts? _facts;
    private CommandFacts? _trackFacts;
    private int _next = 1;

    private GcloudParser(ImmutableArray<Value> words, CloudTool tool, bool mayHaveMore)
    {
        _words = words;
        _tool = tool;
        _mayHaveMore = mayHaveMore;
    }

    public static GcloudCommandLine? Parse(ImmutableArray<Value> words, SourceLocation location, bool mayHaveMoreWords)
    {
        if (words.IsEmpty || !words[0].TryGetString(out string? program))
        {
            return null;
        }

        CloudTool? tool = program[(program.LastIndexOf('/') + 1)..] switch
        {
            "gcloud" => CloudTool.Gcloud,
            "gsutil" => CloudTool.Gsutil,
            "bq" => CloudTool.Bq,
            _ => null,
        };
        return tool is { } known ? new GcloudParser(words, known, mayHaveMoreWords).Parse(location) : null;
    }

    private GcloudCommandLine Parse(SourceLocation location)
    {
        ImmutableArray<Value> remainder = [];
        while (_next < _words.Length)
        {
            Value word = _words[_next];
            string start = FlagText.KnownStart(word);
            if (start == "--" && word.Kind == ValueKind.String)
            {
                remainder = _words[(_next + 1)..];
                break;
            }

            if (start.Length > 1 && start[0] == '-')
            {
                ReadFlag(word, start);
            }
            else
            {
                ReadWord(word);
            }
        }

        RecogniseEarlyFlags();
        return new GcloudCommandLine
        {
            Tool = _tool,
            Track = _track,
            Path = _path,
            Positionals = _positionals.DrainToImmutable(),
            Flags = _flags.DrainToImmutable(),
            Remainder = remainder,
            Facts = _facts,
            MayHaveMoreFlags = _mayHaveMore,
            Location = location,
            HeaderLocation = Header(location),
        };
    }

    /// <summary>Flags in front of the command's last word: only now is it known whose they are.</summary>
    private void RecogniseEarlyFlags()
    {
        for (int i = 0; i < _flags.Count; i++)
        {
            if (_flags[i] is { Fact: null } flag && Find(flag.Name, out bool isNegated) is { } fact)
            {
                Value value = fact.Kind == FlagValueKind.Switch ? AsSwitch(flag.Value, isNegated) : flag.Value;
                _flags[i] = flag with { Name = fact.Name, Value = value, Fact = fact };
            }
        }
    }

    private static Value AsSwitch(Value value, bool isNegated)
    {
        bool off = string.Equals(value.AsString, "false", StringComparison.OrdinalIgnoreCase);
        return value.IsUnknown ? value : Value.Of(isNegated == off).WithOrigin(value.Origin);
    }

    /// <summary>From the program to the last word of the command, where they stand in this order in one file.</summary>
    private SourceLocation Header(SourceLocation location)
    {
        if (_words[0].Origin?.Location is not { } first || _words[_lastPathWord].Origin?.Location is not { } last)
        {
            return location;
        }

        return ReferenceEquals(first.Source, last.Source) && last.Span.End > first.Span.Start
            ? new SourceLocation(first.Source, TextSpan.FromBounds(first.Span.Start, last.Span.End))
            : first;
    }

    private void ReadWord(Value word)
    {
        int index = _next++;
        if (word.TryGetString(out string? text) && _pathIsOpen)
        {
            if (_tool == CloudTool.Gcloud && _path.Length == 0 && text is "alpha" or "beta")
            {
                _track = text == "alpha" ? ReleaseTrack.Alpha : ReleaseTrack.Beta;
                _lastPathWord = index;
                return;
            }

            if (Extends(text))
            {
                _path = _path.Length == 0 ? text : $"{_path} {text}";
                _lastPathWord = index;
                _facts = _catalog.Find(CatalogPath(_path));
                _trackFacts = _track == ReleaseTrack.GeneralAvailability ? null : _catalog.Find(_track == ReleaseTrack.Alpha ? "alpha " + _path : "beta " + _path);
                return;
            }
        }

        _pathIsOpen = false;
        _positionals.Add(word);
        bool mayBeFlag = word.UnknownReason is { Alternatives: { } alternatives } && alternatives.Items.Any(item => item.AsString.StartsWith('-'));
        _mayHaveMore |= mayBeFlag;
    }

    private string CatalogPath(string path) => _tool switch
    {
        CloudTool.Gsutil => "gsutil " + path,
        CloudTool.Bq => "bq " + path,
        _ => path,
    };

    /// <summary>Whether a word belongs to the command.</summary>
    private bool Extends(string word)
    {
        string path = CatalogPath(_path.Length == 0 ? word : $"{_path} {word}");
        if (_catalog.IsCommand(path) || _catalog.IsGroup(path))
        {
            return true;
        }

        if (_path.Length == 0)
        {
            return IsPlain(word);
        }

        // The command is complete, or not in the catalog: then it ends with its verb.
        string verb = _path[(_path.LastIndexOf(' ') + 1)..];
        return _facts is null && _tool == CloudTool.Gcloud && !GcloudVerbs.IsVerb(verb) && IsPlain(word);
    }

    private static bool IsPlain(string word) => word.AsSpan().IndexOfAnyExceptInRange('a', 'z') is < 0 or > 0 && !word.AsSpan().ContainsAny(s_nameUnits);

    private void ReadFlag(Value word, string start)
    {
        _next++;
        int equals = start.IndexOf('=');
        string name = equals < 0 ? start : start[..equals];
        if (equals < 0 && word.Kind != ValueKind.String)
        {
            // "--$FLAG": not even the name is known.
            _mayHaveMore = true;
            return;
        }

        FlagFact? fact = Find(name, out bool isNegated);
        if (fact is null && equals < 0 && TryReadCombined(name, word))
        {
            return;
        }

        Value value = equals >= 0 ? FlagText.Skip(word, equals + 1)
            : TakesNext(name, fact) ? TakeNext(word)
            : Value.True.WithOrigin(word.Origin);
        if (fact?.Kind == FlagValueKind.Switch || isNegated)
        {
            value = AsSwitch(value, isNegated);
        }

        _mayHaveMore |= name == "--flags-file";
        _flags.Add(new GcloudFlag { Name = fact?.Name ?? name, Value = value.Origin is null ? value.WithOrigin(word.Origin) : value, Fact = fact });
    }

    private FlagFact? Find(string name, out bool isNegated)
    {
        isNegated = false;
        FlagFact? fact = FindExactly(name);
        if (fact is null && name.StartsWith("--no-", StringComparison.Ordinal) && FindExactly("--" + name[5..]) is { IsNegatable: true } positive)
        {
            isNegated = true;
            return positive;
        }

        return fact;
    }

    private FlagFact? FindExactly(string name) =>
        _facts?.Find(name) ?? _trackFacts?.Find(name) ?? (_tool == CloudTool.Gcloud ? _catalog.Global.Find(name) : null);

    /// <summary>"-rd" of gsutil: switches of one letter.</summary>
    private bool TryReadCombined(string name, Value word)
    {
        if (_tool != CloudTool.Gsutil || name.Length < 3 || name[1] == '-' || !name.AsSpan(1).ToArray().All(letter => FindExactly($"-{letter}") is { Kind: FlagValueKind.Switch }))
        {
            return false;
        }

        foreach (char letter in name.AsSpan(1))
        {
            FlagFact? fact = FindExactly($"-{letter}");
            _flags.Add(new GcloudFlag { Name = fact?.Name ?? $"-{letter}", Value = Value.True.WithOrigin(word.Origin), Fact = fact });
        }

        return true;
    }

    private bool TakesNext(string name, FlagFact? fact)
    {
        if (fact is not null)
        {
            return fact.Kind is not (FlagValueKind.Switch or FlagValueKind.Optional) && _next < _words.Length;
        }

        // Of a flag that the catalog does not know the word behind it is the value, unless that is a flag.
        bool isSwitch = GcloudVerbs.IsSwitch(name) || (_tool == CloudTool.Gsutil && _path.Length == 0 && name is "-m" or "-q" or "-D");
        return !isSwitch && _tool != CloudTool.Bq && _next < _words.Length && !FlagText.KnownStart(_words[_next]).StartsWith('-');
    }

    /// <summary>The next word as the value of a flag; its place covers both.</summary>
    private Value TakeNext(Value flag)
    {
        Value value = _words[_next++];
        if (flag.Origin?.Location is not { } first || value.Origin?.Location is not { } last
            || !ReferenceEquals(first.Source, last.Source) || last.Span.End <= first.Span.Start)
        {
            return value;
        }

        var whole = new SourceLocation(first.Source, TextSpan.FromBounds(first.Span.Start, last.Span.End));
        return value.WithOrigin(new Origin(OriginKind.Written, "", whole, value.Origin.From));
    }
}
