using TorchTrt.Release.Ports;

namespace TorchTrt.Release.GitHub.Tests;

/// <summary>A file that takes the place of another in a draft, whatever goes wrong on the way; and releases that nothing can change.</summary>
public sealed class ReplacementTests : IAsyncLifetime
{
    private const string Tag = "v7.0.0";

    private readonly TwinWorld world = new();
    private readonly string folder = Directory.CreateTempSubdirectory("replacement-").FullName;

    private string File => Path.Combine(folder, "libtorchtrt+cu130.tar.gz");

    public async ValueTask InitializeAsync()
    {
        await world.InitializeAsync();
        await System.IO.File.WriteAllTextAsync(File, "the good old one", world.Cancel);
        var draft = await world.Forge.Releases.CreateDraft(new NewRelease(Tag, world.Head, "replaced", "", false), world.Cancel);
        await world.Forge.Releases.Upload(draft, File, world.Cancel);
        await System.IO.File.WriteAllTextAsync(File, "the new one", world.Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await world.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_new_file_takes_the_name_and_nothing_else_is_left()
    {
        await Replace();

        (await Text()).ShouldBe(["libtorchtrt+cu130.tar.gz: the new one"]);
    }

    [Fact]
    public async Task While_the_new_one_does_not_arrive_the_good_one_stays()
    {
        await world.Fault("POST", "/assets$", "ghost", times: 3);

        await Should.ThrowAsync<ReleaseException>(Replace);

        (await Text()).ShouldBe(["libtorchtrt+cu130.tar.gz: the good old one"]);
    }

    [Theory]
    [InlineData("DELETE", "/releases/assets/", "reset")]
    [InlineData("DELETE", "/releases/assets/", "after")]
    [InlineData("PATCH", "/releases/assets/", "reset")]
    [InlineData("PATCH", "/releases/assets/", "after")]
    [InlineData("POST", "/assets$", "after")]
    [InlineData("POST", "/assets$", "cut")]
    public async Task What_breaks_off_in_the_middle_is_finished_by_the_same_command(string method, string path, string kind)
    {
        await world.Fault(method, path, kind);
        try
        {
            await Replace();
        }
        catch (ReleaseException error)
        {
            error.Errors.ShouldHaveSingleItem().Code.ShouldBe("TR3008");
            (await Text()).ShouldNotBeEmpty();
        }

        await Replace();

        (await Text()).ShouldBe(["libtorchtrt+cu130.tar.gz: the new one"]);
    }

    [Fact]
    public async Task What_an_earlier_run_left_of_other_bytes_is_not_taken_for_the_new_file()
    {
        await world.Fault("DELETE", "/releases/assets/", "status", 403);
        await Should.ThrowAsync<ReleaseException>(Replace);
        await System.IO.File.WriteAllTextAsync(File, "a newer one still", world.Cancel);

        await Replace();

        (await Text()).ShouldBe(["libtorchtrt+cu130.tar.gz: a newer one still"]);
    }

    [Fact]
    public async Task An_immutable_release_is_known_as_such_and_its_files_and_tag_stay()
    {
        await world.Send(HttpMethod.Put, "repos/pytorch/TensorRT/immutable-releases", new { });
        (await world.Forge.Releases.Immutability(world.Cancel)).ShouldBe(Immutability.Immutable);

        var published = await world.Forge.Releases.Publish(await Release(), world.Cancel);

        published.IsImmutable.ShouldBeTrue();
        (await Should.ThrowAsync<ReleaseException>(() => world.Forge.Releases.DeleteAsset(published.Assets[0], world.Cancel))).Message.ShouldContain("immutable release");
        (await Should.ThrowAsync<ReleaseException>(() => world.Forge.Releases.CreateDraft(new NewRelease(Tag, world.Head, "again", "", false), world.Cancel))).Message.ShouldContain("tag_name was used by an immutable release");
    }

    [Fact]
    public async Task A_repository_whose_releases_can_be_edited_says_so()
        => (await world.Forge.Releases.Immutability(world.Cancel)).ShouldBe(Immutability.Editable);

    [Fact]
    public async Task A_token_that_may_not_see_the_setting_leaves_it_unknown()
    {
        await world.Fault("GET", "/immutable-releases$", "status", 403);

        (await world.Forge.Releases.Immutability(world.Cancel)).ShouldBe(Immutability.Unknown);
    }

    private async Task Replace() => await world.Forge.Releases.Upload(await Release(), File, world.Cancel);

    private async Task<ForgeRelease> Release() => (await world.Forge.Releases.Find(Tag, world.Cancel)).ShouldNotBeNull();

    private async Task<IReadOnlyList<string>> Text()
    {
        var lines = new List<string>();
        foreach (var asset in (await Release()).Assets.Where(asset => asset.IsComplete))
        {
            using var reader = new StreamReader(await world.Forge.Releases.Download(asset, world.Cancel));
            lines.Add($"{asset.Name}: {await reader.ReadToEndAsync(world.Cancel)}");
        }

        return lines;
    }
}
