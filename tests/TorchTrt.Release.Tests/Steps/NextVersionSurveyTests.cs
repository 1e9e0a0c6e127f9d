using System.Runtime.CompilerServices;
using System.Text;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Tests.Sites;

namespace TorchTrt.Release.Tests.Steps;

public class NextVersionSurveyTests
{
    private static readonly CommitId Released = new(new string('1', 40));
    private static readonly CommitId Head = new(new string('2', 40));

    [Fact]
    public async Task The_last_release_bounds_the_commits_and_tells_the_PyTorch_of_its_time()
    {
        var history = new OneReleaseHistory();

        var facts = await new NextVersionSurvey(Eras.Classic(), history).Take(
            Head, [new Tag("v1.0.0", Released, default), new Tag("v0.4.1", Head, default), new Tag("nightly", Head, default)], "main", default);

        history.Asked.ShouldBe(new CommitRange(Released, Head));
        facts.Last!.ToString().ShouldBe("1.0.0");
        facts.TorchThen!.Series.ShouldBe("1.9");
        facts.TorchNow!.Series.ShouldBe("1.10");
        NextVersionPolicy.Decide(facts).Version.ToString().ShouldBe("1.1.0");
    }

    [Fact]
    public async Task Before_the_first_release_every_commit_counts()
    {
        var history = new OneReleaseHistory();

        var facts = await new NextVersionSurvey(Eras.Classic(), history).Take(Head, [], "main", default);

        history.Asked.ShouldBe(new CommitRange(null, Head));
        facts.TorchThen.ShouldBeNull();
    }

    private sealed class OneReleaseHistory : IHistory
    {
        public CommitRange? Asked { get; private set; }

        public Task<CommitId> Resolve(string revision, CancellationToken cancel) => Task.FromResult(Head);

        public Task<IReadOnlyList<Tag>> Tags(CancellationToken cancel) => Task.FromResult<IReadOnlyList<Tag>>([]);

        public async IAsyncEnumerable<Commit> Commits(CommitRange range, [EnumeratorCancellation] CancellationToken cancel)
        {
            Asked = range;
            await Task.CompletedTask;
            yield return new Commit(Head, [Released], "A", "a@example.org", DateTimeOffset.UnixEpoch, "feat: more");
        }

        public IAsyncEnumerable<Commit> Ancestry(IReadOnlyCollection<CommitId> ends, CancellationToken cancel) => throw new NotSupportedException();

        public Task<byte[]?> FileAt(CommitId commit, string path, CancellationToken cancel)
            => Task.FromResult(commit == Released && path == "py/requirements.txt" ? Encoding.UTF8.GetBytes("torch==1.9.1+cu111\n") : null);

        public Task<bool> IsAncestor(CommitId ancestor, CommitId descendant, CancellationToken cancel) => Task.FromResult(true);
    }
}
