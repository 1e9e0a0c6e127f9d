using Cake.Core;
using Cake.Frosting;
using TorchTrt.Release;

namespace Build.Tests.Frosting;

/// <summary>Leaves its name in the trace.</summary>
internal abstract class Tiny(Trace trace) : FrostingTask
{
    public override void Run(ICakeContext context) => trace.Events.Add(GetType().Name);
}

internal sealed class Freeze(Trace trace) : Tiny(trace);

[IsDependentOn(typeof(Freeze))]
[TaskDescription("Sets the version.")]
internal sealed class Bump(Trace trace) : Tiny(trace);

[IsDependentOn(typeof(Freeze))]
internal sealed class Docs(Trace trace) : AsyncFrostingTask
{
    public override async Task RunAsync(ICakeContext context)
    {
        await Task.Yield();
        trace.Events.Add(nameof(Docs));
    }
}

[IsDependentOn(typeof(Bump))]
[IsDependentOn(typeof(Docs))]
internal sealed class Release : FrostingTask;

[IsDependeeOf(typeof(Release))]
internal sealed class Audit(Trace trace) : Tiny(trace);

internal sealed class Perf(Trace trace) : FrostingTask, IFrostingTask
{
    public string SkippedMessage => "there is no GPU";

    public override bool ShouldRun(ICakeContext context) => false;

    public override void Run(ICakeContext context) => trace.Events.Add(nameof(Perf));
}

[IsDependentOn(typeof(Perf))]
internal sealed class PerfReport(Trace trace) : Tiny(trace);

internal sealed class Broken(Trace trace) : FrostingTask
{
    public override void Run(ICakeContext context) => throw new ReleaseException(ExitCode.Blocked, [new ReleaseError("TR3001", "PR #5 is open.", "merge it.")]);

    public override void Finally(ICakeContext context) => trace.Events.Add("finally");
}

internal sealed class Mended(Trace trace) : FrostingTask
{
    public override void Run(ICakeContext context) => throw new InvalidOperationException("torn");

    public override void OnError(Exception exception, ICakeContext context) => trace.Events.Add($"handled {exception.Message}");
}

[ContinueOnError]
internal sealed class Tolerated : FrostingTask
{
    public override void Run(ICakeContext context) => throw new InvalidOperationException("torn");
}

[IsDependentOn(typeof(Tolerated))]
internal sealed class AfterTolerated(Trace trace) : Tiny(trace);

[IsDependentOn(typeof(CircleB))]
internal sealed class CircleA : FrostingTask;

[IsDependentOn(typeof(CircleC))]
internal sealed class CircleB : FrostingTask;

[IsDependentOn(typeof(CircleA))]
internal sealed class CircleC : FrostingTask;

[TaskName("bump")]
internal sealed class OtherBump : FrostingTask;

internal sealed class Lifetime(Trace trace) : FrostingLifetime
{
    public override void Setup(ICakeContext context, ISetupContext info) => trace.Events.Add($"setup {info.TasksToExecute.Count}");

    public override void Teardown(ICakeContext context, ITeardownContext info) => trace.Events.Add($"teardown {info.ThrownException?.GetType().Name ?? "well"}");
}

internal sealed class AroundTasks(Trace trace) : FrostingTaskLifetime
{
    public override void Setup(ICakeContext context, ITaskSetupContext info) => trace.Events.Add($"<{info.Task.Name}");

    public override void Teardown(ICakeContext context, ITaskTeardownContext info) => trace.Events.Add($"{info.Task.Name}{(info.Skipped ? " skipped" : "")}>");
}

internal sealed class RefusingLifetime(Trace trace) : FrostingLifetime
{
    public override void Setup(ICakeContext context, ISetupContext info) => throw new ReleaseException(new ReleaseError("TR9011", "not a git repository.", "name another."));

    public override void Teardown(ICakeContext context, ITeardownContext info) => trace.Events.Add($"teardown {info.ThrownException?.GetType().Name ?? "well"}");
}
