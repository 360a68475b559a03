using System.Buffers;
using System.Text;
using GcpLint.Text;

namespace GcpLint.Audit.Exports;

/// <summary>Why a part of an export gives no asset.</summary>
internal sealed record ExportProblem(string Code, string Summary, string Detail);

/// <summary>The text of one element of an export, or the beginning of a part that is none.</summary>
/// <param name="Text">The element; with a problem the beginning of the part, for people.</param>
/// <param name="Start">Where it begins in the export.</param>
/// <param name="Problem">Null for an element.</param>
internal sealed record ExportFrame(string Text, Position Start, ExportProblem? Problem);

/// <summary>
/// Cuts an export into its elements without reading their JSON: at line ends, or in an array by counting brackets outside
/// of strings. Holds one buffer and one element.
/// </summary>
internal sealed class ExportFrames : IDisposable
{
    private const int BufferSize = 64 * 1024;

    /// <summary>How much of a part that is no element a diagnostic keeps.</summary>
    private const int ExcerptLength = 120;

    private static readonly SearchValues<char> s_structure = SearchValues.Create("\"{}[]\n");
    private static readonly SearchValues<char> s_stringEnds = SearchValues.Create("\"\\\n");

    private readonly ExportStream _stream;
    private readonly StreamReader _reader;
    private readonly char[] _buffer = new char[BufferSize];
    private readonly StringBuilder _element = new();
    private int _start;
    private int _end;
    private int _line = 1;
    private int _column = 1;
    private bool _isOver;
    private bool? _isArray;
    private bool _isClosed;
    private ExportProblem? _ending;
    private bool _isTooLong;

    public ExportFrames(Stream stream)
    {
        _stream = new ExportStream(stream);
        _reader = new StreamReader(_stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: BufferSize, leaveOpen: true);
    }

    /// <summary>Null at the end.</summary>
    public ExportFrame? Next()
    {
        _isArray ??= BeginArray();
        ExportFrame? frame = _isArray.Value ? NextItem() : NextLine();
        if (frame is null && _ending is { } ending)
        {
            _ending = null;
            return new ExportFrame("", new Position(_line, _column), ending);
        }

        return frame;
    }

    public void Dispose()
    {
        _reader.Dispose();
        _stream.Dispose();
    }

    private ExportFrame? NextLine()
    {
        while (Fill())
        {
            SkipBlanks();
            if (_start == _end)
            {
                continue;
            }

            Begin(out Position start);
            while (Fill())
            {
                int end = Rest.IndexOf('\n');
                Append(end < 0 ? Rest.Length : end);
                if (end >= 0)
                {
                    break;
                }
            }

            return Element(start);
        }

        return null;
    }

    private ExportFrame? NextItem()
    {
        while (Fill())
        {
            char c = _buffer[_start];
            if (c is ' ' or '\t' or '\r' or '\n' || (c == ',' && !_isClosed))
            {
                Skip(1);
                continue;
            }

            if (c == '{' && !_isClosed)
            {
                Begin(out Position start);
                AppendObject();
                return Element(start);
            }

            if (c == ']' && !_isClosed)
            {
                _isClosed = true;
                Skip(1);
                continue;
            }

            return Garbage();
        }

        if (!_isClosed)
        {
            _isClosed = true;
            _ending ??= new ExportProblem("audit/cut-export", "The export has no end", "The closing bracket of the array is missing: the export was cut, and assets may be missing.");
        }

        return null;
    }

    // Up to where an element can begin: what lies between is one diagnostic, however long it is.
    private ExportFrame Garbage()
    {
        Begin(out Position start);
        while (Fill())
        {
            int end = _isClosed ? -1 : Rest.IndexOfAny('{', ']', '\n');
            Append(end < 0 ? Rest.Length : end);
            if (end >= 0)
            {
                break;
            }
        }

        return new ExportFrame(Excerpt(), start, new ExportProblem("audit/no-asset", "Not an asset", "Between the assets of an array stand commas only; this text was left out."));
    }

