using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Testing;

/// <summary>Bytes put aside in memory.</summary>
public sealed class ScratchMemory : IScratchBytes
{
    private readonly MemoryStream kept = new();

    public long Length => kept.Length;

    public int Read(long offset, Span<byte> into) => new MemoryBytes(kept.GetBuffer().AsMemory(0, (int)kept.Length)).Read(offset, into);

    public void Append(ReadOnlySpan<byte> content) => kept.Write(content);

    public void Clear() => kept.SetLength(0);

    public void Dispose() => kept.Dispose();
}
