using System.Diagnostics;

namespace TorchTrt.Release.Bench.SideBySide;

/// <summary>Where a contest takes place.</summary>
/// <param name="Folder">Own folder of the contest, empty at the start.</param>
/// <param name="Home">Root of this repository.</param>
/// <param name="Peers">Folder that keeps installed peers from run to run.</param>
/// <param name="Checkout">A checkout of Torch-TensorRT, given with <c>--repo</c>; null: a contest that needs one says so.</param>
public sealed record Arena(string Folder, string Home, string Peers, string? Checkout)
{
    /// <summary>The dotnet program that runs this process.</summary>
    public static string DotNet { get; } = Environment.ProcessPath ?? "dotnet";

    /// <summary>The release program, called the way <c>build.sh</c> does once it is built.</summary>
    public IReadOnlyList<string> Host(params IReadOnlyList<string> arguments) =>
        [DotNet, Path.Combine(Home, "build", "bin", "Release", "net10.0", "torch-tensorrt-release.dll"), .. arguments];

    /// <exception cref="AbsentException">No clone was given.</exception>
    public string RequiredCheckout => Checkout ?? throw new AbsentException("a checkout of Torch-TensorRT: give one with --repo");

    /// <summary>Installs packages of npm beside each other, once; returns their folder of programs.</summary>
    public async Task<string> Npm(string name, IReadOnlyList<string> packages, CancellationToken cancel)
    {
        var folder = Path.Combine(Peers, name);
        var programs = Path.Combine(folder, "node_modules", ".bin");
        if (Directory.Exists(programs)) return programs;
        Directory.CreateDirectory(folder);
        await Run(["npm", "install", "--prefix", folder, "--no-audit", "--no-fund", .. packages], folder, cancel);
        return programs;
    }

    /// <summary>Runs a program of the preparation to its end.</summary>
    /// <returns>Its standard output.</returns>
    /// <exception cref="AbsentException">The program is not here or failed.</exception>
    public static async Task<string> Run(IReadOnlyList<string> arguments, string folder, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(arguments[0], arguments.Skip(1)) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var complaints = process.StandardError.ReadToEndAsync(cancel);
            var output = await process.StandardOutput.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            if (process.ExitCode != 0) throw new AbsentException($"{arguments[0]} {arguments[1]}: {(await complaints).Trim()}");
            return output;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new AbsentException($"the program {arguments[0]}");
        }
    }
}

/// <summary>Something a contest needs is not on this machine.</summary>
/// <param name="what">To complete "needs ...".</param>
public sealed class AbsentException(string what) : Exception($"needs {what}");
