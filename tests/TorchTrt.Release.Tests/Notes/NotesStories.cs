using TorchTrt.Release.Notes;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;
using static TorchTrt.Tests.Shared.ChangelogWorld;

namespace TorchTrt.Release.Tests.Notes;

/// <summary>What became of real commits of Torch-TensorRT, by their shape; the comments name the originals.</summary>
public sealed class NotesStories
{
    private static readonly NotesRequest Bare = new(new ReleaseVersion(1, 2, 0), "v1.1.0", "https://github.com/pytorch/TensorRT", []);

    private readonly Dictionary<CommitId, IReadOnlyList<string>> paths = [];

    [Fact]
    public void A_pull_request_that_was_merged_is_one_entry_under_its_own_title()
    {
        // 8dc1a06^2: until 2024 commits on the way to a pull request were called "chore: Minor fixes".
        var notes = Compose(
            Commit(0x60, "Merge pull request #1414 from pytorch/dyn_fallback\n\nfeat: Dynamic shapes + fallback") with { Parents = [Id(0x50), Id(0x63)] },
            Commit(0x63, "chore: Minor fixes\n\nFixes #1400") with { Parents = [Id(0x62)] },
            Commit(0x62, "feat: Initial implementation") with { Parents = [Id(0x50)] },
            Commit(0x50, "fix: before it") with { Parents = [Id(0x40)] });

        Section(notes, "New Features").ShouldBe("* Dynamic shapes + fallback (#1414), closes #1400");
        Section(notes, "Bug Fixes").ShouldStartWith("* Before it ([5050505]");
    }

    [Fact]
    public void A_branch_that_took_other_pull_requests_in_keeps_them_apart()
    {
        // #1471, "Update release branch": its own commits are pull requests that had been squashed on main; #40 is a number of a fork.
        var notes = Compose(
            Commit(0x60, "Merge pull request #1471 from pytorch/update\n\nUpdate release branch") with { Parents = [Id(0x50), Id(0x63)] },
            Commit(0x63, "fix: Update floor division schema (#1464)") with { Parents = [Id(0x62)] },
            Commit(0x62, "fix: Something of a fork (#40)") with { Parents = [Id(0x61)] },
            Commit(0x61, "Merge pull request #1440 from a/b\n\nfeat: nested") with { Parents = [Id(0x59), Id(0x58)] },
            Commit(0x58, "feat: work") with { Parents = [Id(0x57)] },
            Commit(0x59, "feat: more of the branch") with { Parents = [Id(0x57)] });

        Section(notes, "New Features").ShouldBe("* Nested (#1440)\n* Update release branch (#1471)");
        Section(notes, "Bug Fixes").ShouldBe("* Update floor division schema (#1464)");
    }

    [Theory]
    [InlineData("Revert \"feat: x (#7)\" (#8)\n\nThis reverts commit 0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a.")]
    [InlineData("Revert \"feat: x (#7)\" (#8)\n\nThis reverts commit 0a0a0a0.")]
    [InlineData("Revert \"feat: other words\" (#8)\n\nReverts pytorch/TensorRT#7")]
    [InlineData("Revert \"feat: x\" (#8)")]
    public void A_feature_that_was_taken_back_vanishes_however_the_revert_names_it(string revert)
    {
        // 479a660b25 names a title and nothing else.
        var notes = Compose(Commit(0x0b, revert), Commit(0x0a, "feat: x (#7)"), Commit(0x09, "feat: y (#6)"));

        Section(notes, "New Features").ShouldBe("* Y (#6)");
        notes.ShouldContain("2 changes made and taken back again");
    }

    [Theory]
    [InlineData("Revert \"Revert \"feat: x (#7)\" (#8)\" (#9)")]
    [InlineData("Reapply \"feat: x (#7)\" (#9)")]
    public void A_revert_that_was_taken_back_leaves_the_feature(string again)
    {
        var notes = Compose(Commit(0x0c, again), Commit(0x0b, "Revert \"feat: x (#7)\" (#8)"), Commit(0x0a, "feat: x (#7)"));

        Section(notes, "New Features").ShouldBe("* X (#7)");
    }

