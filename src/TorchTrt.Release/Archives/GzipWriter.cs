using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;

namespace TorchTrt.Release.Archives;

/// <summary>
/// Writes one gzip member (RFC 1952) whose blocks several cores deflate at once. Each block ends on a byte border by a sync flush and begins with an empty
/// window, so the parts join to one valid deflate stream. Both streams are hashed as they pass. The header carries no name, no time and no system.
/// </summary>
public sealed class GzipWriter : IDisposable
{
    private static readonly byte[] Header = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

    /// <summary>An empty last block.</summary>
    private static readonly byte[] End = [3, 0];

    private readonly IncrementalHash contentHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Stream to;
    private readonly GzipPlan plan;

    /// <summary>Threads of their own: each keeps the memory that the deflater gives back, and the pool's would be more of them.</summary>
    private readonly Task[] workers;
    private readonly BlockingCollection<(Block Block, TaskCompletionSource Done)> work = [];
    private readonly Queue<(Block Block, Task Done)> inFlight = new();
    private readonly Stack<Block> free = new();
    private Block filling;
    private uint crc;
    private long contentBytes;
    private long bytes;

    /// <param name="to">Not closed.</param>
    public GzipWriter(Stream to, GzipPlan plan)
    {
        (this.to, this.plan) = (to, plan);
        filling = new Block(plan.BlockBytes);
        workers = [.. Enumerable.Range(0, plan.Threads).Select(_ => Task.Factory.StartNew(DeflateBlocks, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
    }

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
        work.CompleteAdding();
        Task.WaitAll(workers);
        work.Dispose();
        contentHash.Dispose();
        hash.Dispose();
    }

    private void Submit(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var done = new TaskCompletionSource();
        inFlight.Enqueue((filling, done.Task));
        work.Add((filling, done), cancel);
        contentHash.AppendData(filling.Input.AsSpan(0, filling.Length));
        contentBytes += filling.Length;
        // One more waits for each worker, so that none is idle while blocks are hashed and written here.
        while (inFlight.Count > 2 * workers.Length) Drain(cancel);
        filling = free.TryPop(out var used) ? used : new Block(plan.BlockBytes);
    }

    private void Drain(CancellationToken cancel)
    {
        var (block, done) = inFlight.Dequeue();
        done.Wait(cancel);
        if (bytes == 0) Put(Header);
        Put(block.Output.GetBuffer().AsSpan(0, (int)block.Output.Length));
        crc = Crc32.Combine(crc, block.Crc, block.Length);
        block.Length = 0;
        free.Push(block);
    }

    private void DeflateBlocks()
    {
        foreach (var (block, done) in work.GetConsumingEnumerable())
        {
            try
            {
                block.Deflate(plan.Level);
                done.SetResult();
            }
            catch (Exception failure)
            {
                // Thrown again where the block is waited for.
                done.SetException(failure);
            }
        }
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
