using Build;
using Build.CommandLine;
using Build.Output;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TorchTrt.Release.Testing;

namespace Reliability.Tests.Stories;

/// <summary>The whole program inside this process: the same command line, steps, adapters, git and files, on a hurried clock.</summary>
public static class Here
{
    private static readonly DeskFolders Folders = DeskFolders.OfThisProcess();

    public static async Task<(int ExitCode, string Said)> Run(PublishedWorld world, params string[] more)
    {
        Prepare();
        using var said = new StringWriter();
        var writer = TextWriter.Synchronized(said);
        var screen = new Screen(writer, new Ledger(writer, null), new Ledger(writer, null), new Redactor([]));
        var exitCode = await Task.Run(() => ReleaseHost.Run([.. world.Arguments, .. more], Folders, screen, services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new HurriedTime()))));
        return (exitCode, said.ToString());
    }

    /// <summary>The program reads its token, and git its times, from the environment.</summary>
    private static void Prepare()
    {
        if (Environment.GetEnvironmentVariable("GITHUB_TOKEN") == PublishedWorld.Token) return;
        var environment = Environment.GetEnvironmentVariables().Keys.Cast<string>().ToDictionary(name => name, Environment.GetEnvironmentVariable);
        var before = environment.Keys.ToList();
        Seclusion.Seclude(environment, Directory.CreateTempSubdirectory("home-").FullName);
        foreach (var name in before.Union(environment.Keys)) Environment.SetEnvironmentVariable(name, environment.GetValueOrDefault(name));
        Environment.SetEnvironmentVariable("GITHUB_TOKEN", PublishedWorld.Token);
    }
}
