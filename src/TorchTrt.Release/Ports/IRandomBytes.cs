namespace TorchTrt.Release.Ports;

/// <summary>Bytes that are read in any order, by several threads at once: a file on disk, a member of an archive, memory.</summary>
public interface IRandomBytes : IDisposable
{
    long Length { get; }

    /// <summary>Reads what there is at an offset, as much as fits.</summary>
    /// <returns>How many bytes were read; 0 at or past the end.</returns>
    int Read(long offset, Span<byte> into);
}

/// <summary>Bytes that can be put aside and read again; gone when disposed.</summary>
public interface IScratchBytes : IRandomBytes
{
    /// <summary>Adds to the end. One writer at a time.</summary>
    void Append(ReadOnlySpan<byte> content);

    /// <summary>Forgets everything, to be used again.</summary>
    void Clear();
}

/// <summary>Bytes in memory.</summary>
public sealed class MemoryBytes(ReadOnlyMemory<byte> content) : IRandomBytes
{
    public long Length => content.Length;

    public int Read(long offset, Span<byte> into)
    {
        if (offset < 0 || offset >= content.Length) return 0;
        var there = content.Span[(int)offset..];
        var count = Math.Min(there.Length, into.Length);
        there[..count].CopyTo(into);
        return count;
    }

    public void Dispose()
    {
    }
}

/// <summary>A stretch of other bytes, which it does not own.</summary>
public sealed class ByteRange(IRandomBytes whole, long start, long length) : IRandomBytes
{
    public long Length => length;

    public int Read(long offset, Span<byte> into)
        => offset < 0 || offset >= length ? 0 : whole.Read(start + offset, into[..(int)Math.Min(into.Length, length - offset)]);

    public void Dispose()
    {
    }
}
