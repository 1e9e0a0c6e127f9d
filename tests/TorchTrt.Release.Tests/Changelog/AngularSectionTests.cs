using TorchTrt.Release.Changelog;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;
using static TorchTrt.Tests.Shared.ChangelogWorld;

namespace TorchTrt.Release.Tests.Changelog;

/// <summary>What conventional-changelog-cli 5.0.0 prints for messages as people really write them; every expectation was printed by that program.</summary>
public sealed class AngularSectionTests
{
    [Fact]
    public void A_section_has_groups_by_title_entries_by_scope_and_notes_at_the_end()
        => Section(
            Commit(0x1a, "feat(//py): Zebra input (#12)"),
            Commit(0x2b, "fix: aten::leaky_relu_ again\n\nFixes #34 and #35"),
            Commit(0x3c, "feat(//core)!: never listed, for the mark does not parse"),
            Commit(0x4d, "refactor!: Update bazel\n\nBREAKING CHANGE: Bazel is 4.0.0\nTensorRT is 7.2.2\n\nSigned-off-by: A <a@example.com>"),
            Commit(0x5e, "feat(//cpp): [trtorchc] new tool, closes #9"),
            Commit(0x6f, "docs: not listed"),
            Merge(0x70, "fix: not listed, for it is a merge"),
            Commit(0x7b, "perf(*): faster")).ShouldBe(
            """
            # [1.2.0](https://github.com/pytorch/TensorRT/compare/v1.1.0...v1.2.0) (2026-02-04)


            * refactor!: Update bazel ([4d4d4d4](https://github.com/pytorch/TensorRT/commit/4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d))


            ### Bug Fixes

            * aten::leaky_relu_ again ([2b2b2b2](https://github.com/pytorch/TensorRT/commit/2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b)), closes [#34](https://github.com/pytorch/TensorRT/issues/34) [#35](https://github.com/pytorch/TensorRT/issues/35)


            ### Features

            * **//cpp:** [trtorchc] new tool, closes [#9](https://github.com/pytorch/TensorRT/issues/9) ([5e5e5e5](https://github.com/pytorch/TensorRT/commit/5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e))
            * **//py:** Zebra input ([#12](https://github.com/pytorch/TensorRT/issues/12)) ([1a1a1a1](https://github.com/pytorch/TensorRT/commit/1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a))


            ### Performance Improvements

            * faster ([7b7b7b7](https://github.com/pytorch/TensorRT/commit/7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b))


            ### BREAKING CHANGES

            * Bazel is 4.0.0
            TensorRT is 7.2.2

            Signed-off-by: A <a@example.com>

            """.TrimEnd('\n') + "\n");

    [Fact]
    public void Version_8_links_in_notes_but_not_in_code_ends_a_note_at_a_trailer_and_sorts_notes()
        => AngularSection.Render(
            Header,
            [
                Commit(0x1a, "feat(//py): Zebra input (#12)"),
                Commit(0x2b, "fix: aten::leaky_relu_ again by @someone, see `#99`\n\nFixes #34 and gh-35"),
                Commit(0x3c, "feat(//core)!: never listed, for the mark does not parse"),
                Commit(0x4d, "refactor!: Update bazel\n\nBREAKING CHANGE: Bazel is 4.0.0, see #7\nTensorRT is 7.2.2\n\n```\n#8 stays\n```\n\nSigned-off-by: A <a@example.com>"),
                Commit(0x5e, "feat(//cpp): [trtorchc] new tool, closes #9"),
                Commit(0x6f, "docs: not listed"),
                Commit(0x7b, "perf(*):  faster\n\nBREAKING CHANGE: a faster one"),
            ],
            ChangelogFormat.Cc8).ShouldBe(
            """
            # [1.2.0](https://github.com/pytorch/TensorRT/compare/v1.1.0...v1.2.0) (2026-02-04)

            * refactor!: Update bazel ([4d4d4d4](https://github.com/pytorch/TensorRT/commit/4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d)), closes [#8](https://github.com/pytorch/TensorRT/issues/8)

            ### Bug Fixes

            * aten::leaky_relu_ again by [@someone](https://github.com/someone), see `#99` ([2b2b2b2](https://github.com/pytorch/TensorRT/commit/2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b)), closes [#34](https://github.com/pytorch/TensorRT/issues/34) [gh-35](https://github.com/pytorch/TensorRT/issues/35)

            ### Features

            * **//cpp:** [trtorchc] new tool, closes [#9](https://github.com/pytorch/TensorRT/issues/9) ([5e5e5e5](https://github.com/pytorch/TensorRT/commit/5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e))
            * **//py:** Zebra input ([#12](https://github.com/pytorch/TensorRT/issues/12)) ([1a1a1a1](https://github.com/pytorch/TensorRT/commit/1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a))

            ### Performance Improvements

            * faster ([7b7b7b7](https://github.com/pytorch/TensorRT/commit/7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b))

            ### BREAKING CHANGES

            * a faster one
            * Bazel is 4.0.0, see [#7](https://github.com/pytorch/TensorRT/issues/7)
              TensorRT is 7.2.2

              ```
              #8 stays
              ```

            """.TrimEnd('\n') + "\n");

