using Build.CommandLine;
using Build.Adapters.Json;
using TorchTrt.Release;
using TorchTrt.Release.Journal;
using TorchTrt.Release.Steps;

namespace Build.Desk;

/// <summary>With <c>--publish --confirm=FINGERPRINT</c>: looks at every step before the first effect and refuses a world that moved.</summary>
public sealed class ConfirmedPlan(ReleaseRequest request, GraphScope scope, StepCatalog catalog, TimeProvider time)
{
    private const string Receipt = "confirmed.txt";

    /// <exception cref="ReleaseException">TR9202, TR9203.</exception>
    public async Task Check(Session session, CancellationToken cancel)
    {
        if (request.Confirm is null) return;
        var looking = new StepRunner(RunMode.Plan, new NoJournal(), new Silence(), time);
        var outcomes = new List<StepOutcome>();
        foreach (var name in scope.Tasks.Where(catalog.Has)) outcomes.Add(await looking.Run(catalog.Step(name, session, null), cancel));

        var receipts = new Receipts(session.Folder);
        var begun = receipts.Read(Receipt) == request.Confirm ? PlanProgress.Begun : PlanProgress.NotBegun;
        PlanReview.Compare(PlanFile.Read(session.Folder.Plan), request.Confirm, Plan.Of(session.Target, outcomes), begun);
        receipts.Write(Receipt, request.Confirm);
    }

    private sealed class Silence : ILedger
    {
        public void Line(string text)
        {
        }
    }
}
