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
    public async Task Check(Session session, LockStep? held, CancellationToken cancel)
    {
        if (held is not null) await held.Observe(cancel);
        if (request.Confirm is null) return;
        var outcomes = new List<StepOutcome>();
        var alone = new StepRunner(RunMode.Plan, new NoJournal(), new Silence(), time);
        var looking = new StepRunner(RunMode.Plan, new NoJournal(), new Silence(), time) { BeforeFirstReach = Lock };

        async Task Lock(CancellationToken token)
        {
            if (held is not null && outcomes.All(outcome => outcome.Step != held.Name)) outcomes.Add(await alone.Run(held, token));
        }

        var foresight = new Foresight();
        foreach (var name in scope.Tasks.Where(catalog.Has))
        {
            outcomes.Add(await looking.Run(catalog.Step(name, session, null, foresight), cancel));
            foresight.Add(outcomes[^1]);
        }

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
