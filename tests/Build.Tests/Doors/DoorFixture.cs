using System.Diagnostics;

namespace Build.Tests.Doors;

/// <summary>A house with the real door, a few sources, and a dotnet that only writes down what it is asked. The folders have spaces in their names.</summary>
public sealed class DoorFixture : IDisposable
{
    /// <summary>Stands in for dotnet: "build" makes the program, anything else prints the folder and the arguments, one a line.</summary>
    private const string DotNet = """
        #!/bin/sh
        if [ "$1" = build ]; then
          echo build >> "$DOOR_BUILDS"
          sleep "${DOOR_SLOW:-0}"
          if [ -n "${DOOR_BROKEN:-}" ]; then echo "error CS1002: ; expected"; exit 1; fi
          mkdir -p build/bin/Release/net10.0 && touch build/bin/Release/net10.0/torch-tensorrt-release.dll
          exit 0
        fi
        pwd
        for argument in "$@"; do printf '[%s]\n' "$argument"; done
        exit "${DOOR_EXIT:-0}"
        """;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("host door-");

    public DoorFixture()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "build.sh is for POSIX systems.");
        foreach (var folder in new[] { Home, Elsewhere, Tools, Path.Combine(Home, "build"), Path.Combine(Home, "src", "Mind") }) Directory.CreateDirectory(folder);
        File.Copy(Path.Combine(Build.CommandLine.DeskFolders.OfThisProcess().Home, "build.sh"), Door);
        File.WriteAllText(Source, "class Program;");
        File.WriteAllText(Path.Combine(Home, "src", "Mind", "Mind.cs"), "class Mind;");
        foreach (var name in new[] { "global.json", "Directory.Build.props", "Directory.Packages.props" }) File.WriteAllText(Path.Combine(Home, name), "");
        PutDotNetIn(Tools);
    }

    public string Home => Path.Combine(_root.FullName, "the house");

    public string Elsewhere => Path.Combine(_root.FullName, "some where");

    public string Tools => Path.Combine(_root.FullName, "tools");

    public string Door => Path.Combine(Home, "build.sh");

    public string Source => Path.Combine(Home, "build", "Program.cs");

    public string Program => Path.Combine(Home, "build", "bin", "Release", "net10.0", "torch-tensorrt-release.dll");

    /// <summary>Folder with the few programs the door calls, and neither dotnet nor flock; null leaves the usual PATH.</summary>
    public string? BarePath { get; private set; }

    public Dictionary<string, string> Environment { get; } = [];

    private string UserHome => Path.Combine(_root.FullName, "home of nobody");

    private string BuildsFile => Path.Combine(_root.FullName, "builds");

    public int Builds => File.Exists(BuildsFile) ? File.ReadAllLines(BuildsFile).Length : 0;

    public static void PutDotNetIn(string folder)
    {
        Directory.CreateDirectory(folder);
        PutProgram(Path.Combine(folder, "dotnet"), DotNet);
    }

    private static void PutProgram(string program, string text)
    {
        File.WriteAllText(program, text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>As if everything had been written a while ago, so that the next change is newer than the last build.</summary>
    public void Age()
    {
        var past = DateTime.UtcNow.AddMinutes(-10);
        foreach (var entry in Directory.EnumerateFileSystemEntries(Home, "*", SearchOption.AllDirectories).Append(Home)) File.SetLastWriteTimeUtc(entry, past);
    }

    public (int ExitCode, string Output, string Errors) Open(params string[] arguments) => OpenAt(Door, arguments);

    public (int ExitCode, string Output, string Errors) OpenAt(string door, params string[] arguments)
    {
        using var process = Start(door, arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }

    public Process Start(string door, params string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/bash", [door, .. arguments]) { WorkingDirectory = Elsewhere, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        start.Environment["PATH"] = BarePath ?? $"{Tools}:/usr/bin:/bin";
        start.Environment["HOME"] = UserHome;
        start.Environment["DOOR_BUILDS"] = BuildsFile;
        foreach (var (name, value) in Environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Takes dotnet and flock away, wherever this machine has its own.</summary>
    public void GoBare()
    {
        var folder = Path.Combine(_root.FullName, "bare");
        Directory.CreateDirectory(folder);
        foreach (var name in new[] { "bash", "dirname", "readlink", "find", "mktemp", "mkdir", "touch", "rm", "cat", "sort", "ln", "sleep", "chmod" })
        {
            var tool = new[] { "/usr/bin", "/bin" }.Select(place => Path.Combine(place, name)).First(File.Exists);
            File.CreateSymbolicLink(Path.Combine(folder, name), tool);
        }

        BarePath = folder;
    }

    /// <summary>Puts a curl on the bare path whose download is a script that installs the fake dotnet.</summary>
    public void OfferDownload()
    {
        PutProgram(Path.Combine(BarePath!, "curl"), """
            #!/bin/bash
            while [ "$1" != --output ]; do shift; done
            printf '%s\n' 'while [ "$1" != --install-dir ]; do shift; done' 'mkdir -p "$2"' 'cat "$DOOR_DOWNLOAD" > "$2/dotnet"' 'chmod +x "$2/dotnet"' > "$2"
            """);
        Environment["DOOR_DOWNLOAD"] = Path.Combine(Tools, "dotnet");
    }

    public void Dispose() => _root.Delete(recursive: true);
}
