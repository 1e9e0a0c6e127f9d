using System.Reflection;
using Cake.Frosting;

namespace Build.CommandLine;

/// <summary>The targets that a release is made of.</summary>
internal static class ReleaseGraph
{
    /// <summary>Names of everything the target Release depends on.</summary>
    public static IReadOnlySet<string> Parts { get; } = Below(typeof(Tasks.Release)).Select(task => task.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<Type> Below(Type task)
        => task.GetCustomAttributes<IsDependentOnAttribute>().Select(dependency => dependency.Task).SelectMany(below => Below(below).Append(below));
}
