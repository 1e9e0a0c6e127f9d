using System.Security.Cryptography;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace TorchTrt.Release.Tests.Steps;

public sealed class GitHubReleaseStepTests : IDisposable
{
    private readonly MemoryForge forge = new();
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public GitHubReleaseStepTests()
    {
        forge.Tagged["v1.1.0"] = MemoryForge.Commit('e');
        File.WriteAllText(Path.Combine(folder, "SHA256SUMS"), "sums");
        File.WriteAllText(Path.Combine(folder, "libtorchtrt.tar.gz"), "tarball");
    }

    [Fact]
    public async Task The_plan_drafts_uploads_and_publishes_in_that_order()
        => (await Step.Observe(default)).ShouldBeOfType<Pending>().Changes.Select(change => change.Verb).ShouldBe(["create draft", "upload", "upload", "publish"]);

    [Fact]
    public async Task Two_files_that_GitHub_would_give_one_name_are_refused_before_anything_is_sent()
    {
        File.WriteAllText(Path.Combine(folder, "a b.whl"), "one");
        File.WriteAllText(Path.Combine(folder, "a~b.whl"), "two");

        (await Step.Observe(default)).ShouldBeOfType<Blocked>().Reasons.ShouldHaveSingleItem().Code.ShouldBe("TR3506");
    }

    [Theory]
    [InlineData(int.MaxValue, null)]
    [InlineData(1L << 31, "TR3502")]
    public async Task A_file_of_2_GiB_is_refused_in_the_plan_and_one_byte_less_is_not(long size, string? code)
        => (await Planned([new OutFile("libtorchtrt.tar.gz", "/out/libtorchtrt.tar.gz", size, new string('0', 64))])).ShouldBe(code);

    [Theory]
    [InlineData(999, null)]
    [InlineData(1000, "TR3503")]
    public async Task A_thousand_files_leave_no_room_for_what_is_attached_afterwards_and_are_refused_in_the_plan(int count, string? code)
        => (await Planned([.. Enumerable.Range(0, count).Select(number => new OutFile($"{number}.whl", $"/out/{number}.whl", 1, new string('0', 64)))])).ShouldBe(code);

    /// <summary>The code of the first refusal; null where there is none.</summary>
    private async Task<string?> Planned(IReadOnlyList<OutFile> files)
        => await new GitHubReleaseStep(forge, new Given(files), new Notes(), Releases.OneOne).Observe(default) is Blocked blocked ? blocked.Reasons[0].Code : null;

    private sealed class Given(IReadOnlyList<OutFile> files) : IOutFolder
    {
        public Task<IReadOnlyList<OutFile>> Files(CancellationToken cancel) => Task.FromResult(files);
    }