    [Fact]
    public void A_feature_that_comes_back_after_an_earlier_release_lost_it_is_a_feature()
        => Section(Compose(Commit(0x0c, "Reapply \"feat: x (#7)\" (#9)")), "New Features").ShouldBe("* X (#9)");

    [Fact]
    public void What_an_earlier_release_had_and_this_one_takes_back_is_told()
    {
        // The feature went out with v1.1.0 as a cherry-pick; on this branch it is gone again. Pairing the two would hide that.
        var notes = Compose(
            Bare with { Carried = CarriedChanges.Find([Commit(0x0a, "feat: x (#7007)")], [Commit(0xee, "cherry pick 7007 from main to release 1.1 (#30)")], new HashSet<CommitId>()) },
            Commit(0x0b, "Revert \"feat: x (#7007)\" (#8)"), Commit(0x0a, "feat: x (#7007)"));

        Section(notes, "Taken Back").ShouldEndWith("* X (#8)");
        notes.ShouldContain("1 change that v1.1.0 already had");
    }

    [Fact]
    public void A_cherry_pick_is_told_in_the_words_of_what_was_picked()
    {
        // f6b0f170c6 and 302c4dc381.
        var notes = Compose(
            Bare with
            {
                Originals = new Dictionary<int, Commit>
                {
                    [4246] = Commit(0xf1, "feat: support GQA via IAttentionLayer (#4246)"), [4371] = Commit(0xf2, "fix: one (#4371)"), [4387] = Commit(0xf3, "fix: two (#4387)"),
                },
            },
            Commit(0x0c, "cherry pick 4246 from main to release 2.12 (#4261)"), Commit(0x0b, "cherrypick: PRs #4371, #4387, and two commits on main branch (#4391)"));

        Section(notes, "New Features").ShouldBe("* Support GQA via IAttentionLayer (#4246, #4261)");
        Section(notes, "Bug Fixes").ShouldBe("* One (#4371, #4391)\n* Two (#4387, #4391)");
    }

    [Theory]
    [InlineData("[cherry-pick][release/2.13] fix(distributed): subgroup NCCL regression (#4407) (#4408)", "* **distributed:** Subgroup NCCL regression (#4407, #4408)")] // 16d94f308f
    [InlineData("cherry pick fix global partitioner bug #3195 from main to release/2.5 branch (#3209)", "* Fix global partitioner bug (#3209)")] // 2468a42f64, its original unknown
    [InlineData("Lluo/fix merge issue (#3162)", "* Fix merge issue (#3162)")] // 6717ddc34d: GitHub made the title of a branch's name
    [InlineData("fix: a title that GitHub cut in the mid\u2026 (#4089)\n\n\u2026dle of a word", "* A title that GitHub cut in the middle of a word (#4089)")]
    [InlineData("fix: Fixing the wrapped\nsecond line of a title (#12)", "* Fixing the wrapped second line of a title (#12)")]
    [InlineData("fix: `torch.std` and others. (#1395)", "* `torch.std` and others (#1395)")]
    [InlineData("bugfix: allow empty tuple for `inputs` (#3122)", "* Allow empty tuple for `inputs` (#3122)")]
    [InlineData("Fix #4150: [Bug] OOM on RTX 3070 (#4155)", @"* Fix #4150: \[Bug\] OOM on RTX 3070 (#4155)")] // 47b78c5c95
    [InlineData("chore: bug fixes for full and expand  (#3019)", "* Bug fixes for full and expand (#3019)")] // 4476792865: a chore that is none
    public void A_fix_is_found_whatever_it_is_called(string message, string entry)
        => Section(Compose(Commit(0x0a, message, "Lan Luo")), "Bug Fixes").ShouldBe(entry);

