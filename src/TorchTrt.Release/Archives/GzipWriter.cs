using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace TorchTrt.Release.Archives;

/// <summary>
/// Writes one gzip member (RFC 1952) whose blocks several cores deflate at once. Each block ends on a byte border by a sync flush and begins with an empty
/// window, so the parts join to one valid deflate stream. Both streams are hashed as they pass. The header carries no name, no time and no system.
/// </summary>
/// <param name="to">Not closed.</param>
public sealed class GzipWriter(Stream to, GzipPlan plan) : IDisposable
{
    private static readonly byte[] Header = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

    /// <summary>An empty last block.</summary>
    private static readonly byte[] End = [3, 0];

    private readonly IncrementalHash contentHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Queue<(Block Block, Task Work)> inFlight = new();
    private readonly Stack<Block> free = new();
    private readonly int most = plan.Threads + 1;
    private Block filling = new(plan.BlockBytes);
    private uint crc;
    private long contentBytes;
    private long bytes;

    /// <summary>Where the next bytes go; never empty. Say with <see cref="Advance"/> how many were put there.</summary>
    public Span<byte> Room => filling.Input.AsSpan(filling.Length);

    /// <summary>Takes the bytes put into <see cref="Room"/>.</summary>
    public void Advance(int count, CancellationToken cancel)
    {
        filling.Length += count;
        if (filling.Length == filling.Input.Length) Submit(cancel);
    }

    /// <summary>Takes a copy of the bytes.</summary>
    public void Write(ReadOnlySpan<byte> content, CancellationToken cancel)
    {
        while (content.Length > 0)
        {
            var count = Math.Min(content.Length, Room.Length);
            content[..count].CopyTo(Room);
            Advance(count, cancel);
            content = content[count..];
        }
    }

    /// <summary>Writes what is left, and the end. Nothing is taken afterwards.</summary>
    public GzipTotals Finish(CancellationToken cancel)
    {
        if (filling.Length > 0) Submit(cancel);
        while (inFlight.Count > 0) Drain(cancel);
        Span<byte> trailer = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, crc);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], (uint)contentBytes);
        if (bytes == 0) Put(Header);
        Put(End);
        Put(trailer);
        return new GzipTotals(Convert.ToHexStringLower(hash.GetHashAndReset()), bytes, Convert.ToHexStringLower(contentHash.GetHashAndReset()), contentBytes);
    }

    public void Dispose()
    {
        contentHash.Dispose();
        hash.Dispose();
    }

    private void Submit(CancellationToken cancel)
    {
        var block = filling;
        inFlight.Enqueue((block, Task.Run(() => block.Deflate(plan.Level), CancellationToken.None)));
        contentHash.AppendData(block.Input.AsSpan(0, block.Length));
        contentBytes += block.Length;
        while (inFlight.Count >= most) Drain(cancel);
        filling = free.TryPop(out var used) ? used : new Block(plan.BlockBytes);
    }

    private void Drain(CancellationToken cancel)
    {
        var (block, work) = inFlight.Dequeue();
        work.Wait(cancel);
        if (bytes == 0) Put(Header);
        Put(block.Output.GetBuffer().AsSpan(0, (int)block.Output.Length));
        crc = Crc32.Combine(crc, block.Crc, block.Length);
        block.Length = 0;
        free.Push(block);
    }

    private void Put(ReadOnlySpan<byte> part)
    {
        hash.AppendData(part);
        bytes += part.Length;
        to.Write(part);
    }

    /// <summary>A stretch of content and what it deflates to.</summary>
    private sealed class Block(int size)
    {
        public byte[] Input { get; } = GC.AllocateUninitializedArray<byte>(size);

        public MemoryStream Output { get; } = new(size + (size / 16));

        public int Length { get; set; }

        public uint Crc { get; private set; }

        public void Deflate(int level)
        {
            Output.SetLength(0);
            var content = Input.AsSpan(0, Length);
            long blockEnd;
            using (var deflate = new DeflateStream(Output, new ZLibCompressionOptions { CompressionLevel = level }, leaveOpen: true))
            {
                deflate.Write(content);
                deflate.Flush();
                blockEnd = Output.Length;
            }

            // What closing the stream adds would end the whole member.
            Output.SetLength(blockEnd);
            Crc = Crc32.Append(0, content);
        }
    }
}
