using Build.Adapters.Programs;
using Build.Tools.Python;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Wheels;

namespace Build.Adapters.Builds;

/// <summary>
/// A wheel in an environment of its own (https://docs.python.org/3/library/venv.html). pip stays outside of it, so that nothing but the wheel is in it.
/// </summary>
/// <param name="python">Interpreter to install for; null for the one on the PATH.</param>
public sealed class PipTrial(ToolRunner tools, ReleaseFolder folder, string? python) : IWheelTrial
{
    private const string Log = "verify-wheel";

    /// <summary>Name and version, then the tags that this interpreter takes, the best first; pip carries the library that says so.</summary>
    private const string Tags = """
        import platform, sys
        from pip._vendor.packaging.tags import sys_tags
        print(sys.implementation.name, platform.python_version().rsplit(".", 1)[0])
        print("\n".join(map(str, sys_tags())))
        """;

    private const string Version = "import importlib.metadata, sys; print(importlib.metadata.version(sys.argv[1]))";

    private string Interpreter => python ?? PythonSettings.Usual;

    private string Environment => Path.Combine(folder.State, "verify-venv");

    public async Task<WheelTrial> Install(IReadOnlyList<OutFile> wheels, CancellationToken cancel)
    {
        if (wheels.Count == 0) return new UntriedWheels("this release has none");
        if (ProgramPath.Find(Interpreter) is null) return new UntriedWheels($"there is no {Interpreter} on this machine");
        var (asked, answer) = await Ask($"{Interpreter}, asked which wheels it takes,", ["-c", Tags], cancel);
        if (!asked.Succeeded) return new UntriedWheels($"{Interpreter} has no pip");
        var lines = answer.Split('\n');
        if (Best(wheels, lines[1..]) is not { } wheel) return new UntriedWheels($"none of them is for {lines[0]} on this machine");
        return await Install(wheel, lines[0], cancel);
    }

    private async Task<WheelTrial> Install(OutFile wheel, string interpreter, CancellationToken cancel)
    {
        if (Directory.Exists(Environment)) Directory.Delete(Environment, recursive: true);
        Directory.CreateDirectory(folder.State);
        var (made, _) = await Ask($"{Interpreter} -m venv", ["-m", "venv", "--without-pip", Environment], cancel);
        if (!made.Succeeded) return new UntriedWheels($"{Interpreter} makes no environments ({made.Complaint})");
        try
        {
            string[] install = ["-m", "pip", "--isolated", "--disable-pip-version-check", "--python", Environment, "install", "--no-index", "--no-deps", "--no-compile", wheel.Path];
            var (installed, _) = await Ask($"pip install {wheel.Name}", install, cancel);
            if (!installed.Succeeded) return new RefusedWheel(wheel.Name, installed);
            var inside = Path.Combine(Environment, OperatingSystem.IsWindows() ? "Scripts" : "bin", "python");
            var (read, version) = await tools.Ask(
                new PythonSettings(inside, ["-I", "-c", Version, WheelFileName.Read(wheel.Name)!.NormalizedDistribution]).In(folder.State), Log, $"the version of {wheel.Name}", cancel);
            return read.Succeeded ? new InstalledWheel(wheel.Name, version, interpreter) : new RefusedWheel(wheel.Name, read);
        }
        finally
        {
            Directory.Delete(Environment, recursive: true);
        }
    }

    private Task<(ToolRun Run, string Output)> Ask(string people, IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder.State);
        return tools.Ask(new PythonSettings(Interpreter, arguments).In(folder.State), Log, people, cancel);
    }

    /// <summary>The wheel with the best tag; a file name may join several (<c>py2.py3</c>).</summary>
    private static OutFile? Best(IReadOnlyList<OutFile> wheels, IReadOnlyList<string> tags)
    {
        var rank = tags.Select((tag, place) => (tag, place)).DistinctBy(entry => entry.tag).ToDictionary(entry => entry.tag, entry => entry.place, StringComparer.Ordinal);
        return wheels.Select(wheel => (wheel, rank: Spoken(wheel).Select(tag => rank.GetValueOrDefault(tag, int.MaxValue)).DefaultIfEmpty(int.MaxValue).Min())).Where(entry => entry.rank < int.MaxValue).OrderBy(entry => entry.rank).FirstOrDefault().wheel;
    }

    private static IEnumerable<string> Spoken(OutFile file) => WheelFileName.Read(file.Name) is not { } wheel
        ? []
        : from one in wheel.Python.Split('.') from abi in wheel.Abi.Split('.') from platform in wheel.Platform.Split('.') select $"{one}-{abi}-{platform}";
}