    [Theory]
    [InlineData("Closes #1, fixes #2", "1 2")]
    [InlineData("Addresses #26.", "26")]
    [InlineData("see #3, but closes #4", "3 4")]
    [InlineData("#include <torch.h>", "")]
    [InlineData("tough-12 high-5 gh-6", "6")]
    [InlineData("Fixes: #7", "7")]
    public void Version_8_finds_references_elsewhere(string line, string issues)
        => string.Join(' ', ConventionalCommit.Parse(Commit(1, $"x\n\n{line}"), ChangelogFormat.Cc8).References.Select(reference => reference.Issue)).ShouldBe(issues);

    [Fact]
    public void A_revert_and_what_it_reverts_leave_together()
        => Section(
            Commit(0x1a, $"Revert \"feat: gone (#5)\"\n\nThis reverts commit {Id(0x2b)}."),
            Commit(0x2b, "feat: gone (#5)"),
            Commit(0x3c, $"Revert \"feat: older\"\n\nThis reverts commit {Id(0x99)}.")).ShouldBe(
            """
            # [1.2.0](https://github.com/pytorch/TensorRT/compare/v1.1.0...v1.2.0) (2026-02-04)


            ### Reverts

            * Revert "feat: older" ([3c3c3c3](https://github.com/pytorch/TensorRT/commit/3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c))

            """.TrimEnd('\n') + "\n");

    [Fact]
    public void A_release_without_a_listed_commit_is_its_heading()
        => Section(Commit(0x1a, "chore: x")).ShouldBe("# [1.2.0](https://github.com/pytorch/TensorRT/compare/v1.1.0...v1.2.0) (2026-02-04)\n");

    [Fact]
    public void A_patch_has_a_smaller_heading_and_a_first_release_no_link()
        => AngularSection.Render(
                SectionHeader.Of(new ReleaseVersion(0, 0, 1), new DateOnly(2020, 3, 31), "https://github.com/pytorch/TensorRT", null),
                Array.Empty<Commit>())
            .ShouldBe("## 0.0.1 (2020-03-31)\n");

    [Theory]
    [InlineData("feat(a): b (c): d", "a): b (c", "d")]
    [InlineData("feat(): x", null, "x")]
    [InlineData("feat(*): x", "*", "x")]
    public void The_scope_is_what_stands_between_the_outermost_parentheses(string header, string? scope, string subject)
    {
        var commit = ConventionalCommit.Parse(Commit(1, header));

        commit.Scope.ShouldBe(scope);
        commit.Subject.ShouldBe(subject);
    }

    [Theory]
    [InlineData("feat!: x")]
    [InlineData("refactor! : x")]
    [InlineData("fix/feat: x")]
    [InlineData("[feat] x")]
    [InlineData("feat:x")]
    [InlineData(" feat: x")]
    public void A_header_of_another_shape_has_no_type(string header) => ConventionalCommit.Parse(Commit(1, header)).Type.ShouldBeNull();

    [Theory]
    [InlineData("Closes #1, fixes #2", "1 2")]
    [InlineData("Addresses #26.", "")]
    [InlineData("see #3, but closes #4", "4")]
    [InlineData("https://example.com/x #5", "")]
    [InlineData("GH-6 and owner/name#7;", "6 7")]
    [InlineData("#include <torch.h>", "include")]
    [InlineData("prefix #8", "8")]
    public void References_are_found_where_the_tool_finds_them(string line, string issues)
        => string.Join(' ', ConventionalCommit.Parse(Commit(1, $"x\n\n{line}")).References.Select(reference => reference.Issue)).ShouldBe(issues);

    [Fact]
    public void A_line_of_hyphens_hides_the_rest_of_the_message()
        => ConventionalCommit.Parse(Commit(1, "feat: x\n\n---\nBREAKING CHANGE: unseen\nCloses #1")).BreakingNotes.ShouldBeEmpty();

    [Fact]
    public void A_hostile_message_is_read_in_linear_time()
    {
        var message = "fix: " + string.Concat(Enumerable.Repeat("gh-", 100_000)) + "\n\nRevert " + new string(' ', 300_000) + string.Concat(Enumerable.Repeat("http://", 50_000));

        Should.CompleteIn(() => ConventionalCommit.Parse(Commit(1, message)), TimeSpan.FromSeconds(2));
    }

    private static string Section(params Commit[] commits)
        => AngularSection.Render(Header, commits);

    private static SectionHeader Header { get; } = SectionHeader.Of(
        new ReleaseVersion(1, 2, 0), new DateOnly(2026, 2, 4), "https://github.com/pytorch/TensorRT", new CompareEnds("v1.1.0", "v1.2.0"));
}
