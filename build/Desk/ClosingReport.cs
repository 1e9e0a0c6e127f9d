using Build.CommandLine;
using System.Globalization;
using Build.Adapters.Json;
using Build.Output;
using TorchTrt.Release;
using TorchTrt.Release.Journal;
using TorchTrt.Release.Steps;

namespace Build.Desk;

/// <summary>The end of every run: one table, the files that hold the evidence, and what to do next.</summary>
public sealed class ClosingReport(ReleaseRequest request, GraphScope scope, RunRecord record, ResultWriter results, Screen screen)
{
    /// <summary>Writes summary.json or plan.json and prints the table. Does nothing where no step ran.</summary>
    /// <returns>The exit code that the outcomes ask for.</returns>
    public ExitCode Close()
    {
        if (record.Session is not { } session || record.Outcomes.Count == 0) return ExitCode.Done;
        var summary = new Summary(session.Target.Version, record.Outcomes);
        Directory.CreateDirectory(session.Folder.Root);
        var plan = session.Mode == RunMode.Plan && !scope.Tasks.Contains("Status") ? WritePlan(session) : null;
        if (session.Mode != RunMode.Plan) SummaryFile.Write(session.Folder.Summary, summary);

        screen.Ledger.Line("");
        screen.Ledger.Line(OutcomeTable.Render(record.Outcomes, screen.Ledger.Terminal?.Width ?? OutcomeTable.UsualWidth).TrimEnd('\n'));
        screen.Ledger.Line("");
        foreach (var line in Files(session, plan)) screen.Ledger.Line(line);
        screen.Ledger.Line(Verdict(session, summary, plan));
        return summary.Verdict switch
        {
            Outcome.Failed => ExitCode.Failed,
            Outcome.Blocked => ExitCode.Blocked,
            Outcome.Waiting => ExitCode.Waiting,
            Outcome.Pending => ExitCode.ChangesPending,
            _ => ExitCode.Done,
        };
    }

    private Plan WritePlan(Session session)
    {
        var plan = Plan.Of(session.Target, record.Outcomes);
        PlanFile.Write(session.Folder.Plan, plan);
        if (request.Format == ResultFormat.Json || request.Output is not null) results.Write(File.ReadAllText(session.Folder.Plan));
        return plan;
    }

    private IEnumerable<string> Files(Session session, Plan? plan)
    {
        if (plan is not null)
        {
            yield return $"plan        {session.Folder.Plan}";
            yield return $"fingerprint {plan.Fingerprint}";
            if (!scope.Tasks.Contains("Undo") && plan.PointOfNoReturn is { } point) yield return $"no return   {point.Step}: {point.Change}. Until then --target=Undo takes everything back.";
            if (session.World is { } world) yield return $"requests    {world.Forge.Use}";
            yield break;
        }

        yield return $"journal    {session.Folder.Journal}";
        yield return $"summary    {session.Folder.Summary}";
        if (Directory.Exists(session.Folder.Out)) yield return $"artifacts  {session.Folder.Out}";
        if (Directory.Exists(session.Folder.Logs)) yield return $"logs       {session.Folder.Logs}";
    }

    private string Verdict(Session session, Summary summary, Plan? plan)
    {
        var changed = record.Outcomes.Sum(outcome => outcome.Changes.Count);
        var passedOver = Passed(Outcome.NotRehearsed, "not rehearsed") + Passed(Outcome.NotApplicable, "not applicable here");
        var what = session.Mode switch
        {
            RunMode.Publish => "Release",
            RunMode.Rehearse => "Rehearsal",
            RunMode.Plan => "Plan",
            _ => "Targets",
        };
        return summary.Verdict switch
        {
            Outcome.Pending => $"{what} of {session.Target.Version}: {changed} {(changed == 1 ? "change" : "changes")} to make{passedOver}.{Next(plan)}",
            Outcome.Done when record.Outcomes.All(step => step.Outcome is Outcome.NotRehearsed or Outcome.NotApplicable) => $"{what} of {session.Target.Version}: nothing was done{passedOver}.",
            Outcome.Done when changed == 0 => $"{what} of {session.Target.Version}: everything was done already, nothing changed{passedOver}.",
            Outcome.Done => $"{what} of {session.Target.Version}: done{passedOver}.",
            var other => $"{what} of {session.Target.Version}: {other.Word()}{passedOver}.",
        };
    }

    /// <summary>What did not happen is told by name where the run ends, or it is taken for done.</summary>
    private string Passed(Outcome outcome, string words)
    {
        var steps = record.Outcomes.Where(step => step.Outcome == outcome).Select(step => step.Step).ToList();
        return steps.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {steps.Count} {(steps.Count == 1 ? "step" : "steps")} {words} ({string.Join(", ", steps)})");
    }

    private string Next(Plan? plan) => plan is not null && request.Destination == Destination.Publication ? $" To carry out exactly this: --publish --confirm={plan.Fingerprint}" : "";
}
