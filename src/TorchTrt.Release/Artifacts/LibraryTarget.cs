using System.Text;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Artifacts;

/// <summary>The C++ release of one checkout: what bazel calls it, and how it is built for each ABI.</summary>
/// <param name="Label"><c>//:libtorchtrt</c>; <c>//:libtrtorch</c> before v1.0.0.</param>
/// <param name="File">What bazel writes, relative to its outputs.</param>
/// <param name="Options">Options of the layout, as the project's release workflow gives them.</param>
/// <param name="OldStrings">Option for the string type of the GCC before 5; null where .bazelrc knows none (before v0.0.2, and from v2.8.0 on).</param>
public sealed record LibraryTarget(string Label, string File, IReadOnlyList<string> Options, string? OldStrings)
{
    private const string OldStringsConfiguration = "pre_cxx11_abi";

    private static readonly string[] BuildFiles = ["BUILD.bazel", "BUILD"];
    private static readonly string[] Names = ["libtorchtrt", "libtrtorch"];

    /// <summary>v2.4.0 put the language standard into <c>default</c>, v2.5.0 into <c>linux</c>; without it nothing compiles.</summary>
    private static readonly string[] LayoutConfigurations = ["default", "linux"];

    /// <summary>Null when the checkout's root has no BUILD file that makes it.</summary>
    public static LibraryTarget? Find(IWorkspace files)
    {
        var build = BuildFiles.Select(files.Read).FirstOrDefault(content => content is not null);
        if (build is null) return null;
        var text = Encoding.UTF8.GetString(build);
        if (Names.FirstOrDefault(name => text.Contains($"\"{name}\"", StringComparison.Ordinal)) is not { } name) return null;
        var known = Configurations(files);
        string[] options = ["--compilation_mode=opt", .. LayoutConfigurations.Where(known.Contains).Select(layout => $"--config={layout}")];
        return new LibraryTarget($"//:{name}", $"{name}.tar.gz", options, known.Contains(OldStringsConfiguration) ? $"--config={OldStringsConfiguration}" : null);
    }

    /// <summary>What has to be built for the tarballs that a release publishes for a platform; Bazel's own file where the project publishes none for it.</summary>
    public IReadOnlyList<LibraryBuild> Builds(IReadOnlyList<Artifact> published)
    {
        var builds = published.Where(artifact => artifact.Abi == CxxAbi.Cxx11 || OldStrings is not null)
            .DistinctBy(artifact => artifact.Abi)
            .Select(artifact => new LibraryBuild(artifact.FileName, artifact.Abi == CxxAbi.PreCxx11 ? [.. Options, OldStrings!] : Options)).ToList();
        return builds.Count > 0 ? builds : [new LibraryBuild(File, Options)];
    }

    /// <summary>Whether a finished file's name is one of this target's.</summary>
    public bool IsNamed(string fileName)
    {
        var stem = File[..File.IndexOf('.', StringComparison.Ordinal)];
        return fileName == File || (fileName.StartsWith($"{stem}-", StringComparison.Ordinal) && fileName.EndsWith(".tar.gz", StringComparison.Ordinal));
    }

    /// <summary>Names after <c>build:</c> in .bazelrc.</summary>
    private static HashSet<string> Configurations(IWorkspace files)
    {
        const string prefix = "build:";
        var lines = files.Read(".bazelrc") is { } content ? Encoding.UTF8.GetString(content).Split('\n') : [];
        return [.. lines.Where(line => line.StartsWith(prefix, StringComparison.Ordinal)).Select(line => line[prefix.Length..].Split(' ', '\t')[0])];
    }
}

/// <summary>One run of bazel for the C++ release.</summary>
/// <param name="Name">File name that the tarball is published under.</param>
public sealed record LibraryBuild(string Name, IReadOnlyList<string> Options);
