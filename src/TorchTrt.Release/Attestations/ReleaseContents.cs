using TorchTrt.Release.Artifacts;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace TorchTrt.Release.Attestations;

/// <summary>What the bills of materials of a release list: its sources, its files, and what these need beside them.</summary>
/// <param name="Files">Wheels and tarballs.</param>
/// <param name="Created">Time of the commit, so that equal releases have equal documents.</param>
/// <param name="Tool">This program, name and version.</param>
public sealed record ReleaseContents(
    ReleaseTarget Target, string RepositoryUrl, CommitId Commit, DateTimeOffset Created, IReadOnlyList<OutFile> Files, IReadOnlyList<Dependency> Needs, (string Name, string Version) Tool)
{
    public const string License = "BSD-3-Clause";

    /// <summary>Package URL of the sources (github names are lower case there: purl-spec, type github).</summary>
    public string Purl => $"pkg:github/{Target.Repository.ToString().ToLowerInvariant()}@v{Target.Version}";

    /// <summary>File name of a bill of materials: <c>torch_tensorrt-2.9.0.spdx.json</c>.</summary>
    public string FileName(string ending) => FileNameOf(Target, ending);

    public static string FileNameOf(ReleaseTarget target, string ending) => $"torch_tensorrt-{target.Version}.{ending}.json";

    /// <summary>Package URL of one of the files.</summary>
    public string PurlOf(OutFile file) => Wheels.WheelFileName.Read(file.Name) is { } wheel
        ? $"pkg:pypi/{wheel.NormalizedDistribution}@{Uri.EscapeDataString(wheel.Version)}?file_name={Uri.EscapeDataString(file.Name)}"
        : $"pkg:generic/{file.Name.Split(['-', '.'])[0]}@{Target.Version}?checksum=sha256:{file.Sha256}&file_name={Uri.EscapeDataString(file.Name)}";

    /// <summary>64 hexadecimal digits that change with anything listed.</summary>
    public string Fingerprint => Digest.Of(System.Text.Encoding.UTF8.GetBytes(string.Join(
        '\n', [Purl, Commit.Hex, .. Files.Select(file => $"{file.Sha256} {file.Name}"), .. Needs.Select(need => need.Purl), $"{Tool.Name} {Tool.Version}"])));
}

/// <summary>What the files need and do not hold.</summary>
/// <param name="Name">For people: <c>TensorRT</c>.</param>
/// <param name="Supplier">Organization.</param>
public sealed record Dependency(string Name, string Version, string Purl, string Supplier)
{
    /// <summary>The dependencies that a checkout pins.</summary>
    public static IReadOnlyList<Dependency> Of(PinnedText pins)
    {
        var all = new List<Dependency>();
        if (pins.Torch is { } torch) all.Add(new Dependency("PyTorch", torch, $"pkg:pypi/torch@{torch}", "PyTorch"));
        if (pins.TensorRt is { } tensorRt) all.Add(new Dependency("TensorRT", tensorRt, $"pkg:pypi/tensorrt@{tensorRt}", "NVIDIA"));
        if (pins.Cuda is { } cuda) all.Add(new Dependency("CUDA", cuda, $"pkg:generic/cuda@{cuda}", "NVIDIA"));
        if (pins.Cudnn is { } cudnn) all.Add(new Dependency("cuDNN", cudnn, $"pkg:generic/cudnn@{cudnn}", "NVIDIA"));
        return all;
    }
}
