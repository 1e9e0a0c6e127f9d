using Build.CommandLine;
using Build.Adapters.Git;
using Build.Sample;
using TorchTrt.Release;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Versions;

namespace Build.Desk;

/// <summary>Finds the checkout: the one the user named, or the sample, materialised.</summary>
public sealed class SourceOpener(ReleaseRequest request, DeskFolders folders)
{
    /// <param name="use">Whether the sample may be edited; then it is a copy of its own.</param>
    public async Task<SourceCheckout> Open(SampleUse use, CancellationToken cancel)
    {
        var sample = request.Repo is null ? await Sample(use, cancel) : null;
        var git = await GitRepositoryAt.Open(request.Repo ?? sample!.Root, cancel);
        if (request.ShallowClone == ShallowClone.Deepened) await git.Writer.Deepen(cancel);
        var head = await git.History.Head(cancel);
        var tags = new Lazy<TagHistory>(() => TagHistory.AsOf(git.History.ReadTags(), head.Id, head.Committed));
        return new SourceCheckout(
            git.Root, git.History, git.Patches, git.Checkout, git.Writer, head, request.Branch ?? git.Branch ?? "main", tags, git.Remote, sample?.GitHubSeed, sample is not null);
    }

    private async Task<MaterialisedSample> Sample(SampleUse use, CancellationToken cancel)
    {
        var folder = Path.Combine(request.Artifacts, use == SampleUse.ReadOnly ? "sample" : "playground", request.Sample.ToString().ToLowerInvariant());
        return await new SampleRepository(folders.Home).Materialise(folder, request.Sample, cancel);
    }
}

/// <summary>What is done with the sample.</summary>
public enum SampleUse
{
    /// <summary>A release is rehearsed on a clone of it.</summary>
    ReadOnly,

    /// <summary>A single target edits it.</summary>
    Edited,
}
