using System.Reflection;
using Cake.Core;

namespace Cake.Frosting.Internal;

/// <summary>A task with what its attributes say and which of its members are overridden.</summary>
internal sealed record RegisteredTask(IFrostingTask Task, string Name, string Description, IReadOnlyList<string> Dependencies, IReadOnlyList<string> Dependees)
{
    public static RegisteredTask Of(IFrostingTask task)
    {
        var type = task.GetType();
        return new RegisteredTask(
            task, NameOf(type), type.GetCustomAttribute<TaskDescriptionAttribute>()?.Description ?? "",
            [.. type.GetCustomAttributes<IsDependentOnAttribute>().Select(attribute => NameOf(TaskType(type, attribute.Task)))],
            [.. type.GetCustomAttributes<IsDependeeOfAttribute>().Select(attribute => NameOf(TaskType(type, attribute.Task)))]);
    }

    /// <summary>The type argument of the base class; a task written against another context cannot run in this one.</summary>
    public bool Fits(IFrostingContext context) => Bases(Task.GetType())
        .Where(type => type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(FrostingTask<>) || type.GetGenericTypeDefinition() == typeof(AsyncFrostingTask<>)))
        .Select(type => type.GenericTypeArguments[0])
        .All(type => type.IsInstanceOfType(context));

    public void RegisterIn(ICakeEngine engine, IFrostingContext context)
    {
        var builder = engine.RegisterTask(Name);
        if (Description.Length > 0) builder.Description(Description);
        if (Overrides("Run", 1) || Overrides("RunAsync", 1)) builder.Does(() => Task.RunAsync(context));
        if (Overrides(nameof(IFrostingTask.ShouldRun), 1)) Judge(builder);
        if (Task.GetType().IsDefined(typeof(ContinueOnErrorAttribute))) builder.ContinueOnError();
        if (Overrides(nameof(IFrostingTask.OnError), 2)) builder.OnError(exception => Task.OnError(exception, context));
        if (Overrides(nameof(IFrostingTask.Finally), 1)) builder.Finally(() => Task.Finally(context));
        foreach (var dependency in Dependencies) builder.IsDependentOn(dependency);
        foreach (var dependee in Dependees) builder.IsDependeeOf(dependee);
    }

    private void Judge(CakeTaskBuilder builder)
    {
        if (Task.SkippedMessage is { Length: > 0 } message) builder.WithCriteria(Task.ShouldRun, message);
        else builder.WithCriteria(Task.ShouldRun);
    }

    private bool Overrides(string name, int parameters) => Task.GetType()
        .GetMethods(BindingFlags.Instance | BindingFlags.Public)
        .Any(method => method.Name == name && method.GetParameters().Length == parameters && method.GetBaseDefinition().DeclaringType != method.DeclaringType);

    private static string NameOf(Type type) => type.GetCustomAttribute<TaskNameAttribute>()?.Name ?? type.Name;

    private static Type TaskType(Type owner, Type type) => type.IsAssignableTo(typeof(IFrostingTask))
        ? type
        : throw new FrostingException($"The task '{NameOf(owner)}' depends on '{type.Name}', which is not a task.");

    private static IEnumerable<Type> Bases(Type type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType) yield return current;
    }
}
