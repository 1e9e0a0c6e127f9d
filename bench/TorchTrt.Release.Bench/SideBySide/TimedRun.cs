using System.Diagnostics;
using System.Globalization;

namespace TorchTrt.Release.Bench.SideBySide;

/// <summary>One run of a program, seen from outside.</summary>
/// <param name="Wall">Seconds from start to exit.</param>
/// <param name="Cpu">Seconds of user and system time, children that were waited for included.</param>
/// <param name="PeakMemory">MiB resident at most, of the largest process.</param>
public sealed record TimedRun(double Wall, double Cpu, double PeakMemory)
{
    private const string Timer = "/usr/bin/time";

    /// <summary>Runs a contender once; what it prints is read and dropped.</summary>
    /// <exception cref="AbsentException">The program or GNU time is not here, or it failed.</exception>
    public static async Task<TimedRun> Of(Contender contender, string folder, CancellationToken cancel)
    {
        if (!File.Exists(Timer)) throw new AbsentException("GNU time (Debian package time)");
        contender.Reset?.Invoke();
        var figures = Path.Combine(folder, $".figures-{Guid.NewGuid():N}");
        var start = new ProcessStartInfo(Timer, ["-q", "-o", figures, "-f", "%U %S %M", "--", .. contender.Arguments])
        {
            WorkingDirectory = contender.Folder ?? folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in contender.Environment) start.Environment[name] = value;
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var complaints = process.StandardError.ReadToEndAsync(cancel);
        await process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, cancel);
        await process.WaitForExitAsync(cancel);
        var wall = Stopwatch.GetElapsedTime(began).TotalSeconds;
        if (!contender.Accepted.Contains(process.ExitCode))
            throw new AbsentException($"{contender.Name} to succeed; it ended with {process.ExitCode}: {(await complaints).Trim()}");
        var parts = (await File.ReadAllTextAsync(figures, cancel)).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        File.Delete(figures);
        return new(wall, Number(parts[0]) + Number(parts[1]), Number(parts[2]) / 1024);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
