using TorchTrt.Release.Notes;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;
using static TorchTrt.Tests.Shared.ChangelogWorld;

namespace TorchTrt.Release.Tests.Notes;

public sealed class ReleaseNotesTests
{
    private static readonly NotesRequest Bare = new(new ReleaseVersion(1, 2, 0), "v1.1.0", "https://github.com/pytorch/TensorRT", []);

    [Fact]
    public void Notes_tell_a_user_what_changed_and_what_to_download()
        => ReleaseNotes.Compose(Bare with
        {
            Commits =
            [
                Commit(0x1a, "feat(//py): Dynamic shapes for @torch.jit.script (#12)\n\nCo-authored-by: Grace Hopper <grace@example.com>"),
                Commit(0x2b, "fix: aten::leaky_relu_ again\n\nFixes #34 and #35", "Grace Hopper"),
                Commit(0x3c, "refactor!(//cpp): Rename <Device>\n\nBREAKING CHANGE: `Device` is now `torch::Device`:\n```cpp\nDevice* d;\n```\n* see @octocat\n\nSigned-off-by: Ada <ada@example.com>"),
                Commit(0x4d, "put executorch in the extras_require (#41)", "Newcomer"),
                Commit(0x5e, "Fix #40: OOM on small cards (#40)"),
                Commit(0x6f, "docs: [Automated] Regenerating documentation", "Torch-TensorRT Github Bot"),
                Commit(0x70, "test: more"),
                Commit(0x71, $"Revert \"feat: gone\"\n\nThis reverts commit {Id(0x72)}."),
                Commit(0x72, "feat: gone"),
                Merge(0x73, "Merge pull request #42"),
            ],
            Milestone = new Milestone(
                7, "v1.2.0", "closed", "This release brings **dynamic shapes**.\r\n\r\nSee the [guide](https://pytorch.org).",
                [
                    new MilestoneItem(35, "Crash in `leaky_relu`", "u", false, true, [], "a"),
                    new MilestoneItem(34, "Wrong <shape>", "u", false, false, [], "b"),
                    new MilestoneItem(12, "Dynamic shapes", "u", true, true, [], "c"),
                ]),
            Pins = [new NotesPin("PyTorch", "1.12"), new NotesPin("CUDA", "11.6")],
            Artifacts =
            [
                new NotesArtifact("libtorchtrt-1.2.0-x86_64.tar.gz", 4_123_456, new string('a', 64)),
                new NotesArtifact("SHA256SUMS", 120, new string('b', 64)),
            ],
            EarlierContributors = [Known("Ada Lovelace", "old@example.com"), Known("G. Hopper", "grace.hopper@example.com")],
        }).ShouldBe(
            """
            This release brings **dynamic shapes**.

            See the [guide](https://pytorch.org).

            ## Breaking Changes

            * **//cpp:** Rename \<Device> ([3c3c3c3](https://github.com/pytorch/TensorRT/commit/3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c))
              `Device` is now `torch::Device`:
              ```
              Device* d;
              ```
              - see `@octocat`

            ## Features

            * **//py:** Dynamic shapes for `@torch.jit.script` (#12) ([1a1a1a1](https://github.com/pytorch/TensorRT/commit/1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a))

            ## Bug Fixes

            * aten::leaky_relu\_ again ([2b2b2b2](https://github.com/pytorch/TensorRT/commit/2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b)), closes #34, #35

            ## Other Changes

            * Fix #40: OOM on small cards (#40) ([5e5e5e5](https://github.com/pytorch/TensorRT/commit/5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e))
            * put executorch in the extras_require (#41) ([4d4d4d4](https://github.com/pytorch/TensorRT/commit/4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d))

            ## Issues of the Milestone

            * Wrong \<shape> (#34, open)
            * Crash in `leaky_relu` (#35)

            ## Built For

            * PyTorch 1.12
            * CUDA 11.6

            ## Files

            | File | Size | SHA-256 |
            | --- | ---: | --- |
            | `libtorchtrt-1.2.0-x86_64.tar.gz` | 3.9 MiB | `aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa` |
            | `SHA256SUMS` | 120 B | `bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb` |

            ## Contributors

            Ada Lovelace, Grace Hopper, Newcomer (first contribution)

            **Full changelog**: [v1.1.0...v1.2.0](https://github.com/pytorch/TensorRT/compare/v1.1.0...v1.2.0), with 3 commits of documentation, tests, builds and upkeep not listed above

            """.TrimEnd('\n') + "\n");

    [Fact]
    public void A_release_of_nothing_is_a_link()
        => ReleaseNotes.Compose(Bare with { PreviousTag = null })
            .ShouldBe("**Full changelog**: [v1.2.0](https://github.com/pytorch/TensorRT/commits/v1.2.0)\n");

    [Fact]
    public void Notes_too_long_for_the_forge_lose_whole_sections_and_say_so()
    {
        var notes = ReleaseNotes.Compose(Bare with
        {
            Commits = [Commit(1, "feat: kept"), .. Enumerable.Range(2, 200).Select(number => Commit(number, $"free text {new string('x', 1000)}"))],
            Artifacts = [new NotesArtifact("a.whl", 1, new string('a', 64))],
        });

        notes.Length.ShouldBeLessThan(ReleaseNotes.MaximumLength);
        notes.ShouldContain("* kept (");
        notes.ShouldContain("| `a.whl` |");
        notes.ShouldContain("Too long for this page and left out: Other Changes (200). The full changelog below has them.");
    }

    [Fact]
    public void A_code_block_cut_short_is_closed()
    {
        var body = string.Join('\n', Enumerable.Range(0, 40).Select(line => $"line {line}"));

        ReleaseNotes.Compose(Bare with { Commits = [Commit(1, $"feat: x\n\nBREAKING CHANGE: long\n```\n{body}\n```")] })
            .ShouldContain("  line 17\n  ```\n  …\n\n## Features");
    }

    private static Contributor Known(string name, string email) => new(name, [new Author(name, email)]);
}
