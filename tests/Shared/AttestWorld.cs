using System.Text;
using TorchTrt.Release.Artifacts;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Testing;

/// <summary>A history of one commit, at a fixed time.</summary>
public sealed class AttestHistory : IHistory
{
    public static CommitId Head { get; } = new("0123456789abcdef0123456789abcdef01234567");

    public static DateTimeOffset Time { get; } = new(2026, 3, 14, 15, 9, 26, TimeSpan.Zero);

    public Task<CommitId> Resolve(string revision, CancellationToken cancel) => Task.FromResult(Head);

    public Task<IReadOnlyList<Tag>> Tags(CancellationToken cancel) => Task.FromResult<IReadOnlyList<Tag>>([]);

    public IAsyncEnumerable<Commit> Ancestry(IReadOnlyCollection<CommitId> ends, CancellationToken cancel) => throw new NotSupportedException();

    public async IAsyncEnumerable<Commit> Commits(CommitRange range, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        yield return new Commit(Head, [], "A. Author", "author@example.com", Time, "feat: all of it\n");
    }

    public Task<byte[]?> FileAt(CommitId commit, string path, CancellationToken cancel) => Task.FromResult<byte[]?>(null);

    public Task<bool> IsAncestor(CommitId ancestor, CommitId descendant, CancellationToken cancel) => Task.FromResult(ancestor == descendant);
}

/// <summary>Signs by naming the key and the digest, and counts.</summary>
public sealed class AttestSigner : ISigner
{
    public HashSet<string> Lost { get; } = [];

    public int Signed { get; private set; }

    public Task<ReleaseError?> Unable(SignatureKey key, CancellationToken cancel)
        => Task.FromResult(Lost.Contains(key.Key) ? new ReleaseError("TR5311", $"{key.Key} is no key.", "check it") : null);

    public Task<byte[]> Sign(SignatureKey key, string fileName, byte[] content, CancellationToken cancel)
    {
        Signed++;
        return Task.FromResult(Signature(key, content));
    }

    public Task<string?> Wrong(SignatureKey trusted, string fileName, byte[] content, byte[] signature, CancellationToken cancel)
        => Task.FromResult(signature.AsSpan().SequenceEqual(Signature(trusted, content)) ? null : "it is not by that key");

    private static byte[] Signature(SignatureKey key, byte[] content) => Encoding.UTF8.GetBytes($"{key} {Digest.Of(content)}");
}

/// <summary>Records of builds at a fixed time, on a machine of no name.</summary>
public static class AttestWorld
{
    public static Attestations.Builder Here { get; } = new("urn:torch-tensorrt-release:builder:this-machine", new Dictionary<string, string> { ["torch-tensorrt-release"] = "1.0.0" }, null);

    public static Attestations.BuildRecords Records(IReceipts receipts, string version)
        => new(new AttestHistory(), receipts, ToolsWorld.Target(version), "https://github.com/pytorch/TensorRT", Here, new StoppedClock(AttestHistory.Time.AddMinutes(3)));

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
