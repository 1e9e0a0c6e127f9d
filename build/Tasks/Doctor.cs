using Build.CommandLine;
using Build.Inventory;
using Build.Output;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(Doctor))]
[TaskDescription("Lists the tools that targets call, their versions, and the package of each that is missing.")]
public sealed class Doctor(IToolInventory inventory, ResultWriter result) : FrostingTask<ReleaseContext>
{
    public override void Run(ReleaseContext context)
    {
        var tools = inventory.Look();
        result.Write(context.Request.Format == ResultFormat.Json ? InventoryReport.Json(tools) : InventoryReport.Text(tools));
    }
}
