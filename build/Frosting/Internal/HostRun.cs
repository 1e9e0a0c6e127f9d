using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

/// <summary>One run of the host, from command line to report.</summary>
internal sealed class HostRun(IServiceCollection services)
{
    private const int Success = 0;
    private const int Failure = -1;

    public int Execute(IReadOnlyList<string> args)
    {
        ICakeLog? log = null;
        try
        {
            var commandLine = HostCommandLine.Read(args);
            using var provider = services.AddSingleton(commandLine.Arguments).BuildServiceProvider();
            log = provider.GetRequiredService<ICakeLog>();
            log.Verbosity = commandLine.Verbosity;
            return Carry(commandLine, provider, log);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The last stop of every failure: it becomes the exit code, and its words reach the log.
            if (log is null) System.Console.Error.WriteLine(exception.Message);
            else log.Error("{0}", log.Verbosity == Verbosity.Diagnostic ? exception.ToString() : exception.Message);
            return Failure;
        }
    }

    private static int Carry(HostCommandLine commandLine, ServiceProvider provider, ICakeLog log)
    {
        var console = provider.GetRequiredService<IConsole>();
        if (HostPages.Static(commandLine.Mode) is { } page)
        {
            console.WriteLine("{0}", page);
            return Success;
        }

        EnterWorkingDirectory(commandLine, provider);
        var engine = provider.GetRequiredService<ICakeEngine>();
        var context = provider.GetRequiredService<IFrostingContext>();
        var tasks = TaskSet.Of(provider.GetServices<IFrostingTask>(), context);
        tasks.RegisterIn(engine, context);
        if (HostPages.OfTasks(commandLine.Mode, tasks) is { } listing)
        {
            console.WriteLine("{0}", listing);
            return Success;
        }

        RegisterLifetime(engine, context, provider);
        var settings = new ExecutionSettings().SetTargets(tasks.Named(commandLine.Targets));
        if (commandLine.IsExclusive) settings.UseExclusiveTarget();
        IExecutionStrategy strategy = commandLine.Mode == HostMode.DryRun ? new DryRun(log) : provider.GetRequiredService<IExecutionStrategy>();
        Report(engine.RunTargetAsync(context, strategy, settings), commandLine.Mode, provider.GetRequiredService<ICakeReportPrinter>());
        return Success;
    }

    private static void EnterWorkingDirectory(HostCommandLine commandLine, ServiceProvider provider)
    {
        var environment = provider.GetRequiredService<ICakeEnvironment>();
        var wanted = commandLine.Working is { } named ? new DirectoryPath(named) : provider.GetService<WorkingDirectory>()?.Path;
        if (wanted is null) return;
        var directory = wanted.MakeAbsolute(environment);
        if (!provider.GetRequiredService<IFileSystem>().GetDirectory(directory).Exists)
            throw new FrostingException($"The working directory '{directory.FullPath}' does not exist.");
        environment.WorkingDirectory = directory;
    }

    private static void RegisterLifetime(ICakeEngine engine, IFrostingContext context, ServiceProvider provider)
    {
        if (provider.GetService<IFrostingSetup>() is { } setup) engine.RegisterSetupAction(info => setup.Setup(context, info));
        if (provider.GetService<IFrostingTeardown>() is { } teardown) engine.RegisterTeardownAction(info => teardown.Teardown(context, info));
        if (provider.GetService<IFrostingTaskSetup>() is { } before) engine.RegisterTaskSetupAction(info => before.Setup(context, info));
        if (provider.GetService<IFrostingTaskTeardown>() is { } after) engine.RegisterTaskTeardownAction(info => after.Teardown(context, info));
    }

    private static void Report(Task<CakeReport> run, HostMode mode, ICakeReportPrinter printer)
    {
        try
        {
            var report = run.GetAwaiter().GetResult();
            if (mode == HostMode.Run && !report.IsEmpty) printer.Write(report);
        }
        catch (CakeReportException exception)
        {
            if (mode == HostMode.Run && !exception.Report.IsEmpty) printer.Write(exception.Report);
            throw;
        }
    }
}
