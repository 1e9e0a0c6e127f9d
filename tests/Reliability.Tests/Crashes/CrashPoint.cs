namespace Reliability.Tests.Crashes;

/// <summary>A place to die at.</summary>
/// <param name="Call">Which call of its kind, 1 for the first of the whole release; null: the first of that name, to the forge.</param>
/// <param name="Name">Method and path of a request to the forge, or git and its command.</param>
public sealed record CrashPoint(Called Called, int? Call, string Name, Moment Moment, Death Death)
{
    public static IEnumerable<CrashPoint> All(Called called, IReadOnlyList<string> names)
        => from name in names.Index()
           from moment in Enum.GetValues<Moment>()
           from death in Enum.GetValues<Death>()
           select new CrashPoint(called, name.Index + 1, name.Item, moment, death);

    public override string ToString() => $"{Death} {(Moment == Moment.Before ? "before" : "after")} call {Call}, {Name}";
}

/// <summary>What the program calls.</summary>
public enum Called
{
    Forge,

    /// <summary>A git command that changes a repository, the checkout or the remote.</summary>
    Git,
}
