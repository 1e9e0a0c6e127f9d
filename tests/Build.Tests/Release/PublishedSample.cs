using Build.Sample;
using Microsoft.AspNetCore.Http;
using TorchTrt.Release.GitHub;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Testing;
using TorchTrt.Release.Twin;

namespace Build.Tests.Release;

/// <summary>The sample's checkout, the remote that it is pushed to, and a forge over that remote: another twin than a rehearsal's own, reached with <c>--publish</c>.</summary>
public sealed class PublishedSample : IAsyncDisposable
{
    public const string Token = "ghp_theManagersOwnToken0123456789abcdefgh";

    public static readonly RepositoryName Repository = new("pytorch", "TensorRT");

    private readonly GitHubTwin twin;
    private readonly GitHubForge forge;

    private PublishedSample(ReleaseProgram program, GitHubTwin twin)
    {
        Program = program;
        this.twin = twin;
        forge = GitHubForge.Connect(new ForgeAddress(twin.Api, Repository), () => Token, TimeProvider.System);
    }

    public ReleaseProgram Program { get; }

    public Uri Api => twin.Api;

    public IForge Forge => forge;

    public string Checkout => Program.Place("checkout");

    public string Remote => Program.Place("remote.git");

    /// <summary>What the twin keeps, JSON.</summary>
    public string State => Path.Combine(Program.Place("forge"), "state.json");

    /// <param name="misfortune">What goes wrong with a request.</param>
    public static async Task<PublishedSample> Begin(Func<HttpContext, Fault?>? misfortune = null)
    {
        var program = new ReleaseProgram { Token = Token };
        var (checkout, remote) = (program.Place("checkout"), program.Place("remote.git"));
        var sample = await new SampleRepository(ReleaseProgram.Repository()).Materialise(checkout, SampleLayout.Classic, default);
        program.Git(checkout, "clone", "--quiet", "--bare", checkout, remote);
        foreach (var (key, value) in new[] { ("remote.origin.url", remote), ("remote.origin.pushurl", remote), ("user.name", "Ada"), ("user.email", "ada@example.org") })
            program.Git(checkout, "config", key, value);
        var twin = await GitHubTwin.Start(
            new TwinOptions
            {
                Folder = program.Place("forge"), BareRepository = remote, Owner = Repository.Owner, Name = Repository.Name, DefaultBranch = "master", Token = Token, Seed = sample.GitHubSeed,
                Misfortune = misfortune,
            },
            default);
        BuiltElsewhere.Into(program.Folder());
        return new PublishedSample(program, twin);
    }

    /// <summary>The real thing, with these targets and nothing between them.</summary>
    public string[] Command(params IEnumerable<string> targets)
        => ["--exclusive", .. targets.Select(target => $"--target={target}"), "--publish", $"--repo={Checkout}", $"--forge={Api}", $"--github={Repository}"];

    public (int ExitCode, string Output, string Errors) Run(params string[] arguments) => Program.Run(arguments);

    /// <summary>What a person does when the release waits for the pull request.</summary>
    public async Task Merge() => await forge.Pulls.Merge((await forge.Pulls.From("release/v1.1.0-bump", default)).ShouldNotBeNull(), default);

    public async ValueTask DisposeAsync()
    {
        forge.Dispose();
        await twin.DisposeAsync();
        Program.Dispose();
    }
}