    [Fact]
    public async Task A_name_that_GitHub_will_write_otherwise_is_told_in_the_plan()
    {
        File.WriteAllText(Path.Combine(folder, "a b.whl"), "one");

        (await Step.Observe(default)).ShouldBeOfType<Pending>().Changes.ShouldContain(change => change.Target == "a b.whl" && change.After.EndsWith("named a.b.whl by GitHub", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_releases_are_immutable_the_plan_says_what_publishing_means()
    {
        forge.Lasting = Immutability.Immutable;

        (await Step.Observe(default)).ShouldBeOfType<Pending>().Changes[^1].After.ShouldContain("can never change");
    }

    [Fact]
    public async Task A_release_is_public_with_every_file()
    {
        await Carry();

        (await Step.Observe(default)).ShouldBeOfType<Done>();
        forge.Published.Single().Assets.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_release_that_dies_in_an_upload_stays_a_draft_and_is_continued()
    {
        forge.BeforeUpload = name => _ = name == "libtorchtrt.tar.gz" ? throw new IOException("the network went away") : 0;
        await Should.ThrowAsync<IOException>(Carry);
        forge.Published.Single().IsDraft.ShouldBeTrue();

        forge.BeforeUpload = _ => { };
        await Carry();

        forge.Published.Single().Assets.Select(asset => asset.Name).Order().ShouldBe(["SHA256SUMS", "libtorchtrt.tar.gz"]);
    }

    [Fact]
    public async Task A_file_that_changed_since_it_was_uploaded_is_uploaded_again_before_anything_is_public()
    {
        forge.BeforeUpload = name => _ = name == "libtorchtrt.tar.gz" ? throw new IOException("the network went away") : 0;
        await Should.ThrowAsync<IOException>(Carry);
        forge.BeforeUpload = _ => { };
        File.WriteAllText(Path.Combine(folder, "SHA256SUMS"), "other sums");

        await Carry();

        forge.Bytes[forge.Published.Single().Assets.Single(asset => asset.Name == "SHA256SUMS").Id].ShouldBe("other sums"u8.ToArray());
    }

    [Fact]
    public async Task A_public_release_is_never_changed()
    {
        await Carry();
        File.WriteAllText(Path.Combine(folder, "late.whl"), "late");

        (await Step.Observe(default)).ShouldBeOfType<Blocked>().Reasons.ShouldHaveSingleItem().Code.ShouldBe("TR3501");
    }

    [Fact]
    public async Task Notes_too_long_for_the_page_are_attached_as_a_file()
    {
        var elsewhere = Directory.CreateTempSubdirectory().FullName;
        var content = "the rest"u8.ToArray();
        var rest = new NotesRest(new OutFile("release-notes-1.1.0.md", Path.Combine(elsewhere, "release-notes-1.1.0.md"), content.Length, Convert.ToHexStringLower(SHA256.HashData(content))), content);
        var step = new GitHubReleaseStep(forge, new Folder(folder), new Notes(rest), Releases.OneOne);

        await step.Apply((await step.Observe(default)).ShouldBeOfType<Pending>(), default);

        var asset = forge.Published.Single().Assets.Single(asset => asset.Name == "release-notes-1.1.0.md");
        forge.Bytes[asset.Id].ShouldBe(content);
        Directory.Delete(elsewhere, recursive: true);
    }

    [Theory]
    [InlineData("torch_tensorrt-2.13.0+cu130-cp312-cp312-linux_x86_64.whl", "torch_tensorrt-2.13.0+cu130-cp312-cp312-linux_x86_64.whl")]
    [InlineData("a b  c.txt", "a.b.c.txt")]
    [InlineData(".hidden", "hidden")]
    public void The_forge_renames_what_it_does_not_like(string file, string asset) => AssetName.OnForge(file).ShouldBe(asset);

    [Theory]
    [InlineData("torch_tensorrt-2.13.0+cu130-cp312-cp312-linux_x86_64.whl")]
    [InlineData("torch_tensorrt-2.13.0.cu130-cp312-cp312-linux_x86_64.whl")]
    public void A_wheel_is_known_again_however_the_forge_writes_its_plus(string asset)
        => AssetName.IsSame(asset, "torch_tensorrt-2.13.0+cu130-cp312-cp312-linux_x86_64.whl").ShouldBeTrue();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private GitHubReleaseStep Step => new(forge, new Folder(folder), new Notes(), Releases.OneOne);

    private async Task Carry() => await Step.Apply((await Step.Observe(default)).ShouldBeOfType<Pending>(), default);

    private sealed class Folder(string path) : IOutFolder
    {
        public Task<IReadOnlyList<OutFile>> Files(CancellationToken cancel) => Task.FromResult<IReadOnlyList<OutFile>>([.. Directory.GetFiles(path).Order(StringComparer.Ordinal).Select(file =>
            new OutFile(Path.GetFileName(file), file, new FileInfo(file).Length, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))))]);
    }

    private sealed class Notes(NotesRest? rest = null) : INotesWriter
    {
        public Task<WrittenNotes> Write(IReadOnlyList<OutFile> attached, CancellationToken cancel) => Task.FromResult(new WrittenNotes("notes", rest));

        public void Store(NotesRest? rest)
        {
            if (rest is not null) File.WriteAllBytes(rest.File.Path, rest.Content);
        }
    }
}
