using Build.CommandLine;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(Default))]
[TaskDescription("Prints the targets.")]
public sealed class Default : FrostingTask<ReleaseContext>
{
    public override void Run(ReleaseContext context) => context.Screen.Ledger.Line(HelpPage.Overview(TargetDescription.In(typeof(Default).Assembly)));
}
