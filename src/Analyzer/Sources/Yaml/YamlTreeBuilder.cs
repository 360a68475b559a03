using System.Collections.Immutable;
using GcpLint.Text;
using GcpLint.Values;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GcpLint.Analyzer.Sources.Yaml;

/// <summary>Turns the events of YamlDotNet's parser into values, with a stack of its own instead of recursion.</summary>
internal sealed class YamlTreeBuilder
{
    private readonly SourceText _source;
    private readonly int _start;
    private readonly int _end;
    private readonly ImmutableArray<YamlDocument>.Builder _documents;
    private readonly ImmutableArray<Diagnostic>.Builder _diagnostics;
    private readonly Stack<YamlFrame> _open = new();
    private readonly Dictionary<string, YamlNode?> _anchors = new(StringComparer.Ordinal);
    private Dictionary<int, string> _tags = [];
    private int _documentStart;
    private int _aliasNodes;
    private bool _inDocument;
    private bool _aliasLimitReported;
    private bool _complexKeyReported;
    private Value _root;

    public YamlTreeBuilder(
        SourceText source,
        int start,
        int end,
        ImmutableArray<YamlDocument>.Builder documents,
        ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        _source = source;
        _start = start;
        _end = end;
        _documents = documents;
        _diagnostics = diagnostics;
    }

    /// <summary>The spans of all scalars that were met, in order.</summary>
    public List<TextSpan> Scalars { get; } = [];

    /// <summary>Reads up to the end or the first error, and gives the offset of the error.</summary>
    public int? Read()
    {
        string content = _source.Content;
        string text = _start == 0 && _end == content.Length ? content : content[_start.._end];
        try
        {
            // The events have no comments: YamlComments finds them.
            var parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
            while (parser.MoveNext())
            {
                if (parser.Current is { } current && !Take(current))
                {
                    return CloseAll(Offset(current.Start));
                }
            }

            return null;
        }
        catch (YamlException error)
        {
            int offset = Math.Clamp(Offset(error.Start), _start, _end);
            Report("yaml/syntax", "Invalid YAML", $"{Sentence(error.Message)} What follows in this document was not read.", SpanOfError(offset, Offset(error.End)));
            return CloseAll(offset);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or IndexOutOfRangeException or FormatException or OverflowException)
        {
            // The library's own slips on malformed escapes and the like: the text is at fault, the scan goes on.
            int offset = Scalars.Count > 0 ? Scalars[^1].End : _start;
            Report("yaml/syntax", "Invalid YAML", "The text behind this place cannot be read as YAML.", new TextSpan(offset, 0));
            return CloseAll(offset);
        }
    }

    private bool Take(ParsingEvent current)
    {
        switch (current)
        {
            case DocumentStart document:
                _documentStart = Offset(document.Start);
                _anchors.Clear();
                _tags = [];
                _root = Value.Null;
                _inDocument = true;
                return true;
            case DocumentEnd document:
                EndDocument(document.IsImplicit ? LastEnd() : Offset(document.End));
                return true;
            case MappingStart or SequenceStart:
                return Open((NodeEvent)current);
            case MappingEnd or SequenceEnd:
                Close(current);
                return true;
            case Scalar scalar:
                Add(ReadScalar(scalar), scalar);
                return true;
            case AnchorAlias alias:
                Add(ReadAlias(alias), null);
                return true;
            default:
                return true;
        }
    }

    private bool Open(NodeEvent node)
    {
        int start = SkipProperties(node);
        if (_open.Count >= YamlReader.MaxDepth)
        {
            Report("yaml/too-deep", "Nesting too deep",
                $"Collections are nested more than {YamlReader.MaxDepth} levels deep; the rest of the document was not read.",
                new TextSpan(start, Math.Min(1, _end - start)));
            return false;
        }

        bool flow = node is MappingStart { Style: YamlDotNet.Core.Events.MappingStyle.Flow } or SequenceStart { Style: YamlDotNet.Core.Events.SequenceStyle.Flow };
        var frame = new YamlFrame(node is MappingStart, flow, start, node.Anchor.IsEmpty ? null : node.Anchor.Value);
        KeepTag(node, start);
        if (frame.Anchor is not null)
        {
            // Until it is closed an alias to it would be a cycle.
            _anchors[frame.Anchor] = null;
        }

        _open.Push(frame);
        return true;
    }

    private void Close(ParsingEvent end)
    {
        YamlFrame frame = _open.Pop();
        if (frame.IsFlow)
        {
            // YamlDotNet's mark stands before the bracket.
            frame.End = Math.Max(frame.End, Math.Min(_end, Offset(end.Start) + 1));
        }

        YamlNode node = Finish(frame);
        Attach(node);
    }

