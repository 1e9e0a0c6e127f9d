using System.Reflection;
using Cake.Common.Modules;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.Modules;
using Cake.Frosting.Internal;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>
/// Runs the tasks of the entry assembly (and of those added) on Cake's engine. Public names and meaning follow the package Cake.Frosting;
/// what is left out (installing tools) no task here uses.
/// </summary>
public sealed class CakeHost
{
    private readonly ServiceCollection _services = [];
    private readonly List<Assembly> _assemblies = [];

    public CakeHost()
    {
        if (Assembly.GetEntryAssembly() is { } entry) _assemblies.Add(entry);
        _services
            .AddSingleton<IConsole, CakeConsole>()
            .AddSingleton<ICakeLog>(provider => new CakeBuildLog(provider.GetRequiredService<IConsole>()))
            .AddSingleton<ICakeReportPrinter, CakeReportPrinter>()
            .AddSingleton<ICakeConfiguration, HostConfiguration>()
            .UseModule<CoreModule>()
            .UseModule<CommonModule>()
            .AddSingleton<FrostingContext>()
            .AddSingleton<IFrostingContext>(provider => provider.GetRequiredService<FrostingContext>());
    }

    public static CakeHost Create() => new();

    public CakeHost AddAssembly(Assembly assembly)
    {
        _assemblies.Add(assembly);
        return this;
    }

    public CakeHost ConfigureServices(Action<IServiceCollection> services)
    {
        services(_services);
        return this;
    }

    /// <summary>Carries the command line out. Returns 0, or -1 after writing the reason to the log.</summary>
    public int Run(IEnumerable<string> args)
    {
        foreach (var task in _assemblies.Distinct().SelectMany(TasksIn)) _services.AddSingleton(typeof(IFrostingTask), task);
        return new HostRun(_services).Execute([.. args]);
    }

    private static IEnumerable<Type> TasksIn(Assembly assembly)
        => assembly.GetExportedTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IFrostingTask)));
}
