using System.Runtime.CompilerServices;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Tests.Models;

/// <summary>One manager's scratch clone: it outlives its runs. A commit is one bump; the checkout either holds it or not.</summary>
internal sealed class ManagersClone
{
    public Dictionary<string, CommitId> Refs { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Receipts { get; } = new(StringComparer.Ordinal);

    /// <summary>The steps before the pull request have edited files, and nothing is committed.</summary>
    public bool IsEdited { get; set; }

    public IGit Over(SharedWorld world, PowerLine power) => new Reached(this, world, power);

    private sealed class Reached(ManagersClone clone, SharedWorld world, PowerLine power) : IGit, IHistory
    {
        public Task<IReadOnlyList<string>> Uncommitted(CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>>(clone.IsEdited ? ["setup.py"] : []);

        public Task<CommitId?> Ref(string fullName, CancellationToken cancel) => Task.FromResult(clone.Refs.GetValueOrDefault(fullName));

        public Task<CommitId> CommitAll(string branch, CommitId parent, string message, CancellationToken cancel) => Task.FromResult(power.Change("commit", () =>
        {
            clone.IsEdited = false;
            return clone.Refs["HEAD"] = clone.Refs[$"refs/heads/{branch}"] = world.Commit([parent], message);
        }));

        public Task Push(CommitId commit, string remoteRef, CommitId? expected, CancellationToken cancel)
        {
            var branch = remoteRef["refs/heads/".Length..];
            power.Change($"push {branch}", () =>
            {
                if (world.Branches.GetValueOrDefault(branch) != expected) throw new ReleaseException(new ReleaseError("TR2101", "the remote refuses.", "look", branch));
                world.Push(branch, commit);
            });
            return Task.CompletedTask;
        }

        public Task PushTag(string tag, CommitId target, string message, CancellationToken cancel)
        {
            if (world.Tags.TryGetValue(tag, out var there))
                return there == target ? Task.CompletedTask : throw new ReleaseException(new ReleaseError("TR2103", $"the tag is at {there.Short}.", "release another version", tag));
            power.Change("push tag", () => world.Tags[tag] = target);
            return Task.CompletedTask;
        }

        public Task Fetch(CancellationToken cancel) => Task.CompletedTask;

        public Task CheckOut(CommitId commit, CancellationToken cancel)
        {
            power.Change("check out", () => clone.Refs["HEAD"] = commit);
            return Task.CompletedTask;
        }

        public Task<CommitId> Resolve(string revision, CancellationToken cancel) => throw new InvalidOperationException("Nobody resolves.");

        public async IAsyncEnumerable<Commit> Commits(CommitRange range, [EnumeratorCancellation] CancellationToken cancel)
        {
            await Task.CompletedTask;
            foreach (var commit in world.Commits.Values)
                if (world.IsAncestor(commit.Id, range.To) && (range.From is null || !world.IsAncestor(commit.Id, range.From))) yield return commit;
        }

        public IAsyncEnumerable<Commit> Ancestry(IReadOnlyCollection<CommitId> ends, CancellationToken cancel) => throw new InvalidOperationException("Nobody walks.");

        public Task<IReadOnlyList<Tag>> Tags(CancellationToken cancel) => throw new InvalidOperationException("Nobody lists tags.");

        public Task<byte[]?> FileAt(CommitId commit, string path, CancellationToken cancel) => throw new InvalidOperationException("Nobody reads files.");

        public Task<bool> IsAncestor(CommitId ancestor, CommitId descendant, CancellationToken cancel) => Task.FromResult(world.IsAncestor(ancestor, descendant));
    }
}
