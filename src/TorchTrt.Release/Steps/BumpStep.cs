using TorchTrt.Release.Ports;
using TorchTrt.Release.Sites;

namespace TorchTrt.Release.Steps;

/// <summary>
/// Release checklist, step 4: the version in every place it is written, a link to the new documentation, and the dependency versions given on the
/// command line; and the two bumps around it, the cut of a release branch and main's next development version. All files are written at once or none.
/// </summary>
public sealed class BumpStep(IWorkspace files, BumpRequest request) : IStep
{
    public string Name => request.Kind switch
    {
        BumpKind.Development => "NextDev",
        BumpKind.Cut => "Cut",
        _ => "Bump",
    };

    /// <exception cref="ReleaseException">TR1010 to TR1019: everything that stands in the way, together, before the first write.</exception>
    public Task<Observation> Observe(CancellationToken cancel)
    {
        var plan = Plan();
        return Task.FromResult<Observation>(plan.Edits.Count == 0 ? new Done(plan.Evidence) : new Pending(Changes(plan)));
    }

    /// <exception cref="ReleaseException">TR1018 when the files are not what the observation saw.</exception>
    public Task Apply(Pending pending, CancellationToken cancel)
    {
        var plan = Plan();
        if (!Changes(plan).SequenceEqual(pending.Changes)) throw new ReleaseException(Moved());
        files.Write(Edit.Combine(plan.Edits));
        return Task.CompletedTask;
    }

    private BumpPlan Plan() => BumpPlan.Make(Tree.Of(files), request);

    private static IReadOnlyList<Change> Changes(BumpPlan plan) => [.. plan.Edits.Select(edit => edit.Change)];

    private ReleaseError Moved() => new(
        "TR1018", "the files were changed by somebody else after they were looked at.", "run the same command again", files.Root,
        "the files as they were observed");
}
