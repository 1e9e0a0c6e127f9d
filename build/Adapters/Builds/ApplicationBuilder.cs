using Build.Adapters.Programs;
using Build.Tools.Make;
using Build.Tools.Python;
using TorchTrt.Release;
using TorchTrt.Release.Applications;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace Build.Adapters.Builds;

/// <summary>Builds applications with the program that reads their build file. Those that write beside their sources get a copy.</summary>
/// <param name="python">Interpreter for setup.py and the Python applications; null for the one on the PATH.</param>
public sealed class ApplicationBuilder(IWorkspace files, IBazel bazel, ToolRunner tools, ReleaseFolder folder, string? python) : IApplicationBuilder
{
    private static readonly string[] Compilation = ["--compilation_mode=opt"];

    private string Interpreter => python ?? PythonSettings.Usual;

    public async Task<ReleaseError?> Unable(Application application, CancellationToken cancel) => application.Build switch
    {
        ApplicationBuild.Bazel => await bazel.Unable(application.ToString(), Compilation, cancel),
        ApplicationBuild.Make => Lacking("make", "g++"),
        ApplicationBuild.Setup => Lacking(Interpreter) ?? await Modules(application, cancel),
        _ => Lacking(Interpreter),
    };

    public async Task<ToolRun> Build(Application application, CancellationToken cancel)
    {
        if (application.Build == ApplicationBuild.Bazel) return (await bazel.Build(application.ToString(), Compilation, cancel)).Run;
        var copy = Path.Combine(folder.State, "copies", "applications");
        await CheckoutCopy.Make(files, copy, cancel);
        var place = Path.Combine(copy, application.Folder);
        var log = $"application-{application.Folder.Replace('/', '-')}-{application.Build.ToString().ToLowerInvariant()}";
        return application.Build switch
        {
            ApplicationBuild.Make => await tools.Run(
                new MakeSettings([], new Dictionary<string, string>(StringComparer.Ordinal) { ["ROOT_DIR"] = copy }).In(place), log, $"make -C {application.Folder}", cancel),
            ApplicationBuild.Setup => await tools.Run(new PythonSettings(Interpreter, ["setup.py", "build"]).In(place), log, $"{Interpreter} {application.Folder}/setup.py build", cancel),
            _ => await tools.Run(new PythonSettings(Interpreter, ["-m", "py_compile", .. application.Files]).In(copy), log, $"{Interpreter} -m py_compile {application}", cancel),
        };
    }

    private async Task<ReleaseError?> Modules(Application application, CancellationToken cancel)
    {
        var missing = await PythonModules.Missing(Interpreter, Path.Combine(files.Root, application.Folder, "setup.py"), [], cancel);
        return missing is { Count: 0 } ? null : new ReleaseError(
            "TR4503", missing is null ? $"{Interpreter} does not understand its setup.py." : $"its setup.py needs the Python module {string.Join(", ", missing)}.", "install what it imports, or name an interpreter that has it with --python");
    }

    private static ReleaseError? Lacking(params string[] programs)
        => programs.FirstOrDefault(program => ProgramPath.Find(program) is null) is { } missing ? ProgramPath.Missing(missing) : null;
}
