using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using Cake.Core;

namespace Cake.Frosting.Internal;

/// <summary>What the host prints instead of running anything.</summary>
internal static class HostPages
{
    private const string Help = """
        Usage: [--target NAME]... [options]

          -t, --target NAME       Target to run; several share one run. Default: Default.
          -e, --exclusive         Run the targets without their dependencies.
              --dryrun            List the tasks in the order they would run.
              --tree              Show the targets and their dependencies.
              --description       Show the targets and their descriptions.
          -v, --verbosity LEVEL   quiet, minimal, normal, verbose or diagnostic.
          -w, --working PATH      Folder to work in.
              --version           Version of the program.
              --info              Version of the program, of Cake and of .NET.
          -h, --help              This page.
        """;

    /// <summary>Pages that need no task; null in every other mode.</summary>
    public static string? Static(HostMode mode) => mode switch
    {
        HostMode.Help => Help,
        HostMode.Version => ProgramVersion,
        HostMode.Info => $"Program {ProgramVersion}\nCake {VersionOf(typeof(ICakeEngine).Assembly)}\n{RuntimeInformation.FrameworkDescription}",
        _ => null,
    };

    /// <summary>Pages about the tasks; null in every other mode.</summary>
    public static string? OfTasks(HostMode mode, TaskSet tasks) => mode switch
    {
        HostMode.Tree => Tree(tasks),
        HostMode.Description => Descriptions(tasks),
        _ => null,
    };

    private static string ProgramVersion => Assembly.GetEntryAssembly() is { } entry ? VersionOf(entry) : "unknown";

    private static string VersionOf(Assembly assembly)
        => (assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? assembly.GetName().Version?.ToString() ?? "unknown").Split('+')[0];

    private static string Descriptions(TaskSet tasks)
    {
        var width = tasks.All.Select(task => task.Name.Length).DefaultIfEmpty().Max();
        return string.Join('\n', InOrder(tasks).Select(task => $"{task.Name.PadRight(width)}  {task.Description}".TrimEnd()));
    }

    /// <summary>Roots are the targets that nothing depends on. A subtree is drawn once; later mentions of it end in an ellipsis.</summary>
    private static string Tree(TaskSet tasks)
    {
        var needed = tasks.Prerequisites.Values.SelectMany(names => names).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var drawn = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var text = new StringBuilder();
        foreach (var root in InOrder(tasks).Where(task => !needed.Contains(task.Name)))
        {
            text.Append(root.Name).Append('\n');
            Branches(root.Name, "", tasks, drawn, text);
        }

        return text.ToString().TrimEnd('\n');
    }

    private static void Branches(string name, string indent, TaskSet tasks, HashSet<string> drawn, StringBuilder text)
    {
        var branches = tasks.Prerequisites[name];
        for (var i = 0; i < branches.Count; i++)
        {
            var isLast = i == branches.Count - 1;
            var isRepeated = !drawn.Add(branches[i]) && tasks.Prerequisites[branches[i]].Count > 0;
            text.Append(indent).Append(isLast ? "└─ " : "├─ ").Append(branches[i]).Append(isRepeated ? " …\n" : "\n");
            if (!isRepeated) Branches(branches[i], indent + (isLast ? "   " : "│  "), tasks, drawn, text);
        }
    }

    private static IEnumerable<RegisteredTask> InOrder(TaskSet tasks) => tasks.All
        .OrderByDescending(task => task.Name.Equals("Default", StringComparison.OrdinalIgnoreCase))
        .ThenBy(task => task.Name, StringComparer.OrdinalIgnoreCase);
}
