using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Artifacts;

/// <summary>The C++ release of one checkout: what bazel calls it, and what the project publishes it as.</summary>
/// <param name="Label"><c>//:libtorchtrt</c>; <c>//:libtrtorch</c> before v1.0.0.</param>
/// <param name="File">What bazel writes, relative to its outputs.</param>
/// <param name="Options">Options of the layout.</param>
public sealed record LibraryTarget(string Label, string File, IReadOnlyList<string> Options)
{
    private static readonly string[] BuildFiles = ["BUILD.bazel", "BUILD"];
    private static readonly string[] Names = ["libtorchtrt", "libtrtorch"];

    /// <summary>Null when the checkout's root has no BUILD file that makes it.</summary>
    public static LibraryTarget? Find(IWorkspace files)
    {
        var build = BuildFiles.Select(files.Read).FirstOrDefault(content => content is not null);
        if (build is null) return null;
        var text = System.Text.Encoding.UTF8.GetString(build);
        var name = Names.FirstOrDefault(name => text.Contains($"\"{name}\"", StringComparison.Ordinal));
        return name is null ? null : new LibraryTarget($"//:{name}", $"{name}.tar.gz", ["--compilation_mode=opt"]);
    }

    /// <summary>Whether a finished file's name is one of this target's.</summary>
    public bool IsNamed(string fileName)
    {
        var stem = File[..File.IndexOf('.', StringComparison.Ordinal)];
        return fileName == File || (fileName.StartsWith($"{stem}-", StringComparison.Ordinal) && fileName.EndsWith(".tar.gz", StringComparison.Ordinal));
    }
}
