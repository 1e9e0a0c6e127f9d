using System.Text;
using Build.Sample;

namespace Build.Tests.Sample;

public sealed class SampleHistoryStories
{
    private const string TwoReleases = """
        on master

        commit 2020-01-01T10:00:00+01:00 Zoë <zoe@example.org>
            feat: Start

            With a body.
        new a.txt lib/**

        commit 2020-01-02T10:00:00-08:00 林晓 <linxiao@example.org>
            chore: Bump
        edit a.txt
         first
        -one
        +two
        tag v0.2.0

        """;

    [Fact]
    public void A_file_is_born_as_it_was_before_the_edits_that_follow()
    {
        var snapshots = Replay(TwoReleases, ("a.txt", "first\ntwo\nlast\n"), ("lib/b.txt", "b\n"));

        Text(snapshots[0], "a.txt").ShouldBe("first\none\nlast\n");
        Text(snapshots[0], "lib/b.txt").ShouldBe("b\n");
        Text(snapshots[1], "a.txt").ShouldBe("first\ntwo\nlast\n");
        snapshots[1].Changed.Keys.ShouldBe(["a.txt"]);
    }

    [Fact]
    public void A_commit_has_its_whole_message_its_author_and_its_tags()
    {
        var history = SampleHistoryFile.Read(TwoReleases);

        history.Commits[0].Message.ShouldBe("feat: Start\n\nWith a body.\n");
        history.Commits[1].Identity.ShouldBe("林晓 <linxiao@example.org>");
        history.Commits[1].Refs.ShouldBe([new SampleRef(SampleRefKind.Tag, "v0.2.0")]);
    }

    [Fact]
    public void A_branch_that_nobody_merges_keeps_its_changes()
    {
        var snapshots = Replay(
            TwoReleases + "\n" + """
            on side

            commit 2020-01-03T10:00:00Z Zoë <zoe@example.org>
                feat: On the side
            edit a.txt
            -two
            +three
            """,
            ("a.txt", "first\ntwo\nlast\n"), ("lib/b.txt", "b\n"));

        snapshots[2].Commit.StartsFrom.ShouldBe("master");
        Text(snapshots[2], "a.txt").ShouldBe("first\nthree\nlast\n");
    }

    [Fact]
    public void A_merge_brings_the_changes_of_the_branch()
    {
        var snapshots = Replay(
            TwoReleases + "\n" + """
            on side

            commit 2020-01-03T10:00:00Z Zoë <zoe@example.org>
                feat: On the side
            edit a.txt
            -last
            +final

            on master

            commit 2020-01-04T10:00:00Z Zoë <zoe@example.org>
                docs: Meanwhile
            edit lib/b.txt
            -a
            +b

            commit 2020-01-05T10:00:00Z Zoë <zoe@example.org>
                Merge side
            merge side
            """,
            ("a.txt", "first\ntwo\nfinal\n"), ("lib/b.txt", "b\n"));

        Text(snapshots[0], "lib/b.txt").ShouldBe("a\n");
        Text(snapshots[^1], "a.txt").ShouldBe("first\ntwo\nfinal\n");
        snapshots[^1].Changed.Keys.ShouldBe(["a.txt"]);
    }

    [Fact]
    public void A_file_that_no_commit_introduces_is_named() =>
        Should.Throw<InvalidDataException>(() => Replay(TwoReleases, ("a.txt", "first\ntwo\n"), ("lib/b.txt", "b\n"), ("stray.txt", "")))
            .Message.ShouldContain("stray.txt");

    [Fact]
    public void A_hunk_that_fits_twice_is_refused() =>
        Should.Throw<InvalidDataException>(() => Replay(TwoReleases, ("a.txt", "first\ntwo\nfirst\ntwo\n"), ("lib/b.txt", "b\n")))
            .Message.ShouldContain("a.txt");

    [Fact]
    public void An_unknown_line_is_refused_with_its_number() =>
        Should.Throw<InvalidDataException>(() => SampleHistoryFile.Read("on master\n\npick abc\n")).Message.ShouldContain("history.txt:3");

    private static IReadOnlyList<SampleSnapshot> Replay(string history, params (string Path, string Text)[] tip) =>
        SampleReplay.Of(SampleHistoryFile.Read(history), tip.ToDictionary(f => f.Path, f => Encoding.UTF8.GetBytes(f.Text)));

    private static string Text(SampleSnapshot snapshot, string path) => Encoding.UTF8.GetString(snapshot.Changed[path]);
}
