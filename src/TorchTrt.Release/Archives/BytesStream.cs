using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Archives;

/// <summary>Bytes of any source, read in order.</summary>
internal sealed class BytesStream(IRandomBytes bytes) : Stream
{
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => bytes.Length;

    public override long Position { get => position; set => position = value; }

    public override int Read(Span<byte> buffer)
    {
        var read = bytes.Read(position, buffer);
        position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
