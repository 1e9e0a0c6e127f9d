using TorchTrt.Release.Docs.Conf;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace TorchTrt.Release.Docs;

/// <summary>A documentation step that is not begun with another release's library, and that tells what readers will not find.</summary>
public sealed class CheckedDocsStep(IStep step, IWorkspace files, LibraryCheck library, ReleaseTarget target) : IStep
{
    public string Name => step.Name;

    public async Task<Observation> Observe(CancellationToken cancel) => await step.Observe(cancel) switch
    {
        Done done => new Done([.. done.Evidence, .. ListedDocs.Warnings(files, await files.TrackedFiles(cancel), target.Version)]),
        Pending pending => await Problem(cancel) is { } problem ? new Unable(problem) : pending,
        // Everything that is in the way is told at once.
        Unable unable when await Problem(cancel) is { } problem => new Unable(unable.Reason with { What = $"{unable.Reason.What.TrimEnd('.')}; and {problem.Where}: {problem.What}" }),
        var seen => seen,
    };

    public Task Apply(Pending pending, CancellationToken cancel) => step.Apply(pending, cancel);

    private async Task<ReleaseError?> Problem(CancellationToken cancel)
        => files.Read(ConfShape.Path) is { } conf && ConfShape.Of(conf).Library is { } import ? await library.Problem(import, cancel) : null;
}
