using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.GitHub.Tests;

/// <summary>
/// Files from nothing to the largest that GitHub takes. <c>UPLOAD_BYTES</c> names another size than the usual run's, up to 2147483647 (2 GiB - 1).
/// The forge streams too, and runs in the same process: what is measured is both.
/// </summary>
public sealed class LargeUploadTests : IAsyncLifetime
{
    private const long Allowed = 64 << 20;

    private readonly TwinWorld world = new();
    private readonly string folder = Directory.CreateTempSubdirectory("upload-").FullName;

    public ValueTask InitializeAsync() => world.InitializeAsync();

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return world.DisposeAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData((1 << 18) - 1)]
    [InlineData(1 << 18)]
    [InlineData((1 << 18) + 1)]
    public async Task A_file_of_any_size_arrives_whole(long size)
    {
        var asset = await Upload(Sparse(size));

        (asset.Size, asset.IsComplete).ShouldBe((size, true));
        await using var back = await world.Forge.Releases.Download(asset, world.Cancel);
        $"sha256:{Convert.ToHexStringLower(await SHA256.HashDataAsync(back, world.Cancel))}".ShouldBe(asset.Digest);
    }

    [Fact]
    public async Task Memory_does_not_grow_with_the_file()
    {
        await Upload(Sparse(1 << 20));
        var size = long.TryParse(Environment.GetEnvironmentVariable("UPLOAD_BYTES"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 200_000_000;
        var path = Sparse(size);
        using var me = Process.GetCurrentProcess();
        GC.Collect();
        me.Refresh();
        var (before, most) = (me.WorkingSet64, 0L);
        using var done = new CancellationTokenSource();
        var watch = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                using var now = Process.GetCurrentProcess();
                most = Math.Max(most, now.WorkingSet64);
                await Task.Delay(10, CancellationToken.None);
            }
        });

        var asset = await Upload(path);

        await done.CancelAsync();
        await watch;
        TestContext.Current.TestOutputHelper?.WriteLine($"{size} bytes: {(most - before) >> 20} MiB above {before >> 20} MiB");
        asset.Size.ShouldBe(size);
        (most - before).ShouldBeLessThan(Allowed);
    }

    private async Task<ReleaseAsset> Upload(string path)
    {
        var tag = $"v0.0.{Random.Shared.Next(1, 1_000_000)}";
        var draft = await world.Forge.Releases.CreateDraft(new NewRelease(tag, world.Head, tag, "", false), world.Cancel);
        return await world.Forge.Releases.Upload(draft, path, world.Cancel);
    }

    /// <summary>A file that takes no room.</summary>
    private string Sparse(long size)
    {
        var path = Path.Combine(folder, $"libtorchtrt-{size}.tar.gz");
        using var file = File.Create(path);
        file.SetLength(size);
        return path;
    }
}
