using Build.Provisioning;
using TorchTrt.Release;

namespace Build.Tests.Provisioning;

public sealed class BaseImageStories : IDisposable
{
    private const string Wanted = "pytorch/manylinux-builder:cuda11.3";

    private readonly string temp = Directory.CreateTempSubdirectory("base image's-").FullName;
    private readonly PretendMachine machine = new();
    private readonly List<string> said = [];

    public void Dispose() => Directory.Delete(temp, recursive: true);

    [Fact]
    public async Task An_image_that_is_here_is_taken_as_it_is()
    {
        machine.Images.Add(Wanted);

        (await Subject.Ensure(Wanted, Cancel)).ShouldBe(Wanted);

        machine.Ran.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Where_nothing_can_be_pulled_an_image_is_made_from_packages()
    {
        var image = await Subject.Ensure(Wanted, Cancel);

        image.ShouldBe(BaseImageRecipe.Bookworm.Tag);
        machine.Ran.ShouldContain(line => line.StartsWith("mmdebstrap", StringComparison.Ordinal) && line.Contains("python3-dev"));
        said[0].ShouldContain("cannot be pulled");
        Directory.GetFileSystemEntries(temp).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_image_is_made_once()
    {
        await Subject.EnsureLocal(BaseImageRecipe.Bookworm, Cancel);
        machine.Ran.Clear();

        await Subject.EnsureLocal(BaseImageRecipe.Bookworm, Cancel);

        machine.Ran.ShouldHaveSingleItem().ShouldStartWith("docker image inspect");
    }

    [Fact]
    public void Another_recipe_has_another_name() =>
        (BaseImageRecipe.Bookworm with { Packages = ["python3"] }).Tag.ShouldNotBe(BaseImageRecipe.Bookworm.Tag);

    [Fact]
    public async Task A_mirror_that_is_not_reached_is_an_error_and_leaves_nothing()
    {
        machine.Refuse("mmdebstrap", "E: Could not resolve 'mirror.example'");

        var refusal = await Should.ThrowAsync<ReleaseException>(() => Subject.EnsureLocal(BaseImageRecipe.Bookworm, Cancel));

        refusal.Errors.ShouldHaveSingleItem().Code.ShouldBe("TR4810");
        Directory.GetFileSystemEntries(temp).ShouldBeEmpty();
    }

    private BaseImage Subject => new(machine, temp, Log);

    private ProvisioningLog Log => new(said.Add, _ => { });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
