using Build.CommandLine;
using Build.Desk;
using Build.Output;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using TorchTrt.Release;

namespace Build;

/// <summary>The whole program but its console: reads the command line, runs the targets, settles the exit code.</summary>
public static class ReleaseHost
{
    /// <param name="replace">Services that stand in for the program's own.</param>
    /// <returns>The exit code, <see cref="ExitCode"/>.</returns>
    public static int Run(IReadOnlyList<string> arguments, DeskFolders folders, Screen screen, Action<IServiceCollection>? replace = null)
    {
        try
        {
            var request = ReleaseRequest.Read(arguments, folders);
            return Run(request, folders, screen.For(request), replace ?? (_ => { }));
        }
        catch (ReleaseException refusal)
        {
            screen.Error(refusal.Message);
            return (int)refusal.ExitCode;
        }
    }

    private static int Run(ReleaseRequest request, DeskFolders folders, Screen screen, Action<IServiceCollection> replace)
    {
        if (request.Host.IsHelp)
        {
            screen.Results.WriteLine(HelpPage.Render(TargetDescription.In(typeof(DeskServices).Assembly)));
            return (int)ExitCode.Done;
        }

        if (new ChangelogAnswer(request, new ResultWriter(request, screen)).IsGiven()) return (int)ExitCode.Done;

        var verdict = new ExitVerdict();
        var closing = new ClosingWords();
        var hostCode = new CakeHost()
            .AddAssembly(typeof(ReleaseHost).Assembly)
            .UseContext<ReleaseContext>()
            .UseLifetime<ReleaseLifetime>()
            .UseTaskLifetime<TaskLifetime>()
            .ConfigureServices(services => replace(services.AddDesk(request, folders, screen).AddSingleton(verdict).AddSingleton(closing)))
            .Run(request.Host.Arguments);
        foreach (var line in closing.Lines) screen.Ledger.Line(line);
        return verdict.Settle(hostCode);
    }
}
