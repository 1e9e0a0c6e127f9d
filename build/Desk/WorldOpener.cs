using Build.CommandLine;
using Build.Adapters.Git;
using TorchTrt.Release;
using TorchTrt.Release.GitHub;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Twin;

namespace Build.Desk;

/// <summary>Opens the forge: GitHub's API, or the twin with a bare repository behind it. Only the address differs.</summary>
public static class WorldOpener
{
    /// <summary>A token that opens the twin and nothing else.</summary>
    private const string TwinToken = "rehearsal";

    /// <summary>Name of the twin's git side in its folder.</summary>
    public const string BareRepository = "repository.git";

    /// <summary>The forge whose address the user gave or GitHub's own.</summary>
    public static ForgeWorld Real(ReleaseRequest request, RepositoryName repository, ForgeToken token, TimeProvider time)
    {
        var forge = GitHubForge.Connect(new ForgeAddress(request.Forge, repository), token.Read, time);
        return new ForgeWorld(forge, WorldKnowledge.Whole, request.Forge, Closing(forge));
    }

    /// <summary>The twin over the bare repository in the release's folder; what happened there before is still there.</summary>
    public static async Task<ForgeWorld> Rehearsal(
        ReleaseRequest request, SourceCheckout source, ReleaseTarget target, string worldFolder, LiveSeed live, TimeProvider time, CancellationToken cancel)
    {
        var seed = request.Twin.Seed ?? await live.Fetch(source, target, worldFolder, cancel) ?? source.Seed;
        var repository = target.Repository;
        var bare = Path.Combine(worldFolder, BareRepository);
        await BareClone.Create(source.Path, target.Base, target.Branch, bare, source.Tags.Known.Select(tag => tag.Name).ToHashSet(StringComparer.Ordinal), TwinSeed.Heads(seed), cancel);
        var twin = await GitHubTwin.Start(
            new TwinOptions
            {
                Folder = worldFolder,
                BareRepository = bare,
                Owner = repository.Owner,
                Name = repository.Name,
                DefaultBranch = target.Branch,
                Token = TwinToken,
                Port = request.Twin.Port,
                Seed = seed,
                Time = time,
            },
            cancel);
        var forge = GitHubForge.Connect(new ForgeAddress(twin.Api, repository), () => TwinToken, time);
        return new ForgeWorld(forge, seed is null ? WorldKnowledge.RepositoryOnly : WorldKnowledge.Whole, twin.Api, [.. Closing(forge), twin]);
    }

    private static IReadOnlyList<IAsyncDisposable> Closing(GitHubForge forge) => [new Disposal(forge)];

    private sealed class Disposal(IDisposable thing) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            thing.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
