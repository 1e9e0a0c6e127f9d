using Build.Output;
using Cake.Core;
using Cake.Frosting;

namespace Build;

/// <summary>A log group for every task: folded by GitHub Actions, a heading elsewhere. A task that only gathers others has none.</summary>
public sealed class TaskLifetime : FrostingTaskLifetime<ReleaseContext>
{
    public override void Setup(ReleaseContext context, ITaskSetupContext info)
    {
        var ledger = context.Screen.Ledger;
        if (context.Request.Host.Parts?.Contains(info.Task.Name) == false) return;
        if (Skipping(info.Task) is { } criterion) ledger.Line($"{info.Task.Name}: skipped{(string.IsNullOrEmpty(criterion.Message) ? "" : $": {criterion.Message}")}");
        else if (HasGroup(info.Task)) ledger.Line(IsFolded(context) ? $"::group::{info.Task.Name}" : $"\n== {info.Task.Name}");
    }

    public override void Teardown(ReleaseContext context, ITaskTeardownContext info)
    {
        context.Screen.Ledger.ClearStatus();
        if (!info.Skipped && HasGroup(info.Task) && IsFolded(context)) context.Screen.Ledger.Line("::endgroup::");
    }

    private static CakeTaskCriteria? Skipping(ICakeTaskInfo task) => (task as CakeTask)?.Criterias.FirstOrDefault(criterion => criterion.CausedSkippingOfTask);

    private static bool HasGroup(ICakeTaskInfo task) => task is CakeTask { Actions.Count: > 0 };

    private static bool IsFolded(ReleaseContext context) => Options.GitHubActions.Read(context.Environment.GetEnvironmentVariable) == "true";
}
