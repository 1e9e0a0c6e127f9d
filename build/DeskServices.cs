using Build.CommandLine;
using Build.Desk;
using Build.Output;
using Build.Suites;
using Build.Inventory;
using Cake.Core;
using Cake.Core.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using TorchTrt.Release.Steps;

namespace Build;

/// <summary>The services that tasks are given.</summary>
public static class DeskServices
{
    public static IServiceCollection AddDesk(this IServiceCollection services, ReleaseRequest request, DeskFolders folders, Screen screen) => services
        .AddSingleton(request)
        .AddSingleton(folders)
        .AddSingleton(screen)
        .AddSingleton(TimeProvider.System)
        .AddSingleton<ICakeLog, LedgerLog>()
        .AddSingleton<ICakeReportPrinter, QuietReport>()
        .AddSingleton<IFactSource, RequestFacts>()
        .AddSingleton<IFactSource, CheckoutFacts>()
        .AddSingleton<IToolInventory, PathInventory>()
        .AddSingleton<ResultWriter>()
        .AddSingleton<TestRun>()
        .AddSingleton<OwnPrograms>()
        .AddSingleton<BenchRun>()
        .AddSingleton<ReliabilityRun>()
        .AddSingleton<ILedger, ScreenLedger>()
        .AddSingleton<GraphScope>()
        .AddSingleton<SourceOpener>()
        .AddSingleton<VersionChooser>()
        .AddSingleton<MachineNeeds>()
        .AddSingleton<ForgeToken>()
        .AddSingleton<LiveSeed>()
        .AddSingleton<AccessReport>()
        .AddSingleton<SessionOpener>()
        .AddSingleton<ArtifactSources>()
        .AddSingleton<ChangelogTools>()
        .AddSingleton<Downloads>()
        .AddSingleton<PerfReports>()
        .AddSingleton<StepCatalog>()
        .AddSingleton<Reports>()
        .AddSingleton<NotesDesk>()
        .AddSingleton<AuditDesk>()
        .AddSingleton<RunRecord>()
        .AddSingleton<ClosingReport>()
        .AddSingleton<ReleaseDesk>();
}
