using Build.Provisioning;
using TorchTrt.Release;

namespace Build.Tests.Provisioning;

public sealed class NpmFileStories : IDisposable
{
    private readonly string artifacts = Directory.CreateTempSubdirectory("artifacts-").FullName;
    private readonly PretendMachine machine = new();

    public void Dispose() => Directory.Delete(artifacts, recursive: true);

    [Fact]
    public async Task A_file_that_is_here_is_not_fetched_again()
    {
        var place = Path.Combine(artifacts, NpmFile.GitHubApi.Place);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        await File.WriteAllTextAsync(place, "{}", Cancel);

        await Subject.Ensure(NpmFile.GitHubApi, Cancel);

        machine.Ran.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_registry_the_refusal_says_so_and_nothing_is_left()
    {
        machine.Refuse("npm pack", "network unreachable");

        var refusal = await Should.ThrowAsync<ReleaseException>(() => Subject.Ensure(NpmFile.GitHubApi, Cancel));

        refusal.Errors.ShouldHaveSingleItem().Code.ShouldBe("TR4812");
        Directory.GetFiles(artifacts, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private NpmFiles Subject => new(machine, artifacts, new ProvisioningLog(_ => { }, _ => { }));
}
