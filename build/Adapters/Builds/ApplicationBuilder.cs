using System.Text;
using System.Text.RegularExpressions;
using Build.Adapters.Programs;
using Build.Tools.Make;
using Build.Tools.Python;
using TorchTrt.Release;
using TorchTrt.Release.Applications;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace Build.Adapters.Builds;

/// <summary>
/// Builds applications with the program that reads their build file, and runs what they consist of. All of it happens in one copy of the checkout, for
/// some write beside their sources and some take up what others wrote there.
/// </summary>
/// <param name="python">Interpreter for setup.py and the Python applications; null for the one on the PATH.</param>
public sealed partial class ApplicationBuilder(IWorkspace files, IBazel bazel, ToolRunner tools, ReleaseFolder folder, string? python) : IApplicationBuilder
{
    private static readonly string[] Compilation = ["--compilation_mode=opt"];

    /// <summary>How long one program may run.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Dictionary<Application, string> outputs = [];
    private bool isCopied;

    private static bool HasGpu => File.Exists("/dev/nvidia0");

    private string Interpreter => python ?? PythonSettings.Usual;

    private string Copy => Path.Combine(folder.State, "copies", "applications");

    public async Task<ReleaseError?> Unable(Application application, CancellationToken cancel) => application.Build switch
    {
        ApplicationBuild.Bazel => await bazel.Unable(application.ToString(), Compilation, cancel),
        ApplicationBuild.Make => Lacking("make", "g++"),
        ApplicationBuild.Setup => Lacking(Interpreter) ?? await Modules(application, cancel),
        _ => Lacking(Interpreter),
    };

    public async Task<ToolRun> Build(Application application, CancellationToken cancel)
    {
        if (!isCopied) await CheckoutCopy.Make(files, Copy, cancel);
        isCopied = true;
        if (application.Build == ApplicationBuild.Bazel)
        {
            var build = await bazel.Build(application.ToString(), Compilation, cancel);
            outputs[application] = build.Outputs;
            return build.Run;
        }

        var place = Path.Combine(Copy, application.Folder);
        var log = $"application-{application.Folder.Replace('/', '-')}-{application.Build.ToString().ToLowerInvariant()}";
        return application.Build switch
        {
            ApplicationBuild.Make => await tools.Run(
                new MakeSettings([], new Dictionary<string, string>(StringComparer.Ordinal) { ["ROOT_DIR"] = Copy }).In(place), log, $"make -C {application.Folder}", cancel),
            ApplicationBuild.Setup => await tools.Run(
                new PythonSettings(Interpreter, ["setup.py", "build", "build_ext", "--inplace"]).In(place), log, $"{Interpreter} {application.Folder}/setup.py build", cancel),
            _ => await tools.Run(new PythonSettings(Interpreter, ["-m", "py_compile", .. application.Files]).In(Copy), log, $"{Interpreter} -m py_compile {application}", cancel),
        };
    }

    public async Task<IReadOnlyList<ApplicationTrial>> Run(Application application, CancellationToken cancel)
    {
        var trials = new List<ApplicationTrial>();
        if (application.Build == ApplicationBuild.Python)
            foreach (var script in application.Files) trials.Add(await RunScript(script, cancel));
        foreach (var program in Programs(application)) trials.Add(await RunProgram(application, program, cancel));
        return trials;
    }

    private async Task<ApplicationTrial> RunScript(string script, CancellationToken cancel)
    {
        var path = Path.Combine(Copy, script);
        if (await ScriptProbe.Of(Interpreter, path, cancel) is not { } needs) return new TrialNotRun(script, $"{Interpreter} does not understand it");
        if (needs.Reason(HasGpu) is { } reason) return new TrialNotRun(script, reason);
        if (await PythonModules.Missing(Interpreter, path, [], cancel) is { Count: > 0 } missing) return new TrialNotRun(script, $"it needs the Python module {string.Join(", ", missing)}");
        return await Run(script, new PythonSettings(Interpreter, [path]).In(Path.GetDirectoryName(path)!), $"{Interpreter} {script}", cancel);
    }

    private async Task<ApplicationTrial> RunProgram(Application application, string program, CancellationToken cancel)
    {
        var place = Path.Combine(Copy, application.Folder);
        var name = application.Build == ApplicationBuild.Bazel ? $"//{application.Folder}:{Path.GetFileName(program)}" : $"{application.Folder}/{Path.GetFileName(program)}";
        var sources = string.Concat(Directory.EnumerateFiles(place).Where(file => Path.GetExtension(file) is ".cpp" or ".cc" or ".h").Order(StringComparer.Ordinal).Select(File.ReadAllText));
        var made = Directory.EnumerateFiles(place).Select(file => Path.GetFileName(file)!).ToList();
        return CompiledProgram.Of(sources, made, HasGpu) switch
        {
            CompiledProgram.NotStarted not => new TrialNotRun(name, not.Reason),
            CompiledProgram.Started started => await Run(name, new ProgramCall(program, started.Arguments) { Folder = place }, string.Join(' ', [name, .. started.Arguments]), cancel),
            _ => throw new InvalidOperationException(name),
        };
    }

    private async Task<ApplicationTrial> Run(string program, ProgramCall call, string people, CancellationToken cancel)
    {
        try
        {
            return new TrialRan(program, await tools.Run(call with { Limit = Patience }, LogName.Of("application-run", people), people, cancel));
        }
        catch (ReleaseException overdue) when (overdue.Errors is [{ Code: "TR4803" }])
        {
            return new TrialEndless(program, Patience);
        }
    }

    /// <summary>Absolute paths of what was compiled: what Bazel's build file names, and what make left that runs.</summary>
    private IEnumerable<string> Programs(Application application) => application.Build switch
    {
        ApplicationBuild.Bazel => BuildFile(application) is { } text ? Binary().Matches(text).Select(match => Path.Combine(outputs[application], application.Folder, match.Groups[1].Value)).Where(File.Exists) : [],
        ApplicationBuild.Make => Directory.EnumerateFiles(Path.Combine(Copy, application.Folder)).Where(file => !files.Exists($"{application.Folder}/{Path.GetFileName(file)}") && Runs(file)).Order(StringComparer.Ordinal),
        _ => [],
    };

    private string? BuildFile(Application application)
        => new[] { "BUILD.bazel", "BUILD" }.Select(name => files.Read($"{application.Folder}/{name}")).FirstOrDefault(content => content is not null) is { } content ? Encoding.UTF8.GetString(content) : null;

    private static bool Runs(string file)
        => !OperatingSystem.IsWindows() && File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserExecute) && Path.GetExtension(file) is not (".so" or ".sh" or ".py");

    private async Task<ReleaseError?> Modules(Application application, CancellationToken cancel)
    {
        var missing = await PythonModules.Missing(Interpreter, Path.Combine(files.Root, application.Folder, "setup.py"), [], cancel);
        return missing is { Count: 0 } ? null : new ReleaseError(
            "TR4503", missing is null ? $"{Interpreter} does not understand its setup.py." : $"its setup.py needs the Python module {string.Join(", ", missing)}.", "install what it imports, or name an interpreter that has it with --python");
    }

    private static ReleaseError? Lacking(params string[] programs)
        => programs.FirstOrDefault(program => ProgramPath.Find(program) is null) is { } missing ? ProgramPath.Missing(missing) : null;

    [GeneratedRegex("""cc_binary\(\s*name\s*=\s*"([^"]+)""", RegexOptions.CultureInvariant)]
    private static partial Regex Binary();
}
