using Build.Provisioning;
using TorchTrt.Release;

namespace Build.Tests.Provisioning;

public sealed class NpmProgramStories : IDisposable
{
    private readonly string artifacts = Directory.CreateTempSubdirectory("artifacts-").FullName;
    private readonly PretendMachine machine = new();

    public void Dispose() => Directory.Delete(artifacts, recursive: true);

    [Fact]
    public async Task A_program_that_is_here_is_not_installed_again()
    {
        var file = NpmProgram.ConventionalChangelog5.File(artifacts);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, "", Cancel);

        await Subject.Ensure(NpmProgram.ConventionalChangelog5, Cancel);

        machine.Ran.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_registry_the_refusal_says_so()
    {
        machine.Refuse("npm install", "network unreachable");

        var refusal = await Should.ThrowAsync<ReleaseException>(() => Subject.Ensure(NpmProgram.ConventionalChangelog8, Cancel));

        refusal.Errors.ShouldHaveSingleItem().Code.ShouldBe("TR4812");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private NpmPrograms Subject => new(machine, artifacts, new ProvisioningLog(_ => { }, _ => { }));
}
