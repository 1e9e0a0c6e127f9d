using System.Security.Cryptography;
using System.Text;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace TorchTrt.Release.Tests.Steps;

/// <summary>A release that is public is read back.</summary>
public sealed class VerifyStepTests : IDisposable
{
    private const string Wheel = "torch_tensorrt-1.1.0+cu121-cp310-cp310-linux_x86_64.whl";

    private readonly MemoryForge forge = new();
    private readonly string root = Directory.CreateTempSubdirectory().FullName;
    private readonly List<LinkAnswer> links = [];
    private WheelTrial trial = new InstalledWheel(Wheel, "1.1.0+cu121", "cpython 3.10");
    private int installs;

    public VerifyStepTests()
    {
        File.WriteAllText(Place("out", Wheel), "the wheel");
        File.WriteAllText(Place("out", "SHA256SUMS"), $"{Sha256("the wheel")}  {Wheel}\n");
        forge.Tagged["v1.1.0"] = MemoryForge.Commit('e');
        forge.PullRequests.Add(new PullRequest(1, "bump", "https://forge/pull/1", PullRequestState.Merged, false, "release/v1.1.0-bump", MemoryForge.Commit('d'), "master", [], "manager", MemoryForge.Commit('e'), null));
        Publish("Torch-TensorRT 1.1.0, see https://a.example/docs");
    }

