using Build.Perf;
using TorchTrt.Release;
using TorchTrt.Release.Perf;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace Build.Tests.Perf;

/// <summary>
/// perf_cell.py on a real cluster of one node. Its GPUs are types in the scheduler and no devices, and its torch says that it sees none:
/// each cell is measured to "no result", which is as much a result as any.
/// </summary>
[Collection("slurm")]
public sealed class SlurmCellsTests : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("slurm-");
    private readonly List<string> told = [];
    private SlurmCluster cluster = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(SlurmCluster.Missing() is not null, SlurmCluster.Missing() ?? "");
        Directory.CreateDirectory(Site);
        Directory.CreateDirectory(Path.Combine(Site, "torch-9.9.dist-info"));
        File.WriteAllText(Path.Combine(Site, "torch-9.9.dist-info", "METADATA"), "Metadata-Version: 2.1\nName: torch\nVersion: 9.9\n");
        File.WriteAllText(Path.Combine(Site, "torch.py"),
            $$"""
            import os, sys, time
            task = open('/proc/%d/cmdline' % os.getppid()).read().split('\0')
            cell = '%s.bert.128+128.b%s.pytorch' % (task[task.index('--gpu') + 1], sys.argv[sys.argv.index('--batch') + 1])
            was_there = os.path.exists(os.path.join(task[task.index('--results') + 1], cell + '.json'))
            with open('{{Starts}}', 'a') as file: file.write(cell + (' again' if was_there else '') + '\n')
            time.sleep(0.7)
            __version__ = '9.9'
            class cuda:
                is_available = staticmethod(lambda: False)
            """);
        Python = Path.Combine(folder.FullName, "python");
        await File.WriteAllTextAsync(Python, $"#!/bin/sh\nPYTHONPATH='{Site}' PYTHONDONTWRITEBYTECODE=1 exec python3 \"$@\"\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Python, (UnixFileMode)0b111_101_101);
        var home = Directory.CreateDirectory(Path.Combine(folder.FullName, "cluster")).FullName;
        cluster = await SlurmCluster.Start(home);
        Environment.SetEnvironmentVariable("SLURM_CONF", cluster.Configuration);
    }

    public async ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable("SLURM_CONF", null);
        if (cluster is not null) await cluster.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Ten_cells_outlive_the_loss_of_their_node_and_of_the_program_and_none_that_has_a_result_is_measured_twice()
    {
        var results = new PerfResultFolder(Path.Combine(folder.FullName, "state"), null);

        // The program dies after three results; its jobs stay in the queue.
        var cut = 0;
        var (machine, orders) = await Orders();
        machine.Gpus.Select(gpu => gpu.Name).ShouldBe(["a100", "t4"], ignoreOrder: true);
        orders.Count.ShouldBe(10);
        await foreach (var result in Cells().Measure(orders, TestContext.Current.CancellationToken))
        {
            results.Keep(result);
            if (++cut == 3) break;
        }

        // Then the node goes, with the cells that run on it, and comes back.
        cluster.KillNode();
        var whole = Step(results);
        var again = whole.Apply((await whole.Observe(TestContext.Current.CancellationToken)).ShouldBeOfType<Pending>(), TestContext.Current.CancellationToken);
        await cluster.UntilNodeIs("down");
        cluster.StartNode();
        await again;

        told.ShouldContain(line => line.Contains("of an earlier run", StringComparison.Ordinal));
        results.All().Select(result => result.Cell).ShouldBe(orders.Select(order => order.Cell.Id), ignoreOrder: true);
        results.All().ShouldAllBe(result => result.Outcome == PerfOutcome.NoResult && result.Reason == "torch 9.9 sees no CUDA device");
        (await whole.Observe(TestContext.Current.CancellationToken)).ShouldBeOfType<Done>().Evidence.Order().ShouldBe(["a100: 5 cells: 5 no-result", "t4: 5 cells: 5 no-result"]);
        var starts = await File.ReadAllLinesAsync(Starts, TestContext.Current.CancellationToken);
        starts.Distinct().Order().ShouldBe(orders.Select(order => order.Cell.Id).Order(), "a cell starts anew only where it has no result");
    }

    [Fact]
    public async Task An_interrupt_takes_the_jobs_out_of_the_queue()
    {
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var (_, orders) = await Orders();
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Cells().Measure(orders, interrupt.Token)) await interrupt.CancelAsync();
        });
        for (var tries = 0; (await cluster.Ask("squeue", "--noheader")).Length > 0 && tries < 100; tries++) await Task.Delay(100, TestContext.Current.CancellationToken);
        (await cluster.Ask("squeue", "--noheader")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_scheduler_refuses_is_said_in_its_words()
    {
        var (_, orders) = await Orders();
        var error = (await Should.ThrowAsync<ReleaseException>(async () =>
        {
            await foreach (var _ in Cells(partition: "no-such").Measure(orders, TestContext.Current.CancellationToken)) Assert.Fail("nothing can be measured");
        })).Errors.ShouldHaveSingleItem();
        error.Code.ShouldBe("TR6301");
        error.What.ShouldContain("invalid partition", Case.Insensitive);
    }

    private string Site => Path.Combine(folder.FullName, "site");

    private string Starts => Path.Combine(folder.FullName, "starts");

    private string Python { get; set; } = "";

    private static PerfFilter Wanted => PerfFilter.Parse(["bert"], ["a100", "t4"], [1, 4, 8, 16, 32], ["pytorch"]);

    private static PerfProtocol Protocol => PerfProtocol.Standard with { Limit = TimeSpan.FromMinutes(1) };

    private PerfStep Step(IPerfResults results) => new(Cells(), results, Wanted, Protocol, PerfMemory.Resume);

    private async Task<(PerfMachine Machine, IReadOnlyList<PerfOrder> Orders)> Orders()
    {
        var machine = await Cells().Describe(TestContext.Current.CancellationToken);
        return (machine, [.. PerfMatrix.Expand(Wanted).Select(cell => (cell, Gpu: machine.Gpus.First(gpu => gpu.Device == cell.Device))).Select(one => new PerfOrder(one.cell, one.Gpu, machine.Setup(one.Gpu, Protocol)))]);
    }

    private SlurmCells Cells(string? partition = null) => new(
        PerfPrograms.With(Python), new SlurmTerms(partition, 2, TimeSpan.FromMilliseconds(300)), Path.Combine(folder.FullName, "slurm"), Path.Combine(folder.FullName, "logs"), told.Add, TimeProvider.System);
}
