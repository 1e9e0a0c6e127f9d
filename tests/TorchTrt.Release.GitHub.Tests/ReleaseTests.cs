using System.Net;
using System.Security.Cryptography;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.GitHub.Tests;

public sealed class ReleaseTests(TwinWorld world) : IClassFixture<TwinWorld>, IDisposable
{
    private static int serial;

    private readonly string folder = Directory.CreateTempSubdirectory("assets-").FullName;
    private readonly string tag = $"v1.0.{Interlocked.Increment(ref serial)}";

    [Fact]
    public async Task A_draft_is_found_though_the_by_tag_route_hides_it()
    {
        await Draft();

        (await world.Forge.Releases.Find(tag, world.Cancel)).ShouldNotBeNull().IsDraft.ShouldBeTrue();
        using var http = new HttpClient();
        (await http.GetAsync(new Uri(world.Api, $"repos/pytorch/TensorRT/releases/tags/{tag}"), world.Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Publishing_makes_the_tag_and_shows_the_release()
    {
        var draft = await Draft();

        (await world.Forge.Releases.Publish(draft, world.Cancel)).IsDraft.ShouldBeFalse();

        (await world.Forge.Refs.Tag(tag, world.Cancel)).ShouldBe(world.Head);
    }

    [Fact]
    public async Task An_asset_comes_back_byte_for_byte_with_its_digest()
    {
        var draft = await Draft();
        var bytes = RandomNumberGenerator.GetBytes(3_000_001);

        var asset = await world.Forge.Releases.Upload(draft, Write("libtorchtrt.tar.gz", bytes), world.Cancel);

        asset.Digest.ShouldBe($"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}");
        await using var stream = await world.Forge.Releases.Download(asset, world.Cancel);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, world.Cancel);
        copy.ToArray().ShouldBe(bytes);
    }

    [Fact]
    public async Task A_lost_reply_to_an_upload_is_no_second_asset()
    {
        var draft = await Draft();
        await world.Fault("POST", "/assets$", "after");

        await world.Forge.Releases.Upload(draft, Write("a.whl", [1, 2, 3]), world.Cancel);

        (await world.Forge.Releases.Find(tag, world.Cancel))!.Assets.ShouldHaveSingleItem().Size.ShouldBe(3);
    }

    [Fact]
    public async Task The_ghost_of_a_failed_upload_is_removed_before_the_file_is_sent_again()
    {
        var draft = await Draft();
        await world.Fault("POST", "/assets$", "ghost");

        await world.Forge.Releases.Upload(draft, Write("a.whl", [1, 2, 3]), world.Cancel);

        (await world.Forge.Releases.Find(tag, world.Cancel))!.Assets.ShouldHaveSingleItem().IsComplete.ShouldBeTrue();
    }

    [Fact]
    public async Task A_lost_reply_to_drafting_is_no_second_draft()
    {
        await world.Fault("POST", "/releases$", "after");

        await Draft();

        (await world.Forge.Releases.Find(tag, world.Cancel)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Drafts_and_assets_survive_a_twin_that_dies()
    {
        var draft = await Draft();
        await world.Forge.Releases.Upload(draft, Write("a.whl", [1, 2, 3]), world.Cancel);

        await world.Restart();

        (await world.Forge.Releases.Find(tag, world.Cancel))!.Assets.ShouldHaveSingleItem().Name.ShouldBe("a.whl");
    }

    [Fact]
    public async Task The_name_that_the_forge_gives_is_the_one_that_is_predicted()
    {
        var draft = await Draft();

        var asset = await world.Forge.Releases.Upload(draft, Write("torch_tensorrt-1.1.0+cu113 x.whl", [1]), world.Cancel);

        asset.Name.ShouldBe("torch_tensorrt-1.1.0+cu113.x.whl");
    }

    [Fact]
    public async Task A_public_release_is_not_deleted_as_if_it_were_a_draft()
    {
        var release = await world.Forge.Releases.Publish(await Draft(), world.Cancel);

        (await Should.ThrowAsync<ReleaseException>(() => world.Forge.Releases.DeleteDraft(release, world.Cancel))).Errors[0].Code.ShouldBe("TR3102");
    }

    [Theory]
    [InlineData("status")]
    [InlineData("reset")]
    [InlineData("secondary")]
    [InlineData("rate")]
    public async Task A_read_is_tried_again(string kind)
    {
        await Draft();
        await world.Fault("GET", "/releases$", kind);

        (await world.Forge.Releases.Find(tag, world.Cancel)).ShouldNotBeNull();
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Task<ForgeRelease> Draft() => world.Forge.Releases.CreateDraft(new NewRelease(tag, world.Head, $"Torch-TensorRT {tag}", "notes\n", false), world.Cancel);

    private string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