    [Fact]
    public async Task What_was_seen_is_attached_to_the_release()
    {
        await Carry();

        (await Step.Observe(default)).ShouldBeOfType<Done>().Evidence.ShouldContain("links of the notes: 1 answer.");
        Text(Attached().ShouldNotBeNull()).ShouldBe(
            $"""
            # Verification of 1.1.0

            Tag v1.1.0 of pytorch/TensorRT leads to commit {MemoryForge.Commit('e').Hex}, the merged version bump.

            ## Files

            Downloaded from the published release and hashed; equal to the files that were built, and to SHA256SUMS.

            | file | bytes | SHA-256 |
            | --- | ---: | --- |
            | SHA256SUMS | {Wheel.Length + 67} | {Sha256(File.ReadAllText(Place("out", "SHA256SUMS")))} |
            | {Wheel} | 9 | {Sha256("the wheel")} |

            ## Wheel

            {Wheel} was installed with pip into an empty environment of cpython 3.10, without what it depends on, and calls itself 1.1.0+cu121.

            ## Links of the notes

            1 answer.

            | link | answer |
            | --- | --- |
            | https://a.example/docs | 200 |

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task An_immutable_release_takes_no_more_files_and_what_was_seen_stays_here()
    {
        forge.Published[0] = forge.Published[0] with { IsImmutable = true };

        (await Step.Observe(default)).ShouldBeOfType<Pending>().Changes.ShouldNotContain(change => change.Verb == "upload");
        await Carry();

        Attached().ShouldBeNull();
        File.Exists(Place("state", Verification.FileName)).ShouldBeTrue();
        (await Step.Observe(default)).ShouldBeOfType<Done>().Evidence[^1].ShouldStartWith("an immutable release takes no more files");
    }

    [Fact]
    public async Task A_run_that_dies_before_it_attached_what_it_saw_attaches_it_without_reading_all_again()
    {
        forge.BeforeUpload = _ => throw new IOException("the network went away");
        await Should.ThrowAsync<IOException>(Carry);
        forge.BeforeUpload = _ => { };

        (await Step.Observe(default)).ShouldBeOfType<Pending>().Changes.ShouldHaveSingleItem().Verb.ShouldBe("upload");
        await Carry();

        Attached().ShouldNotBeNull();
        installs.ShouldBe(1);
    }

    [Fact]
    public async Task What_somebody_else_attached_under_its_name_is_replaced()
    {
        await Carry();
        File.WriteAllText(Place("elsewhere", Verification.FileName), "all is well");
        await forge.Upload(forge.Published[0], Place("elsewhere", Verification.FileName), default);

        await Carry();

        Text(Attached().ShouldNotBeNull()).ShouldStartWith("# Verification of 1.1.0");
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once()
    {
        Publish("see https://a.example/gone and [x](javascript:x)");
        links.Add(new LinkAnswer(new Uri("https://a.example/gone"), LinkState.Dead, "404"));
        trial = new InstalledWheel(Wheel, "1.0.0", "cpython 3.10");
        forge.Tagged["v1.1.0"] = MemoryForge.Commit('f');

        (await Should.ThrowAsync<ReleaseException>(Carry)).Errors.Select(error => error.Code).ShouldBe(["TR3602", "TR3608", "TR3609", "TR3611"]);
        Attached().ShouldBeNull();
    }

    [Fact]
    public async Task A_wheel_that_pip_refuses_fails_the_release_with_its_log()
    {
        trial = new RefusedWheel(Wheel, new ToolRun("pip install", 1, "/logs/verify-wheel.log", "is not a supported wheel"));

        (await Should.ThrowAsync<ReleaseException>(Carry)).Errors.ShouldHaveSingleItem().ToString().ShouldContain("/logs/verify-wheel.log");
    }

    [Fact]
    public async Task A_wheel_that_came_back_damaged_is_not_installed()
    {
        forge.Bytes[forge.Published[0].Assets.Single(asset => asset.Name == Wheel).Id] = "something else"u8.ToArray();

        (await Should.ThrowAsync<ReleaseException>(Carry)).Errors.Select(error => error.Code).ShouldBe(["TR3604", "TR3607"]);
        installs.ShouldBe(0);
    }

    [Fact]
    public async Task What_nobody_could_say_is_written_down_and_holds_nothing_up()
    {
        links.Add(new LinkAnswer(new Uri("https://a.example/docs"), LinkState.Unclear, "429"));
        trial = new UntriedWheels("none of them is for cpython 3.13 on this machine");

        await Carry();

        Text(Attached().ShouldNotBeNull()).ShouldContain("1 answer with something else than the page.");
        Text(Attached()!).ShouldContain("No wheel was installed: none of them is for cpython 3.13 on this machine.");
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private VerifyStep Step => new(forge, new Folder(Path.Combine(root, "out")), new FolderReceipts(Path.Combine(root, "state")), new Links(links), new Trial(this), Releases.OneOne);

    private async Task Carry() => await Step.Apply((await Step.Observe(default)).ShouldBeOfType<Pending>(), default);

    private void Publish(string notes)
    {
        forge.Published.Clear();
        forge.Published.Add(new ForgeRelease(1, "v1.1.0", "1.1.0", notes, false, false, "master", "https://forge/releases/1", []));
        foreach (var file in Directory.GetFiles(Path.Combine(root, "out"))) forge.Upload(forge.Published[0], file, default);
    }

    private ReleaseAsset? Attached() => forge.Published[0].Assets.SingleOrDefault(asset => asset.Name == Verification.FileName);

    private string Text(ReleaseAsset asset) => Encoding.UTF8.GetString(forge.Bytes[asset.Id]);

    private string Place(string folder, string name) => Path.Combine(Directory.CreateDirectory(Path.Combine(root, folder)).FullName, name);

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private sealed class Folder(string path) : IOutFolder
    {
        public Task<IReadOnlyList<OutFile>> Files(CancellationToken cancel) => Task.FromResult<IReadOnlyList<OutFile>>([.. Directory.GetFiles(path).Order(StringComparer.Ordinal).Select(file =>
            new OutFile(Path.GetFileName(file), file, new FileInfo(file).Length, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))))]);
    }

    private sealed class FolderReceipts(string folder) : IReceipts
    {
        public string? Read(string name) => File.Exists(PathOf(name)) ? File.ReadAllText(PathOf(name)) : null;

        public void Write(string name, string text)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(PathOf(name), text);
        }

        public string PathOf(string name) => Path.Combine(folder, name);
    }

    private sealed class Links(IReadOnlyList<LinkAnswer> known) : ILinks
    {
        public Task<IReadOnlyList<LinkAnswer>> Ask(IReadOnlyList<Uri> links, CancellationToken cancel)
            => Task.FromResult<IReadOnlyList<LinkAnswer>>([.. links.Select(link => known.FirstOrDefault(answer => answer.Link == link) ?? new LinkAnswer(link, LinkState.Answers, "200"))]);
    }

    private sealed class Trial(VerifyStepTests story) : IWheelTrial
    {
        public Task<WheelTrial> Install(IReadOnlyList<OutFile> wheels, CancellationToken cancel)
        {
            story.installs++;
            wheels.ShouldHaveSingleItem().Name.ShouldBe(Wheel);
            return Task.FromResult(story.trial);
        }
    }
}
