using TorchTrt.Release.Artifacts;
using TorchTrt.Release.Attestations;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Testing;

namespace TorchTrt.Release.Tests.Steps;

/// <summary>A plan names what later steps will do with what earlier ones have not made yet.</summary>
public sealed class ForesightTests
{
    private const string Wheel = "torch_tensorrt-1.1.0-cp310-cp310-linux_x86_64.whl";

    private readonly MemoryForge forge = new();

    [Fact]
    public async Task A_wheel_that_is_to_be_built_is_to_be_attested_and_uploaded()
    {
        var foresight = Foreseen("Wheels", Wheel);

        var attested = (await Attest(foresight).Observe(default)).ShouldBeOfType<Pending>();
        attested.Makes.ShouldBe(["SHA256SUMS", $"{Wheel}.intoto.json", "torch_tensorrt-1.1.0.spdx.json", "torch_tensorrt-1.1.0.cdx.json"]);
        attested.Changes[0].After.ShouldBe("digests of 4 files");
        foresight.Add(Outcomes("Attest", attested));

        (await Release(foresight)).ShouldBe(
        [
            "create draft v1.1.0", "upload SHA256SUMS", $"upload {Wheel}", $"upload {Wheel}.intoto.json", "upload torch_tensorrt-1.1.0.cdx.json", "upload torch_tensorrt-1.1.0.spdx.json", "publish v1.1.0",
        ]);
    }

    [Fact]
    public async Task A_draft_that_holds_an_older_file_of_that_name_keeps_it_until_the_new_one_is_there()
    {
        forge.Published.Add(new ForgeRelease(1, "v1.1.0", "", "notes", true, false, "main", "https://forge/releases/1", [new ReleaseAsset(1, Wheel, 1, "sha256:old", true, "https://forge/asset")]));

        (await Release(Foreseen("Wheels", Wheel))).ShouldBe([$"replace {Wheel}", "publish v1.1.0"]);
    }

    [Fact]
    public async Task Files_that_are_to_be_made_count_against_the_forges_limit()
        => (await new GitHubReleaseStep(forge, new Nothing(), new Notes(), Releases.OneOne, Foreseen("Wheels", [.. Enumerable.Range(0, 1000).Select(number => $"{number}.whl")])).Observe(default))
            .ShouldBeOfType<Blocked>().Reasons.ShouldHaveSingleItem().Code.ShouldBe("TR3503");

    [Fact]
    public async Task What_is_to_be_frozen_is_to_be_thawed()
        => (await new ThawStep(forge, Releases.OneOne, TimeProvider.System, Foreseen("Freeze")).Observe(default))
            .ShouldBeOfType<Pending>().Changes.ShouldHaveSingleItem().ToString().ShouldBe("thaw main: shut for 1.1.0 -> open for pushes");

    [Fact]
    public async Task A_step_that_was_done_already_foretells_nothing()
    {
        var foresight = new Foresight();
        foresight.Add(new StepOutcome("Freeze", Outcome.Done, null, ["frozen"], [], TimeSpan.Zero));

        (await new ThawStep(forge, Releases.OneOne, TimeProvider.System, foresight).Observe(default)).ShouldBeOfType<Done>();
    }

    private static Foresight Foreseen(string step, params string[] files)
    {
        var foresight = new Foresight();
        foresight.Add(Outcomes(step, new Pending([new Change("do", step, null, "done")]) { Makes = files }));
        return foresight;
    }

    private static StepOutcome Outcomes(string step, Pending pending) => new(step, Outcome.Pending, null, [], pending.Changes, TimeSpan.Zero) { Makes = pending.Makes };

    private async Task<IReadOnlyList<string>> Release(Foresight foresight)
        => [.. (await new GitHubReleaseStep(forge, new Nothing(), new Notes(), Releases.OneOne, foresight).Observe(default)).ShouldBeOfType<Pending>().Changes.Select(change => $"{change.Verb} {change.Target}")];

    private static AttestStep Attest(Foresight foresight)
    {
        var (disk, receipts) = (new ToolsFiles(), new ToolsReceipts());
        return new AttestStep(
            new SitesMemoryWorkspace().With("py/setup.py", "1"), new AttestHistory(), disk, disk, receipts, new AttestSigner(), AttestWorld.Records(receipts, "1.1.0"), ToolsWorld.Target("1.1.0"),
            new ArtifactSource(null, "x86_64", null), new AttestOptions(CatalogGate.Report, [], AttestWorld.Here, ("torch-tensorrt-release", "1.0.0"), "https://github.com/pytorch/TensorRT", null), foresight);
    }

    private sealed class Nothing : IOutFolder
    {
        public Task<IReadOnlyList<OutFile>> Files(CancellationToken cancel) => Task.FromResult<IReadOnlyList<OutFile>>([]);
    }

    private sealed class Notes : INotesWriter
    {
        public Task<WrittenNotes> Write(IReadOnlyList<OutFile> attached, CancellationToken cancel) => Task.FromResult(new WrittenNotes("notes", null));

        public void Store(NotesRest? rest)
        {
        }
    }
}
