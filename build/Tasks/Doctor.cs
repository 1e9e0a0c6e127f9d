using Build.CommandLine;
using Build.Desk;
using Build.Inventory;
using Build.Output;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(Doctor))]
[TaskDescription("Lists the tools that targets call, their versions, and the package of each that is missing; with --github, also what the token may do, stage by stage")]
public sealed class Doctor(IToolInventory inventory, AccessReport access, ResultWriter result) : AsyncFrostingTask<ReleaseContext>
{
    public override async Task RunAsync(ReleaseContext context)
    {
        var stages = await access.Look(CancellationToken.None);
        var tools = inventory.Look();
        result.Write(context.Request.Format == ResultFormat.Json ? InventoryReport.Json(tools, stages) : InventoryReport.Text(tools) + AccessReport.Text(stages));
    }
}
