using TorchTrt.Release.Twin;

namespace Reliability.Tests.Faults;

/// <summary>What goes wrong, and with which request of the program, 1 for its first.</summary>
public sealed record Mishap(int Call, Fault Fault, string Name)
{
    /// <summary>Every kind of fault that the sweep tries on every call.</summary>
    public static IReadOnlyList<Fault> Kinds { get; } =
    [
        new(FaultKind.Reset), new(FaultKind.After), new(FaultKind.Truncated), new(FaultKind.Cut), new(FaultKind.Hang), new(FaultKind.Ghost), new(FaultKind.Redirect),
        new(FaultKind.Status) { Status = 500 }, new(FaultKind.Status) { Status = 503 }, new(FaultKind.Status) { Status = 409 }, new(FaultKind.Lag), new(FaultKind.Exists),
        new(FaultKind.TooMany) { Wait = TimeSpan.FromSeconds(2) }, new(FaultKind.TooManyUntil) { Wait = TimeSpan.FromSeconds(2) },
        new(FaultKind.Rate) { Wait = TimeSpan.FromSeconds(30) }, new(FaultKind.Secondary) { Wait = TimeSpan.FromSeconds(2) }, new(FaultKind.SecondaryBare),
    ];

    public static IEnumerable<Mishap> All(IReadOnlyList<string> calls) => from call in calls.Index() from kind in Kinds select new Mishap(call.Index + 1, kind, call.Item);

    public override string ToString() => $"{Fault.Kind}{(Fault.Kind == FaultKind.Status ? $" {Fault.Status}" : "")} at call {Call}, {Name}";
}
