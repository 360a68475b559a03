namespace GcpLint.Images.Files;

/// <summary>Reads another stream up to a number of bytes, and says so beyond it; seeks where the other one does.</summary>
internal sealed class LimitedStream(Stream stream, long limit) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => stream.CanSeek;

    public override bool CanWrite => false;

    public override long Length => stream.Length;

    public override long Position
    {
        get => stream.Position;
        set => stream.Position = value;
    }

    /// <exception cref="ImageException">The limit is passed.</exception>
    public override int Read(Span<byte> buffer)
    {
        int count = stream.Read(buffer);
        _read += count;
        return _read <= limit ? count : throw new ImageException($"more than {limit >> 30} GiB come out of the compressed archive", "Unpack it yourself if it is really so large, and name the tar file.");
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => stream.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
