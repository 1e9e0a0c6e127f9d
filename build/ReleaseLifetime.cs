using Build.Desk;
using Build.Output;
using Build.Tasks;
using Cake.Core;
using Cake.Frosting;
using TorchTrt.Release;

namespace Build;

/// <summary>Shows the facts before the first task and notes how the run ended. Only reads.</summary>
public sealed class ReleaseLifetime(IEnumerable<IFactSource> sources, ExitVerdict verdict, GraphScope scope, ReleaseDesk desk, ClosingReport closing) : FrostingLifetime<ReleaseContext>
{
    /// <summary>Targets about this repository itself, to which the facts of a release mean nothing.</summary>
    private static readonly string[] Housekeeping = [nameof(Default), nameof(Test), nameof(Tasks.Bench), nameof(Reliability), nameof(Doctor)];

    public override void Setup(ReleaseContext context, ISetupContext info)
    {
        scope.Learn(info.TasksToExecute.Select(task => task.Name), context.Request);
        if (info.TasksToExecute.All(task => Housekeeping.Contains(task.Name))) return;
        context.Screen.Ledger.Line(FactSheet.Render([.. sources.SelectMany(source => source.Facts())]));
    }

    public override void Teardown(ReleaseContext context, ITeardownContext info)
    {
        if (info.ThrownException is { } exception) verdict.Record(exception);
        Finish(context, () => verdict.Record(closing.Close()));
        Finish(context, () => desk.Close().GetAwaiter().GetResult());
    }

    /// <summary>What goes wrong at the end, such as a full disk, is told like anything else and hides nothing that was told before.</summary>
    private void Finish(ReleaseContext context, Action end)
    {
        try
        {
            end();
        }
        catch (ReleaseException refusal)
        {
            verdict.Record(refusal);
            context.Screen.Error(refusal.Message);
        }
    }
}
