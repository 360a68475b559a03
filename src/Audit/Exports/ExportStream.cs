using System.IO.Compression;

namespace GcpLint.Audit.Exports;

/// <summary>The bytes of an export, unpacked if they are packed with gzip (RFC 1952). Forwards only; leaves the inner stream open.</summary>
internal sealed class ExportStream : Stream
{
    /// <summary>
    /// JSON of assets packs to a tenth or a twentieth; deflate's most is 1:1032, which only a bomb reaches. Without the
    /// bound a small file keeps the program busy for hours.
    /// </summary>
    public const int MaxRatio = 250;

    /// <summary>Small exports of much the same may pack better than <see cref="MaxRatio"/>.</summary>
    private const long FreeLength = 64L << 20;

    private readonly PrefixedStream _source;
    private readonly GZipStream? _unpacked;
    private long _length;

    public ExportStream(Stream stream)
    {
        _source = new PrefixedStream(stream);
        if (_source.Prefix is [0x1F, 0x8B])
        {
            _unpacked = new GZipStream(_source, CompressionMode.Decompress, leaveOpen: true);
        }
    }

    /// <summary>Why reading ended with an <see cref="InvalidDataException"/>.</summary>
    public bool IsBomb { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_unpacked is null)
        {
            return _source.Read(buffer);
        }

        int read = _unpacked.Read(buffer);
        _length += read;

        // GZipStream ends cut data without a word. At the end of a file is the length that it unpacks to (RFC 1952, 2.3.1).
        if (read == 0 && buffer.Length > 0 && _source.Tail != (uint)_length)
        {
            throw new InvalidDataException("The data have another length than they state.");
        }

        if (_length > FreeLength && _length / MaxRatio > _source.Position)
        {
            IsBomb = true;
            throw new InvalidDataException("The data unpack to too much.");
        }

        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _unpacked?.Dispose();
            _source.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>A stream whose first two bytes were looked at; counts what is read of it.</summary>
    private sealed class PrefixedStream : Stream
    {
        private readonly Stream _inner;
        private readonly byte[] _prefix;
        private long _position;

        public PrefixedStream(Stream inner)
        {
            _inner = inner;
            byte[] prefix = new byte[2];
            int read = inner.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false);
            _prefix = prefix[..read];
        }

        public ReadOnlySpan<byte> Prefix => _prefix;

        /// <summary>The last four bytes that were read, as a number in little endian.</summary>
        public uint Tail { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _position;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int read;
            if (_position < _prefix.Length && buffer.Length > 0)
            {
                read = Math.Min(buffer.Length, _prefix.Length - (int)_position);
                _prefix.AsSpan((int)_position, read).CopyTo(buffer);
            }
            else
            {
                read = _inner.Read(buffer);
            }

            foreach (byte last in buffer[Math.Max(0, read - sizeof(uint))..read])
            {
                Tail = (Tail >> 8) | ((uint)last << 24);
            }

            _position += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
