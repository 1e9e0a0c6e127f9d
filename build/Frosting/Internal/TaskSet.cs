using Build.CommandLine;
using Cake.Core;
using TorchTrt.Release;

namespace Cake.Frosting.Internal;

/// <summary>Every task, with names that are unique and dependencies that exist and do not run in a circle.</summary>
internal sealed class TaskSet
{
    private TaskSet(IReadOnlyList<RegisteredTask> tasks)
    {
        All = tasks;
        ByName = tasks.ToDictionary(task => task.Name, StringComparer.OrdinalIgnoreCase);
        Prerequisites = tasks.ToDictionary(task => task.Name, PrerequisitesOf, StringComparer.OrdinalIgnoreCase);
    }

    public IReadOnlyList<RegisteredTask> All { get; }

    /// <summary>For each task the names that run before it, by either attribute, in the order they run.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Prerequisites { get; }

    private Dictionary<string, RegisteredTask> ByName { get; }

    /// <exception cref="ReleaseException">TR9002 a circle, TR9003 two tasks of one name, TR9004 a dependency that is not here.</exception>
    public static TaskSet Of(IEnumerable<IFrostingTask> tasks, IFrostingContext context)
    {
        var all = tasks.Select(RegisteredTask.Of).Where(task => task.Fits(context)).ToList();
        Refuse(all.GroupBy(task => task.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(Duplicate));
        var set = new TaskSet(all);
        Refuse(set.Strangers());
        if (set.Circle() is { } circle)
            throw new ReleaseException(new ReleaseError(
                "TR9002", $"the targets depend on each other in a circle: {string.Join(" -> ", circle)}.", "remove one of these dependencies."));
        return set;
    }

    public void RegisterIn(ICakeEngine engine, IFrostingContext context)
    {
        foreach (var task in All) task.RegisterIn(engine, context);
    }

    /// <summary>The names as the tasks spell them, each once.</summary>
    /// <exception cref="ReleaseException">TR9001 for every target there is not.</exception>
    public IReadOnlyList<string> Named(IReadOnlyList<string> targets)
    {
        Refuse(targets.Where(target => !ByName.ContainsKey(target)).Select(Unknown));
        return [.. targets.Select(target => ByName[target].Name).Distinct()];
    }

    private IReadOnlyList<string> PrerequisitesOf(RegisteredTask task) =>
    [
        .. task.Dependencies
            .Concat(All.Where(other => other.Dependees.Contains(task.Name, StringComparer.OrdinalIgnoreCase)).Select(other => other.Name))
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    private IEnumerable<ReleaseError> Strangers() =>
        from task in All
        from name in task.Dependencies.Concat(task.Dependees)
        where !ByName.ContainsKey(name)
        select new ReleaseError("TR9004", $"the target '{task.Name}' names '{name}', which is not among the targets.", "make that class public and give it this context.");

    private List<string>? Circle()
    {
        var finished = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var path = new List<string>();
        return All.Select(task => Circle(task.Name, path, finished)).FirstOrDefault(circle => circle is not null);
    }

    private List<string>? Circle(string name, List<string> path, HashSet<string> finished)
    {
        if (finished.Contains(name)) return null;
        if (path.FindIndex(other => other.Equals(name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var start) return [.. path[start..], path[start]];
        path.Add(name);
        var circle = Prerequisites[name].Select(dependency => Circle(dependency, path, finished)).FirstOrDefault(found => found is not null);
        path.RemoveAt(path.Count - 1);
        finished.Add(name);
        return circle;
    }

    private ReleaseError Unknown(string target)
    {
        var names = All.Select(task => task.Name).Order(StringComparer.OrdinalIgnoreCase).ToList();
        var next = Nearest.To(target, names) is { } nearest ? $"did you mean {nearest}?" : "choose one of them.";
        return new ReleaseError("TR9001", $"there is no target '{target}'.", next, Expected: string.Join(", ", names));
    }

    private static ReleaseError Duplicate(IGrouping<string, RegisteredTask> group) => new(
        "TR9003", $"two targets are named '{group.Key}': {string.Join(" and ", group.Select(task => task.Task.GetType().FullName))}.", "rename one of them.");

    private static void Refuse(IEnumerable<ReleaseError> problems)
    {
        if (problems.ToList() is { Count: > 0 } errors) throw new ReleaseException(ExitCode.Failed, errors);
    }
}
