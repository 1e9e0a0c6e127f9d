using Build;
using Build.CommandLine;
using Build.Desk;
using Build.Output;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using TorchTrt.Release;

using var console = new RedactedConsole(Environment.GetEnvironmentVariable);
try
{
    var folders = DeskFolders.OfThisProcess();
    var request = ReleaseRequest.Read(args, folders);
    var screen = console.Screen.For(request);
    if (request.Host.IsHelp)
    {
        screen.Results.WriteLine(HelpPage.Render(TargetDescription.In(typeof(DeskServices).Assembly)));
        return (int)ExitCode.Done;
    }

    if (new ChangelogAnswer(request, new ResultWriter(request, screen)).IsGiven()) return (int)ExitCode.Done;

    var verdict = new ExitVerdict();
    var closing = new ClosingWords();
    var hostCode = new CakeHost()
        .UseContext<ReleaseContext>()
        .UseLifetime<ReleaseLifetime>()
        .UseTaskLifetime<TaskLifetime>()
        .ConfigureServices(services => services.AddDesk(request, folders, screen).AddSingleton(verdict).AddSingleton(closing))
        .Run(request.Host.Arguments);
    foreach (var line in closing.Lines) screen.Ledger.Line(line);
    return verdict.Settle(hostCode);
}
catch (ReleaseException refusal)
{
    console.Screen.Error(refusal.Message);
    return (int)refusal.ExitCode;
}
