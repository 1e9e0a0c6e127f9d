using TorchTrt.Release.Docs;
using TorchTrt.Release.Notes;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;
using static TorchTrt.Tests.Shared.ChangelogWorld;

namespace TorchTrt.Release.Tests.Notes;

public sealed class ReleaseNotesTests
{
    private static readonly NotesRequest Bare = new(new ReleaseVersion(1, 2, 0), "v1.1.0", "https://github.com/pytorch/TensorRT", []);

    [Fact]
    public void Notes_can_be_published_as_they_are()
        => ReleaseNotes.Compose(Bare with
        {
            Commits =
            [
                Commit(0x1a, "feat(//py): Dynamic shapes for @torch.jit.script (#12)\n\nCo-authored-by: Grace Hopper <grace@example.com>"),
                Commit(0x2b, "fix: aten::leaky_relu_ again\n\nFixes #34 and #35", "Grace Hopper"),
                Commit(0x3c, "refactor!(//cpp): Rename <Device>\n\nBREAKING CHANGE: `Device` is now `torch::Device`:\n```cpp\nDevice* d;\n```\n* see @octocat\n\nSigned-off-by: Ada <ada@example.com>"),
                Commit(0x4d, "put executorch in the extras_require (#41)", "Newcomer"),
                Commit(0x5e, "Fix #40: OOM on small cards (#40)"),
                Commit(0x5f, "add converter for aten::sign.", "Grace Hopper"),
                Commit(0x60, "renamed convert_exported_program_to_serialized_trt_engine (#43)"),
                Commit(0x6f, "docs: [Automated] Regenerating documentation", "Torch-TensorRT Github Bot"),
                Commit(0x70, "test: more"),
                Commit(0x71, $"Revert \"feat: gone\"\n\nThis reverts commit {Id(0x72)}."),
                Commit(0x72, "feat: gone"),
                Commit(0x73, "fix: known since the patch release (#44)"),
                Commit(0x74, "Revert \"feat: of an older release (#9)\" (#45)"),
            ],
            Carried = new CarriedChanges(new HashSet<CommitId> { Id(0x73) }, new HashSet<CommitId>()),
            Paths = new Dictionary<CommitId, IReadOnlyList<string>>
            {
                [Id(0x4d)] = ["setup.py"],
                [Id(0x5f)] = ["core/conversion/converters/impl/unary.cpp", "tests/core/conversion/converters/test_unary.cpp"],
            },
            Milestone = new Milestone(
                7, "v1.2.0", "closed", "## Highlights\r\n\r\nThis release brings **dynamic shapes**, thanks to @octocat.\r\n\r\nSee the [guide](https://pytorch.org).",
                [
                    new MilestoneItem(35, "Crash in `leaky_relu`", "u", false, true, [], "a"),
                    new MilestoneItem(34, "Wrong <shape>", "u", false, false, [], "b"),
                    new MilestoneItem(12, "Dynamic shapes", "u", true, true, [], "c"),
                ]),
            Dependencies =
            [
                new NotesDependency("PyTorch", "1.11", "1.12"), new NotesDependency("CUDA", "11.6", "11.6"), new NotesDependency("cuDNN", "8.3", null),
                new NotesDependency("lowest Python", "3.6", "3.7"), new NotesDependency("highest Python", "3.10", "3.10"),
            ],
            Operators = new OperatorChanges(
                [new Operator("aten::sign", "aten::sign(Tensor self) -> (Tensor)")],
                [new RemovedOperator("aten::elu", "aten::elu(Tensor self) -> (Tensor)", "TensorRT dropped it")],
                [new OperatorSchemaChange("aten::any", "aten::any(Tensor self) -> (Tensor)", "aten::any(Tensor self, int dim) -> (Tensor)")]),
            PerformanceReports = ["# Performance of Torch-TensorRT 1.2.0: A100\n\n## NVIDIA A100\n\n### ResNet50\n\n| batch | median ms |\n|---:|---:|\n| 1 | 1.250 |\n"],
            Artifacts =
            [
                new NotesArtifact("libtorchtrt-1.2.0-x86_64.tar.gz", 4_123_456, new string('a', 64)),
                new NotesArtifact("SHA256SUMS", 120, new string('b', 64)),
            ],
            EarlierContributors = [Known("Ada Lovelace", "old@example.com"), Known("G. Hopper", "grace.hopper@example.com")],
        }).Body.ShouldBe(
            """
            ### Highlights

            This release brings **dynamic shapes**, thanks to `@octocat`.

            See the [guide](https://pytorch.org).

            Torch-TensorRT 1.2.0 follows v1.1.0 with 1 breaking change, 2 new features and 2 bug fixes by 3 people, 1 of them for the first time. It is built for PyTorch 1.12, CUDA 11.6 and Python 3.7 to 3.10.

            ## Breaking Changes

            * Rename \<Device> ([3c3c3c3](https://github.com/pytorch/TensorRT/commit/3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c))

              `Device` is now `torch::Device`:

              ```
              Device* d;
              ```

              - see `@octocat`
            * Python 3.7 is the lowest version that is supported; it was 3.6.

            ## Removed and Deprecated

            * Renamed convert_exported_program_to_serialized_trt_engine (#43)

            ## New Features

            * Dynamic shapes for `@torch.jit.script` (#12)
            * Add converter for aten::sign ([5f5f5f5](https://github.com/pytorch/TensorRT/commit/5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f))

            ## Bug Fixes

            * Fix #40: OOM on small cards (#40)
            * aten::leaky_relu\_ again ([2b2b2b2](https://github.com/pytorch/TensorRT/commit/2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b)), closes #34, #35

            ## Taken Back

            Earlier releases had these:

            * Of an older release (#45)

            ## Supported Operators

            No longer supported:

            * `aten::elu`: TensorRT dropped it

            New: `aten::sign`.

            With another schema:

            * `aten::any(Tensor self, int dim) -> (Tensor)`, before `aten::any(Tensor self) -> (Tensor)`

            ## Dependencies

            | | v1.1.0 | v1.2.0 |
            | --- | --- | --- |
            | PyTorch | 1.11 | **1.12** |
            | CUDA | 11.6 | 11.6 |
            | cuDNN | 8.3 | – |
            | lowest Python | 3.6 | **3.7** |
            | highest Python | 3.10 | 3.10 |

            ## Performance

            ### NVIDIA A100

            #### ResNet50

            | batch | median ms |
            |---:|---:|
            | 1 | 1.250 |

            ## Known Issues

            * Wrong \<shape> (#34)

            ## Build and packaging

            * Put executorch in the extras_require (#41)

            ## Issues Closed

            * Crash in `leaky_relu` (#35)

            ## Files

            | File | Size | SHA-256 |
            | --- | ---: | --- |
            | `libtorchtrt-1.2.0-x86_64.tar.gz` | 3.9 MiB | `aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa` |
            | `SHA256SUMS` | 120 B | `bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb` |

            ## Contributors

            Thanks to 3 people: Ada Lovelace, Grace Hopper, Newcomer (first contribution).

            **Full changelog**: [v1.1.0...v1.2.0](https://github.com/pytorch/TensorRT/compare/v1.1.0...v1.2.0). Not listed above: 1 change to tests, continuous integration and upkeep, 1 change that v1.1.0 already had, 2 changes made and taken back again, 1 automatic commit.

            """.TrimEnd('\n') + "\n");