    // A string ends at the end of its line at the latest (RFC 8259, section 7): one that is not closed spoils one element.
    private void AppendObject()
    {
        long depth = 0;
        bool inString = false;
        bool escaped = false;
        while (Fill())
        {
            if (escaped)
            {
                escaped = false;
                Append(1);
                continue;
            }

            int next = inString ? Rest.IndexOfAny(s_stringEnds) : Rest.IndexOfAny(s_structure);
            if (next < 0)
            {
                Append(Rest.Length);
                continue;
            }

            char c = Rest[next];
            Append(next + 1);
            switch (c)
            {
                case '\\':
                    escaped = true;
                    break;
                case '"':
                    inString = !inString;
                    break;
                case '\n':
                    inString = false;
                    break;
                case '{' or '[':
                    depth++;
                    break;
                default:
                    depth--;
                    break;
            }

            if (depth == 0)
            {
                return;
            }
        }
    }

    private ReadOnlySpan<char> Rest => _buffer.AsSpan(_start, _end - _start);

    private void Begin(out Position start)
    {
        _element.Clear();
        _isTooLong = false;
        start = new Position(_line, _column);
    }

    private void Append(int length)
    {
        ReadOnlySpan<char> text = Rest[..length];
        if (_element.Length + length > AssetExportReader.MaxAssetLength)
        {
            _isTooLong = true;
            text = text[..Math.Clamp(ExcerptLength - _element.Length, 0, length)];
        }

        if (!_isTooLong || _element.Length < ExcerptLength)
        {
            _element.Append(text);
        }

        Skip(length);
    }

    private ExportFrame Element(Position start) => _isTooLong
        ? new ExportFrame(Excerpt(), start, new ExportProblem("audit/asset-too-long", "Asset too long", $"It has more than {AssetExportReader.MaxAssetLength} characters and was left out."))
        : new ExportFrame(_element.ToString().TrimEnd('\r', ' ', '\t'), start, null);

    private string Excerpt() => _element.ToString(0, Math.Min(_element.Length, ExcerptLength)).TrimEnd();

    /// <summary>Passes over text of the buffer; lines end with LF, as tools write exports.</summary>
    private void Skip(int length)
    {
        ReadOnlySpan<char> passed = Rest[..length];
        int last = passed.LastIndexOf('\n');
        if (last >= 0)
        {
            _line += passed.Count('\n');
            _column = length - last;
        }
        else
        {
            _column += length;
        }

        _start += length;
    }

    private void SkipBlanks()
    {
        int blanks = Rest.IndexOfAnyExcept(" \t\r\n");
        Skip(blanks < 0 ? Rest.Length : blanks);
    }

    // An array of assets begins with "[" and, behind blanks, "{" or "]": a line of a log may begin with "[" as well.
    private bool BeginArray()
    {
        do
        {
            SkipBlanks();
        }
        while (_start == _end && Fill());

        if (_start == _end || _buffer[_start] != '[')
        {
            return false;
        }

        // Blanks behind the bracket that do not fit the buffer are no export.
        while (Rest[1..].IndexOfAnyExcept(" \t\r\n") < 0 && More())
        {
        }

        int next = Rest[1..].IndexOfAnyExcept(" \t\r\n");
        if (next >= 0 && Rest[next + 1] is not ('{' or ']'))
        {
            return false;
        }

        Skip(1);
        return true;
    }

    /// <summary>False at the end of the export; otherwise there is something in the buffer.</summary>
    private bool Fill()
    {
        if (_start < _end)
        {
            return true;
        }

        _start = 0;
        _end = 0;
        return More();
    }

    /// <summary>Reads more behind what is in the buffer; false at the end, or if the buffer is full.</summary>
    private bool More()
    {
        if (_start > 0)
        {
            Rest.CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_isOver || _end == _buffer.Length)
        {
            return false;
        }

        try
        {
            int read = _reader.Read(_buffer, _end, _buffer.Length - _end);
            _end += read;
            _isOver = read == 0;
        }
        catch (InvalidDataException)
        {
            _isOver = true;
            _ending = _stream.IsBomb
                ? new ExportProblem("audit/export-too-large", "The export unpacks to too much", $"It unpacks to more than {ExportStream.MaxRatio} times its size, which no export does; the rest was not read.")
                : new ExportProblem("audit/cut-export", "The export is damaged", "Its gzip data are cut, damaged or several files in one: assets may be missing. Export it again, or unpack it first.");
        }

        return !_isOver;
    }
}