    [Theory]
    [InlineData("chore: dynamic shape support for flip ops (#3046)", "py/torch_tensorrt/dynamo/conversion/aten_ops_converters.py", "New Features")] // bda5978780
    [InlineData("Added kwarg support for dynamo.compile (#2970)", "py/torch_tensorrt/dynamo/_compiler.py", "New Features")]
    [InlineData("scatter_add_decomposition (#2740)", "py/torch_tensorrt/dynamo/lowering/_decompositions.py", "Other Changes")]
    [InlineData("Added refitting acceleration (#2983)", "py/torch_tensorrt/dynamo/_refit.py", "Performance Improvements")]
    [InlineData("Remove deprecated apis  (#4195)", "core/conversion/conversionctx/ConversionCtx.cpp", "Removed and Deprecated")] // 03cbbd79b4
    [InlineData("Renamed convert_exported_program_to_serialized_trt_engine (#3066)", "py/torch_tensorrt/_compile.py", "Removed and Deprecated")]
    [InlineData("chore: remove aten.full decomposition (#2954)", "py/torch_tensorrt/dynamo/lowering/_decompositions.py", null)]
    [InlineData("upgrade tensorrt to 10.16, tensorrt_rtx to 1.4 (#4144)", "core/runtime/TRTEngine.cpp", "Build and packaging")] // 90c4cf4f2a
    [InlineData("fix the docker build issue (#4217)", "docker/Dockerfile", "Build and packaging")] // d15e858f8c
    [InlineData("docs: Adding words to the refit tutorial (#3141)", "py/torch_tensorrt/dynamo/_refit.py", "Documentation and examples")] // 8759736843
    [InlineData("[Docs] Fix JetPack installation gaps (#4292)", "docsrc/getting_started/jetpack.rst", "Documentation and examples")]
    [InlineData("fix(test): skip cumsum tests on TensorRT-RTX Windows (#4189)", "tests/py/dynamo/conversion/test_cumsum_aten.py", null)] // cba9b7545a
    [InlineData("fix: fix the ci issues (#4337)", "py/torch_tensorrt/dynamo/_compiler.py", null)] // fa08dd0691
    [InlineData("fix : unwaive skipped/special TRT-RTX tests (#4156)", "py/torch_tensorrt/dynamo/_compiler.py", null)] // c0f4fa911b
    [InlineData("2.13 torch-tensorrt release cut (#4339)", "py/torch_tensorrt/dynamo/_compiler.py", null)] // 4c9c739bc0
    [InlineData("upgrade torch_tensorrt from 2.11 to 2.12 (#4090)", "version.txt", null)] // c941cf35ec
    [InlineData("Update README.md", "README.md", null)] // 275721c7e0
    [InlineData("add L2 tests", "tests/py/dynamo/x.py", null)]
    [InlineData("Atan2 converter (#1381)", "core/conversion/converters/impl/element_wise.cpp tests/core/conversion/converters/test_element_wise.cpp tests/a.cpp tests/b.cpp", "New Features")] // dfd8c36488
    public void Words_and_paths_say_where_a_change_stands(string message, string touched, string? section)
    {
        paths[Id(0x0a)] = touched.Split(' ');
        var notes = Compose(Commit(0x0a, message));

        var headings = notes.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..]);
        headings.ShouldBe(section is null ? ["Contributors"] : [section, "Contributors"]);
    }

    [Fact]
    public void A_long_list_is_parted_by_the_areas_of_the_library()
    {
        var commits = Enumerable.Range(1, 13).Select(number => Commit(number, $"feat: number {number} (#{number})")).ToArray();
        for (var number = 1; number <= 13; number++) paths[Id(number)] = [number % 2 == 0 ? "core/runtime/TRTEngine.cpp" : "py/torch_tensorrt/dynamo/conversion/impl/x.py"];

        var section = Section(Compose(commits), "New Features");

        section.ShouldStartWith("### Converters\n\n* Number 1 (#1)\n* Number 3 (#3)");
        section.ShouldContain("\n\n### Runtime\n\n* Number 2 (#2)");
    }

    [Fact]
    public void A_pull_request_that_came_twice_is_told_once()
        => Section(Compose(Commit(0x0b, "fix: x (#7)"), Commit(0x0a, "fix: x")), "Bug Fixes").ShouldBe("* X (#7)");

    [Fact]
    public void A_title_of_nothing_visible_does_not_break_the_list()
        => Section(Compose(Commit(0x0a, "\u200B\n\nBREAKING CHANGE: a\n- b")), "Breaking Changes").ShouldBe(
            "* Untitled change ([0a0a0a0](https://github.com/pytorch/TensorRT/commit/0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a))\n\n  a\n\n  - b");

    [Fact]
    public void Who_wrote_what_was_picked_is_thanked()
    {
        var notes = Compose(
            Bare with { Originals = new Dictionary<int, Commit> { [4246] = Commit(0xf1, "feat: x (#4246)", "Grace Hopper") } }, Commit(0x0c, "cherry pick 4246 from main to release 2.12 (#4261)"));

        Section(notes, "Contributors").ShouldStartWith("Thanks to 2 people: Ada Lovelace, Grace Hopper.");
    }

    [Fact]
    public void A_pick_is_known_again_by_its_patch_or_by_the_number_it_names()
    {
        var carried = CarriedChanges.Find(
            [Commit(1, "feat: by number (#4246)"), Commit(2, "fix: by patch"), Commit(3, "feat: new (#4300)"), Commit(4, "feat: of a squash of several (#4371)"), Commit(5, "Revert \"feat: by number (#4246)\" (#4301)")],
            [Commit(11, "cherry pick 4246 from main to release 2.12 (#4261)"), Commit(12, "picked by hand"), Commit(13, "cherrypick: PRs #4371, #4387 (#4391)")],
            new HashSet<CommitId> { Id(2), Id(12) });

        carried.ByPatch.ShouldBe([Id(2)]);
        carried.ByPullRequest.Order(Comparer<CommitId>.Create((a, b) => string.CompareOrdinal(a.Hex, b.Hex))).ShouldBe([Id(1), Id(4)]);
    }

    [Fact]
    public void A_pick_that_the_earlier_release_took_back_itself_was_never_carried()
    {
        // v2.12.0 picked #4203 and took it back (ca28f955a5, 479a660b25); v2.13.0 has it for the first time.
        var carried = CarriedChanges.Find(
            [Commit(1, "feat: enhance validators (#4203)"), Commit(2, "fix: same patch")],
            [Commit(14, "Revert \"fix: same patch\""), Commit(13, "fix: same patch"), Commit(12, "Revert \"cherry pick 4203 from main to release 2.12\" (#4275)"), Commit(11, "cherry pick 4203 from main to release 2.12 (#4268)")],
            new HashSet<CommitId> { Id(2), Id(13) });

        carried.Count.ShouldBe(0);
    }

    private string Compose(params Commit[] commits) => Compose(Bare, commits);

    private string Compose(NotesRequest request, params Commit[] commits) => ReleaseNotes.Compose(request with { Commits = commits, Paths = paths }).Body;

    /// <summary>The text below a heading.</summary>
    private static string Section(string notes, string title)
    {
        var start = notes.IndexOf($"## {title}\n\n", StringComparison.Ordinal);
        start.ShouldBeGreaterThanOrEqualTo(0, notes);
        start += title.Length + 5;
        var end = new[] { notes.IndexOf("\n\n## ", start, StringComparison.Ordinal), notes.IndexOf("\n\n**Full", start, StringComparison.Ordinal) }.Where(at => at >= 0).Min();
        return notes[start..end];
    }
}