    [Fact]
    public void A_release_of_nothing_says_so_and_links_its_commits()
        => ReleaseNotes.Compose(Bare with { PreviousTag = null }).Body
            .ShouldBe("Torch-TensorRT 1.2.0 is the first release.\n\n**Full changelog**: [v1.2.0](https://github.com/pytorch/TensorRT/commits/v1.2.0)\n");

    [Fact]
    public void Notes_too_long_for_the_forge_move_whole_sections_to_a_file_and_say_so()
    {
        var notes = ReleaseNotes.Compose(Bare with
        {
            Commits = [Commit(1, "feat: kept"), .. Enumerable.Range(2, 999).Select(number => Free(number))],
            Artifacts = [new NotesArtifact("a.whl", 1, new string('a', 64))],
        });

        notes.Body.Length.ShouldBeLessThanOrEqualTo(ReleaseNotes.MaximumLength);
        notes.Body.ShouldContain("* Kept (");
        notes.Body.ShouldContain("| `a.whl` |");
        notes.Body.ShouldContain("The attached file `release-notes-1.2.0.md` has what this page has no room for: Other Changes (999).");
        notes.Rest!.Name.ShouldBe("release-notes-1.2.0.md");
        notes.Rest.Text.ShouldStartWith("# Torch-TensorRT 1.2.0: what the release page has no room for\n\n## Other Changes\n\n* Words ");
        notes.Rest.Text.Count(c => c == '\n').ShouldBe(4 + 999);

        static Commit Free(int number) => Commit(0, $"words {number} {new string('x', 200)}") with { Id = new CommitId(number.ToString("x40")) };
    }

    [Fact]
    public void A_code_block_cut_short_is_closed()
    {
        var body = string.Join('\n', Enumerable.Range(0, 40).Select(line => $"line {line}"));

        ReleaseNotes.Compose(Bare with { Commits = [Commit(1, $"feat: x\n\nBREAKING CHANGE: long\n```\n{body}\n```")] }).Body
            .ShouldContain("  line 17\n  ```\n\n  …\n\n## Contributors");
    }

    [Fact]
    public void A_hostile_title_is_cut_before_it_fills_the_page()
        => ReleaseNotes.Compose(Bare with { Commits = [Commit(1, $"feat: {new string('x', 200_000)}")] }).Body.Length.ShouldBeLessThan(1000);

    private static Contributor Known(string name, string email) => new(name, [new Author(name, email)]);
}
