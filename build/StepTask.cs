using Build.Desk;
using Cake.Frosting;

namespace Build;

/// <summary>A target that carries out the step of its name.</summary>
public abstract class StepTask(ReleaseDesk desk) : AsyncFrostingTask<ReleaseContext>
{
    /// <summary>Several steps chosen with <c>--exclusive</c> run in the order of the release: those between them are left out.</summary>
    public override bool ShouldRun(ReleaseContext context) => context.Request.Host.Parts is not { } parts || parts.Contains(GetType().Name);

    public override Task RunAsync(ReleaseContext context) => desk.Run(GetType().Name);
}
