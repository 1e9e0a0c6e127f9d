using System.Text;
using System.Text.RegularExpressions;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Applications;

/// <summary>Finds the applications of a checkout: whatever lies in <c>examples/</c> and the programs beside the library, by their own build files.</summary>
public static partial class ApplicationFinder
{
    /// <summary>Folders of applications, by layout: trtorchc and its companions in 0.x, <c>cpp/bin</c> later.</summary>
    private static readonly string[] Roots = ["examples/", "cpp/bin/", "cpp/trtorchc/", "cpp/trtorchexec/", "cpp/ptq/", "cpp/benchmark/", "tools/cpp_benchmark/"];

    public static async Task<IReadOnlyList<Application>> Find(IWorkspace files, CancellationToken cancel)
    {
        var paths = (await files.TrackedFiles(cancel)).Where(path => Roots.Any(root => path.StartsWith(root, StringComparison.Ordinal))).ToList();
        return [.. paths.GroupBy(Folder).OrderBy(folder => folder.Key, StringComparer.Ordinal).SelectMany(folder => Of(files, folder.Key, [.. folder]))];
    }

    private static IEnumerable<Application> Of(IWorkspace files, string folder, IReadOnlyList<string> paths)
    {
        if (Text(files, paths, "BUILD.bazel", "BUILD") is { } build && build.Contains("cc_binary", StringComparison.Ordinal)) yield return new Application(folder, ApplicationBuild.Bazel, []);
        // Those that want libtorch and TensorRT unpacked beside them are built from their BUILD file, which brings both.
        if (Text(files, paths, "Makefile") is { } make && !make.Contains("/libtorch/", StringComparison.Ordinal)) yield return new Application(folder, ApplicationBuild.Make, []);
        if (Text(files, paths, "setup.py") is { } setup) yield return new Application(folder, Gap().IsMatch(setup) ? ApplicationBuild.Template : ApplicationBuild.Setup, []);
        var scripts = paths.Where(path => path.EndsWith(".py", StringComparison.Ordinal) && !path.EndsWith("/setup.py", StringComparison.Ordinal)).ToList();
        if (scripts.Count > 0) yield return new Application(folder, ApplicationBuild.Python, scripts);
    }

    private static string? Text(IWorkspace files, IReadOnlyList<string> paths, params string[] names)
        => paths.FirstOrDefault(path => names.Contains(path[(path.LastIndexOf('/') + 1)..])) is { } path && files.Read(path) is { } content ? Encoding.UTF8.GetString(content) : null;

    [GeneratedRegex(@"^\s*[A-Za-z_]+\s*=\s*<[^>\n]+>\s*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Gap();

    private static string Folder(string path) => path[..path.LastIndexOf('/')];
}
