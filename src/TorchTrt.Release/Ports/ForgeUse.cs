using System.Globalization;

namespace TorchTrt.Release.Ports;

/// <summary>What a run has asked of the forge so far.</summary>
/// <param name="Reads">Requests that only read, repeated ones included.</param>
/// <param name="Unchanged">Those of them that the forge answered with "not modified", which costs nothing of the hourly limit.</param>
/// <param name="Changes">Requests that change something.</param>
/// <param name="Remaining">What is left of the hourly limit; null before the first reply, or where there is no limit.</param>
/// <param name="Resets">When the limit begins anew.</param>
public sealed record ForgeUse(int Reads, int Unchanged, int Changes, int? Remaining, DateTimeOffset? Resets)
{
    public override string ToString()
    {
        var left = Remaining is null ? "" : string.Create(CultureInfo.InvariantCulture, $"; {Remaining} left until {Resets:HH:mm} UTC");
        var free = Unchanged == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({Unchanged} of them free)");
        return string.Create(CultureInfo.InvariantCulture, $"{Reads} reads{free}, {Changes} changes{left}");
    }
}
