using System.Text;
using GcpLint.Audit.Exports;
using GcpLint.Audit.Reading;
using GcpLint.Text;

namespace GcpLint.Audit.Projects;

/// <summary>
/// Puts assets that come in any order together by project. A small reading is held in memory; of a large one the texts go
/// to a temporary file and a number for each asset stays, so that memory does not grow with what assets say.
/// </summary>
internal sealed class AssetStore : IDisposable
{
    /// <summary>
    /// Texts of together so many characters stay in memory: parsed they take about ten times the room, which every machine
    /// has, and nearly all projects have less.
    /// </summary>
    public const int DefaultMemoryLimit = 16 << 20;

    /// <summary>Exports are few; of live projects each asset has a path of its own, which then stands in the file.</summary>
    private const int MaxPaths = 1024;

    /// <summary>The number that says that the path itself follows.</summary>
    private const int OwnPath = -1;

    private readonly int _memoryLimit;
    private readonly SortedDictionary<string, List<Asset>> _assets = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, List<long>> _places = new(StringComparer.Ordinal);
    private readonly List<string> _paths = [];
    private readonly Dictionary<string, int> _pathNumbers = new(StringComparer.Ordinal);
    private FileStream? _file;
    private BinaryWriter? _writer;
    private long _length;

    public AssetStore(int memoryLimit = DefaultMemoryLimit)
    {
        _memoryLimit = memoryLimit;
    }

    /// <summary>The scopes of all assets, in ordinal order.</summary>
    public IEnumerable<string> Scopes => _writer is null ? _assets.Keys : _places.Keys;

    public int Count { get; private set; }

    public void Add(Asset asset)
    {
        Count++;
        string scope = AssetScope.Of(asset);
        if (_writer is null)
        {
            List(_assets, scope).Add(asset);
            _length += asset.Place.Span.Length;
            if (_length > _memoryLimit)
            {
                Spill();
            }
        }
        else
        {
            Write(_writer, scope, asset);
        }
    }

    /// <summary>The assets of a scope in the order in which they came.</summary>
    public IEnumerable<Asset> Read(string scope)
    {
        if (_file is null || _writer is null)
        {
            return _assets.GetValueOrDefault(scope, []);
        }

        _writer.Flush();
        return _places.GetValueOrDefault(scope, []).Select(Read).OfType<Asset>();
    }

    public void Dispose()
    {
        _writer?.Dispose();
        _file?.Dispose();
    }

    private static List<T> List<T>(SortedDictionary<string, List<T>> lists, string scope)
    {
        if (!lists.TryGetValue(scope, out List<T>? list))
        {
            lists[scope] = list = [];
        }

        return list;
    }

    private void Spill()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose | FileOptions.RandomAccess,
            BufferSize = 128 * 1024,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        _file = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), options);
        _writer = new BinaryWriter(_file, Encoding.UTF8, leaveOpen: true);
        foreach ((string scope, List<Asset> assets) in _assets)
        {
            foreach (Asset asset in assets)
            {
                Write(_writer, scope, asset);
            }
        }

        _assets.Clear();
    }

    private void Write(BinaryWriter writer, string scope, Asset asset)
    {
        SourceText source = asset.Place.Source;
        if (!_pathNumbers.TryGetValue(source.Path, out int path))
        {
            path = _paths.Count < MaxPaths ? _paths.Count : OwnPath;
        }

        Position start = asset.Place.Start;
        List(_places, scope).Add(writer.BaseStream.Position);
        writer.Write(path);
        if (path == OwnPath)
        {
            writer.Write(source.Path);
        }
        else if (path == _paths.Count)
        {
            _pathNumbers[source.Path] = path;
            _paths.Add(source.Path);
        }

        writer.Write(start.Line);
        writer.Write(start.Column);
        writer.Write(source.GetText(asset.Place.Span));
    }

    private Asset? Read(long place)
    {
        if (_file is null)
        {
            return null;
        }

        _file.Seek(place, SeekOrigin.Begin);
        using var reader = new BinaryReader(_file, Encoding.UTF8, leaveOpen: true);
        int number = reader.ReadInt32();
        string path = number == OwnPath ? reader.ReadString() : _paths[number];
        var start = new Position(reader.ReadInt32(), reader.ReadInt32());
        return AssetExportReader.ReadOne(new SourceText(path, reader.ReadString()) { Start = start }).Asset;
    }
}
