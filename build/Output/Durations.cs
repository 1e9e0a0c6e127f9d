using System.Globalization;

namespace Build.Output;

/// <summary>Durations for people.</summary>
public static class Durations
{
    /// <summary><c>0.3 s</c>, <c>12 s</c>, <c>3 min 05 s</c>, <c>1 h 02 min</c>.</summary>
    public static string Words(TimeSpan duration) => duration switch
    {
        { TotalSeconds: < 9.95 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.0} s"),
        { TotalSeconds: < 59.5 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0} s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)duration.TotalMinutes} min {duration.Seconds:00} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)duration.TotalHours} h {duration.Minutes:00} min"),
    };
}
