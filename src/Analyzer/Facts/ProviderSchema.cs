using System.Buffers.Binary;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;

namespace GcpLint.Analyzer.Facts;

/// <summary>
/// The google and google-beta providers, and Terraform's own blocks and backends, as far as a configuration can be judged
/// by them. Nothing is read before the first question; then the index, and of the types those that are asked for.
/// </summary>
public sealed class ProviderSchema
{
    private static readonly Lazy<ProviderSchema> s_current = new(Open);

    private readonly byte[] _data;
    private readonly ImmutableArray<Chunk> _chunks;
    private readonly string[] _names;
    private readonly (int Chunk, int Line)[] _places;
    private readonly ConcurrentDictionary<int, byte[]> _opened = new();
    private readonly ConcurrentDictionary<string, ResourceSchema> _types = new(StringComparer.Ordinal);

    private ProviderSchema(byte[] data, ImmutableArray<Chunk> chunks, string[] names, (int, int)[] places)
    {
        _data = data;
        _chunks = chunks;
        _names = names;
        _places = places;
    }

    /// <summary>The schema that this program was built with; a table, read once.</summary>
    public static ProviderSchema Current => s_current.Value;

    /// <summary>
    /// Names of all types in ordinal order: resources as they are, others with a prefix: "data.", "ephemeral.", "list.",
    /// "backend.", "core.", "provisioner.".
    /// </summary>
    public ReadOnlySpan<string> Names => _names;

    /// <summary>A resource type; null if the schema does not know it. A type that was removed has the kind <see cref="SchemaKind.Gone"/>.</summary>
    public ResourceSchema? GetResource(string type) => Get(type);

    public ResourceSchema? GetData(string type) => Get("data." + type);

    /// <summary>The arguments of the providers google and google-beta.</summary>
    public ResourceSchema? GetProvider() => Get("provider");

    public ResourceSchema? GetBackend(string type) => Get("backend." + type);

    /// <summary>A block of Terraform itself: "variable", "lifecycle".</summary>
    public ResourceSchema? GetCore(string block) => Get("core." + block);

    /// <summary>By a name of <see cref="Names"/>.</summary>
    public ResourceSchema? Get(string name)
    {
        if (_types.TryGetValue(name, out ResourceSchema? known))
        {
            return known;
        }

        int found = _names.AsSpan().BinarySearch(name, StringComparer.Ordinal);
        return found < 0 ? null : _types.GetOrAdd(_names[found], static (key, state) => state.Schema.Decode(key, state.Found), (Schema: this, Found: found));
    }

    private ResourceSchema Decode(string name, int index)
    {
        (int chunk, int line) = _places[index];
        byte[] text = _opened.GetOrAdd(chunk, static (key, schema) => schema.Unpack(key), this);
        int start = 0;
        for (; line > 0; line--)
        {
            start += text.AsSpan(start).IndexOf((byte)'\n') + 1;
        }

        int length = text.AsSpan(start).IndexOf((byte)'\n');
        return SchemaDecoder.Decode(name, text.AsMemory(start, length));
    }

    private byte[] Unpack(int chunk)
    {
        Chunk place = _chunks[chunk];
        return Decompress(_data.AsSpan(place.Offset, place.Length), place.RawLength);
    }

    private static ProviderSchema Open()
    {
        byte[] data = ReadResource();
        int packed = BinaryPrimitives.ReadInt32LittleEndian(data.AsSpan(4));
        int raw = BinaryPrimitives.ReadInt32LittleEndian(data.AsSpan(8));
        const int HeaderLength = 12;
        byte[] index = Decompress(data.AsSpan(HeaderLength, packed), raw);
        var chunks = ImmutableArray.CreateBuilder<Chunk>();
        var places = new List<KeyValuePair<string, (int, int)>>(capacity: 2200);
        ReadOnlySpan<byte> rest = index;
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOf((byte)'\n');
            ReadIndexLine(rest[..end], HeaderLength + packed, chunks, places);
            rest = rest[(end + 1)..];
        }

        places.Sort((left, right) => string.CompareOrdinal(left.Key, right.Key));
        return new ProviderSchema(data, chunks.ToImmutable(), [.. places.Select(place => place.Key)], [.. places.Select(place => place.Value)]);
    }

    private static void ReadIndexLine(
        ReadOnlySpan<byte> line,
        int chunksStart,
        ImmutableArray<Chunk>.Builder chunks,
        List<KeyValuePair<string, (int, int)>> places)
    {
        Span<int> numbers = stackalloc int[3];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!Utf8Parser.TryParse(line, out numbers[i], out int consumed))
            {
                throw new InvalidOperationException("The embedded provider schema is damaged.");
            }

            line = line[(consumed + 1)..];
        }

        int ordinal = 0;
        foreach (Range part in line.Split((byte)' '))
        {
            places.Add(new(Encoding.ASCII.GetString(line[part]), (chunks.Count, ordinal++)));
        }

        chunks.Add(new Chunk(chunksStart + numbers[0], numbers[1], numbers[2]));
    }

    private static byte[] ReadResource()
    {
        using Stream stream = typeof(ProviderSchema).Assembly.GetManifestResourceStream("provider-schema.bin")
            ?? throw new InvalidOperationException("The program was built without its provider schema.");
        byte[] data = new byte[stream.Length];
        stream.ReadExactly(data);
        return data;
    }

    private static byte[] Decompress(ReadOnlySpan<byte> packed, int rawLength)
    {
        byte[] raw = new byte[rawLength];
        return BrotliDecoder.TryDecompress(packed, raw, out int written) && written == rawLength
            ? raw
            : throw new InvalidOperationException("The embedded provider schema is damaged.");
    }

    private readonly record struct Chunk(int Offset, int Length, int RawLength);
}
