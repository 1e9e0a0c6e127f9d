using System.Buffers.Binary;
using System.IO.Compression;

namespace TorchTrt.Release.Archives;

/// <summary>
/// What a gzip file inflates to, as a stream that is read once to its end. Checks what the platform's stream lets pass: the checksum and length at the end,
/// that the file is one member with nothing after it, and that it does not inflate without measure.
/// </summary>
internal sealed class InflatedGzip : Stream
{
    private readonly HostileArchive refused;
    private readonly LastBytesOneByOne file;
    private readonly DeflateStream inflate;
    private readonly long limit;
    private uint crc;
    private long count;
    private bool isEnded;

    /// <param name="file">At its beginning, with a length. Not closed.</param>
    public InflatedGzip(Stream file, ArchiveLimits limits, HostileArchive refused)
    {
        this.refused = refused;
        limit = limits.For(file.Length);
        SkipHeader(file);
        this.file = new LastBytesOneByOne(file);
        inflate = new DeflateStream(this.file, CompressionMode.Decompress, leaveOpen: true);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        if (isEnded || buffer.IsEmpty) return 0;
        int read;
        try
        {
            read = inflate.Read(buffer);
        }
        catch (InvalidDataException broken)
        {
            throw refused.Stop(on => on.Damaged(null, $"its compressed data cannot be read ({broken.Message.TrimEnd('.')})"));
        }

        crc = Crc32.Append(crc, buffer[..read]);
        count += read;
        if (count > limit) throw refused.Stop(on => on.TooLarge($"it has inflated to more than {limit} bytes"));
        if (read == 0) End();
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inflate.Dispose();
        base.Dispose(disposing);
    }

    private void End()
    {
        isEnded = true;
        Span<byte> trailer = stackalloc byte[8];
        var got = file.Inner.ReadAtLeast(trailer, trailer.Length, throwOnEndOfStream: false);
        if (got < trailer.Length) throw refused.Stop(on => on.Damaged(null, "it ends before its checksum"));
        var isWhole = BinaryPrimitives.ReadUInt32LittleEndian(trailer) == crc && BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]) == (uint)count;
        if (!isWhole) throw refused.Stop(on => on.Damaged(null, "its checksum or length is not that of its content"));
        if (file.Inner.Position < file.Inner.Length)
            throw refused.Stop(on => on.MoreThanOne($"{file.Inner.Length - file.Inner.Position} bytes follow the end of its gzip member"));
    }

    /// <summary>RFC 1952, section 2.3.</summary>
    private void SkipHeader(Stream from)
    {
        Span<byte> fixedPart = stackalloc byte[10];
        if (from.ReadAtLeast(fixedPart, fixedPart.Length, throwOnEndOfStream: false) < fixedPart.Length || fixedPart[0] != 0x1f || fixedPart[1] != 0x8b || fixedPart[2] != 8 || (fixedPart[3] & 0xe0) != 0)
            throw refused.Stop(on => on.Damaged(null, "it does not begin as a gzip file"));
        var flags = fixedPart[3];
        if ((flags & 4) != 0) Skip(from, Next(from) | (Next(from) << 8));
        if ((flags & 8) != 0) SkipText(from);
        if ((flags & 16) != 0) SkipText(from);
        if ((flags & 2) != 0) Skip(from, 2);
    }

    private void SkipText(Stream from)
    {
        while (Next(from) != 0)
        {
        }
    }

    private void Skip(Stream from, int bytes)
    {
        for (; bytes > 0; bytes--) Next(from);
    }

    private int Next(Stream from) => from.ReadByte() is >= 0 and var one ? one : throw refused.Stop(on => on.Damaged(null, "it ends within its gzip header"));

    /// <summary>
    /// The inflater asks for a buffer at a time and keeps what it does not need. Near the end it is given single bytes, so that the position of the file
    /// afterwards is exactly where the compressed data ended.
    /// </summary>
    private sealed class LastBytesOneByOne(Stream file) : Stream
    {
        private const int Slow = 16 << 10;

        public Stream Inner => file;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            if (buffer.IsEmpty) return 0;
            var fast = file.Length - file.Position - Slow;
            return file.Read(buffer[..(int)Math.Clamp(fast, 1, buffer.Length)]);
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
