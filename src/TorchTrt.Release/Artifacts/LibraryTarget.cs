using TorchTrt.Release.Pins;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Sites;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Artifacts;

/// <summary>The C++ release of one checkout: what bazel calls it, and what the project publishes it as.</summary>
/// <param name="Label"><c>//:libtorchtrt</c>; <c>//:libtrtorch</c> before v1.0.0.</param>
/// <param name="File">What bazel writes, relative to its outputs.</param>
/// <param name="Options">Options of the layout.</param>
public sealed record LibraryTarget(string Label, string File, IReadOnlyList<string> Options)
{
    private static readonly string[] BuildFiles = ["BUILD.bazel", "BUILD"];
    private static readonly string[] Names = ["libtorchtrt", "libtrtorch"];
    private static readonly ReleaseVersion Named = new(1, 2, 0);
    private static readonly ReleaseVersion WithoutCudnn = new(2, 3, 0);

    /// <summary>Null when the checkout's root has no BUILD file that makes it.</summary>
    public static LibraryTarget? Find(IWorkspace files)
    {
        var build = BuildFiles.Select(files.Read).FirstOrDefault(content => content is not null);
        if (build is null) return null;
        var text = System.Text.Encoding.UTF8.GetString(build);
        var name = Names.FirstOrDefault(name => text.Contains($"\"{name}\"", StringComparison.Ordinal));
        return name is null ? null : new LibraryTarget($"//:{name}", $"{name}.tar.gz", ["--compilation_mode=opt"]);
    }

    /// <summary>
    /// The published name: bazel's own through v1.1.1; from v1.2.0 with version, dependencies and platform as the project's scripts compose it
    /// (cuDNN is left out from v2.3.0). A dependency that the checkout names nowhere is left out.
    /// </summary>
    /// <param name="architecture"><c>x86_64</c> or <c>aarch64</c>.</param>
    public string PublishedName(ReleaseVersion version, IWorkspace files, string architecture)
    {
        if (version < Named) return File;
        var tree = Tree.Of(files);
        var parts = new List<string> { File[..File.IndexOf('.', StringComparison.Ordinal)], version.ToString() };
        if (version < WithoutCudnn) Add("cudnn", Pin.Cudnn);
        Add("tensorrt", Pin.TensorRt);
        Add("cuda", Pin.Cuda);
        Add("libtorch", Pin.Torch);
        return $"{string.Join('-', parts)}-{architecture}-linux.tar.gz";

        void Add(string name, Pin pin)
        {
            var readings = PinRegistry.All.Where(site => site.Pin == pin).SelectMany(site => site.Read(tree)).Where(reading => reading.Form != PinForm.Below && reading.Numbers.Count > 0).ToList();
            if (readings.Count > 0) parts.Add(name + string.Join('.', (readings.FirstOrDefault(reading => reading.Form != PinForm.Tag) ?? readings[0]).Numbers));
        }
    }

    /// <summary>Whether a finished file's name is one of this target's.</summary>
    public bool IsNamed(string fileName)
    {
        var stem = File[..File.IndexOf('.', StringComparison.Ordinal)];
        return fileName == File || (fileName.StartsWith($"{stem}-", StringComparison.Ordinal) && fileName.EndsWith(".tar.gz", StringComparison.Ordinal));
    }
}