    private YamlNode Finish(YamlFrame frame)
    {
        Origin origin = OriginOf(TextSpan.FromBounds(frame.Start, Math.Max(frame.Start, frame.End)));
        Value value = frame.IsMapping
            ? Value.Of(new ValueMap(Entries(frame))).WithOrigin(origin)
            : Value.Of(new ValueList(frame.Items.ToImmutable())).WithOrigin(origin);
        var node = new YamlNode(value, frame.Size, frame.Height + 1, PlainKey: false);
        if (frame.Anchor is not null)
        {
            _anchors[frame.Anchor] = node;
        }

        return node;
    }

    private ImmutableArray<ValueEntry> Entries(YamlFrame frame)
    {
        if (frame.Key is { } key)
        {
            // Only after an error: the key stands there, what follows could not be read.
            frame.Entries.Add(new ValueEntry(
                KeyOf(key), Value.Unknown(UnknownKind.Error, "the file could not be read here").WithOrigin(key.Value.Origin)));
        }

        if (frame.Merged is not null)
        {
            YamlMerge.Apply(frame.Entries, frame.Merged);
        }

        return frame.Entries.ToImmutable();
    }

    private void Add(YamlNode node, Scalar? scalar)
    {
        if (scalar is not null && !scalar.Anchor.IsEmpty)
        {
            _anchors[scalar.Anchor.Value] = node;
        }

        Attach(node);
    }

    private void Attach(YamlNode node)
    {
        if (!_open.TryPeek(out YamlFrame? parent))
        {
            _root = node.Value;
            return;
        }

        parent.Grow(node);
        if (!parent.IsMapping)
        {
            parent.Items.Add(node.Value);
        }
        else if (parent.Key is not { } key)
        {
            parent.Key = node;
        }
        else
        {
            parent.Key = null;
            AddEntry(parent, key, node);
        }
    }

    private void AddEntry(YamlFrame parent, YamlNode key, YamlNode node)
    {
        if (key.PlainKey && key.Value.TryGetString(out string? text) && text == "<<")
        {
            if (YamlMerge.TrySources(node.Value, out ImmutableArray<ValueMap> sources))
            {
                (parent.Merged ??= []).AddRange(sources);
                return;
            }

            Report("yaml/merge", "Merge key without a mapping", "The value of '<<' is a mapping, an alias of one, or a sequence of these.", SpanOf(node.Value));
        }

        Value name = KeyOf(key);
        if (parent.TryAddName(name.AsString, parent.Entries.Count, out int first))
        {
            parent.Entries.Add(new ValueEntry(name, node.Value));
            return;
        }

        int line = _source.GetLine(SpanOf(parent.Entries[first].Key).Start);
        Report("yaml/duplicate-key", "Duplicate key",
            $"'{Shorten(name.AsString)}' stands in this mapping already, on line {line}. Keep one of them: which one counts depends on the program that reads it.",
            SpanOf(name));
        parent.Entries[first] = new ValueEntry(name, node.Value);
    }

    /// <summary>Keys are strings in every format that is read here: <c>8080:</c> is found as "8080".</summary>
    private Value KeyOf(YamlNode key)
    {
        if (key.Value.Kind == ValueKind.String)
        {
            return key.Value;
        }

        TextSpan span = SpanOf(key.Value);
        if (key.Value.Kind is ValueKind.Map or ValueKind.List && !_complexKeyReported)
        {
            _complexKeyReported = true;
            Report("yaml/complex-key", "Mapping or sequence as a key", "No format that is analysed here has such keys.", span, DiagnosticSeverity.Warning);
        }

        return Value.Of(Shorten(_source.GetText(span))).WithOrigin(key.Value.Origin);
    }

    private YamlNode ReadScalar(Scalar scalar)
    {
        int start = SkipProperties(scalar);
        int end = Math.Max(start, Offset(scalar.End));
        bool plain = scalar.Style == ScalarStyle.Plain;
        if (scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded)
        {
            // The mark stands where the next token begins.
            while (end > start && _source.Content[end - 1] is ' ' or '\t' or '\n' or '\r')
            {
                end--;
            }
        }

        TextSpan span = TextSpan.FromBounds(start, end);
        if (!span.IsEmpty)
        {
            Scalars.Add(span);
        }

        KeepTag(scalar, start);
        Value value;
        if (scalar.Value.Length > YamlReader.MaxScalarLength)
        {
            Report("yaml/scalar-too-long", "Scalar too long",
                $"It has more than {YamlReader.MaxScalarLength} characters; its value was not read.", new TextSpan(start, 1), DiagnosticSeverity.Warning);
            value = Value.Unknown(UnknownKind.Limit, "the scalar is too long");
        }
        else
        {
            value = YamlSchema.Resolve(scalar.Value, plain, scalar.Tag.IsEmpty ? null : scalar.Tag.Value);
        }

        return new YamlNode(value.WithOrigin(OriginOf(span)), 1, 0, plain);
    }

