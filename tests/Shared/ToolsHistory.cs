using System.Text;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Testing;

/// <summary>A history of one release, whose files are told one by one.</summary>
public sealed class ToolsHistory : IHistory
{
    private readonly Dictionary<(CommitId Commit, string Path), byte[]> files = [];

    public ToolsHistory With(CommitId commit, string path, string text)
    {
        files[(commit, path)] = Encoding.UTF8.GetBytes(text);
        return this;
    }

    public Task<byte[]?> FileAt(CommitId commit, string path, CancellationToken cancel) => Task.FromResult(files.GetValueOrDefault((commit, path)));

    public Task<CommitId> Resolve(string revision, CancellationToken cancel) => revision == "HEAD" ? Task.FromResult(new CommitId(new string('b', 40))) : throw new NotSupportedException();

    /// <summary>Every commit of this history was made at the same time.</summary>
    public Task<IReadOnlyList<Tag>> Tags(CancellationToken cancel) => throw new NotSupportedException();

    public IAsyncEnumerable<Commit> Commits(CommitRange range, CancellationToken cancel) => throw new NotSupportedException();

    public IAsyncEnumerable<Commit> Ancestry(IReadOnlyCollection<CommitId> ends, CancellationToken cancel) => throw new NotSupportedException();

    public Task<bool> IsAncestor(CommitId ancestor, CommitId descendant, CancellationToken cancel) => throw new NotSupportedException();
}
