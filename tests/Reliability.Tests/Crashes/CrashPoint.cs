namespace Reliability.Tests.Crashes;

/// <summary>A place to die at.</summary>
/// <param name="Call">Which request to the forge, 1 for the first of the whole release.</param>
/// <param name="Name">Method and path of that request.</param>
public sealed record CrashPoint(int Call, string Name, Moment Moment, Death Death)
{
    public override string ToString() => $"{Death} {(Moment == Moment.Before ? "before" : "after")} call {Call}, {Name}";
}