    private YamlNode ReadAlias(AnchorAlias alias)
    {
        TextSpan span = TextSpan.FromBounds(Offset(alias.Start), Offset(alias.End));
        string name = alias.Value.Value;
        if (!_anchors.TryGetValue(name, out YamlNode? anchored))
        {
            Report("yaml/undefined-alias", "Alias without an anchor", $"No '&{Shorten(name)}' stands before it in this document.", span);
            return Unreadable(UnknownKind.Error, "the alias has no anchor", span);
        }

        if (anchored is not { } node)
        {
            Report("yaml/alias-cycle", "Alias inside its own anchor", $"'*{Shorten(name)}' stands inside the node that '&{Shorten(name)}' names.", span);
            return Unreadable(UnknownKind.Error, "the alias stands inside its own anchor", span);
        }

        if (_aliasNodes + node.Size > YamlReader.MaxAliasNodes || _open.Count + node.Height > YamlReader.MaxDepth)
        {
            if (!_aliasLimitReported)
            {
                _aliasLimitReported = true;
                Report("yaml/alias-limit", "Aliases stand for too much",
                    $"Aliases add more than {YamlReader.MaxAliasNodes} nodes or nest more than {YamlReader.MaxDepth} levels deep; this one and further ones were not followed.", span);
            }

            return Unreadable(UnknownKind.Limit, "aliases stand for too many nodes", span);
        }

        _aliasNodes += node.Size;
        var origin = new Origin(OriginKind.Written, "*" + name, new SourceLocation(_source, span), node.Value.Origin);
        return node with { Value = node.Value.WithOrigin(origin), PlainKey = false };
    }

    private YamlNode Unreadable(UnknownKind kind, string reason, TextSpan span) =>
        new(Value.Unknown(kind, reason).WithOrigin(OriginOf(span)), 1, 0, PlainKey: false);

    private int CloseAll(int offset)
    {
        while (_open.TryPop(out YamlFrame? frame))
        {
            if (frame.Start <= offset)
            {
                Attach(Finish(frame));
            }
        }

        if (_inDocument)
        {
            EndDocument(Math.Max(LastEnd(), _documentStart));
        }

        return offset;
    }

    private void EndDocument(int end)
    {
        _inDocument = false;
        _documents.Add(new YamlDocument(_source, _root, TextSpan.FromBounds(_documentStart, Math.Max(_documentStart, end)), _tags));
    }

    private int LastEnd()
    {
        int end = Scalars.Count > 0 ? Scalars[^1].End : _documentStart;
        return _root.Origin is { } origin ? Math.Max(end, origin.Location.Span.End) : end;
    }

    private void KeepTag(NodeEvent node, int start)
    {
        if (!node.Tag.IsEmpty)
        {
            _tags[start] = node.Tag.Value;
        }
    }

    /// <summary>The start of the node itself: an event begins at the anchor or tag before it.</summary>
    private int SkipProperties(NodeEvent node)
    {
        int start = Offset(node.Start);
        return node.Anchor.IsEmpty && node.Tag.IsEmpty ? start : YamlProperties.Skip(_source.Content, start, EndOfProperties(node));
    }

    /// <summary>Behind it no property can stand: a scalar's own end; for a collection the end of the text.</summary>
    private int EndOfProperties(NodeEvent node) => node is Scalar scalar ? Math.Max(Offset(scalar.Start), Offset(scalar.End)) : _end;

    private int Offset(Mark mark) => Math.Clamp(_start + (int)mark.Index, _start, _end);

    private Origin OriginOf(TextSpan span) => Origin.Written(_source, span);

    private static TextSpan SpanOf(Value value) => value.Origin?.Location.Span ?? default;

    private TextSpan SpanOfError(int start, int end)
    {
        TextSpan line = _source.GetLineSpan(_source.GetLine(start));
        return TextSpan.FromBounds(start, Math.Max(start, Math.Min(end, line.End)));
    }

    private void Report(string code, string summary, string detail, TextSpan span, DiagnosticSeverity severity = DiagnosticSeverity.Error)
    {
        if (_diagnostics.Count < YamlReader.MaxDiagnostics)
        {
            _diagnostics.Add(new Diagnostic(code, severity, summary, detail, new SourceLocation(_source, span)));
        }
    }

    private static string Sentence(string message) => message.EndsWith('.') ? message : message + ".";

    private static string Shorten(string text) => text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 77), "...");
}
