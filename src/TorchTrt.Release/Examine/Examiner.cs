using TorchTrt.Release.Archives;
using TorchTrt.Release.Artifacts;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Versions;
using TorchTrt.Release.Wheels;

namespace TorchTrt.Release.Examine;

/// <summary>What an examination may be told.</summary>
/// <param name="Libtorch">Folder of the libtorch that the artifacts are to be used with, or its <c>lib</c>; null compares with none.</param>
/// <param name="SizeBudget">Bytes that an artifact may have.</param>
public sealed record ExaminationRequest(string? Libtorch, long SizeBudget)
{
    /// <summary>No libtorch, and what GitHub takes.</summary>
    public static ExaminationRequest Standard { get; } = new(null, Expectations.LargestAsset);
}

/// <summary>Opens artifacts and looks into them, against what the checkout promises.</summary>
public sealed class Examiner
{
    private readonly IArtifactFiles artifacts;
    private readonly Lazy<Expectations> expected;

    public Examiner(IWorkspace files, IArtifactFiles artifacts, ExaminationRequest request)
    {
        this.artifacts = artifacts;
        expected = new(() => Expectations.Of(files, Torch(request.Libtorch), WheelRecipe.Find(files)?.MountedAt) with { SizeBudget = request.SizeBudget });
    }

    /// <summary>What is wrong with a wheel for a release of the version.</summary>
    public IReadOnlyList<ReleaseError> Wheel(string path, ReleaseVersion version, CancellationToken cancel)
    {
        try
        {
            using var bytes = artifacts.Bytes(path);
            var wheel = WheelContents.Read(Path.GetFileName(path), bytes, artifacts.Scratch, expected.Value.BuildRoots, ArchiveLimits.Release, cancel);
            return [.. WheelExam.Of(wheel, path, version, expected.Value)];
        }
        catch (ReleaseException hostile)
        {
            return hostile.Errors;
        }
    }

    /// <summary>Reads a tarball, and says what is wrong with it for a release of the version.</summary>
    /// <param name="name">File name that it is published under.</param>
    /// <param name="architecture">Of the machine that built it; null where another one did.</param>
    /// <param name="aside">Keeps its content for as long as it lives.</param>
    /// <returns>No tarball where the archive itself is refused.</returns>
    public (Tarball? Tarball, IReadOnlyList<ReleaseError> Problems) Library(string path, string name, string? architecture, ReleaseVersion version, IScratchBytes aside, CancellationToken cancel)
    {
        try
        {
            using var file = artifacts.Open(path);
            var bytes = file.Length;
            var tarball = Tarball.Read(Path.GetFileName(path), file, aside, ArchiveLimits.Release, cancel);
            var package = new LibraryPackage(tarball);
            var wrong = package.Problems(version.ToString()).Select(problem => new ReleaseError(
                "TR5102", $"{Path.GetFileName(path)} cannot be released: {problem}.", "build it again from the merged version bump", path, $"lib/ and include/ of {version}"));
            return (tarball, [.. wrong, .. Examination.Of(package.Examined(name, path, bytes, architecture, expected.Value.BuildRoots), expected.Value)]);
        }
        catch (ReleaseException hostile)
        {
            return (null, hostile.Errors);
        }
    }

    private TorchExports? Torch(string? folder)
    {
        if (folder is null) return null;
        var libraries = new[] { folder, Path.Combine(folder, "lib"), Path.Combine(folder, "torch", "lib") }.SelectMany(artifacts.In).Where(path => path.Contains(".so", StringComparison.Ordinal)).ToList();
        return libraries.Count > 0
            ? TorchExports.Read(folder, libraries.Select(path => (Path.GetFileName(path), artifacts.Bytes(path))))
            : throw new ReleaseException(new ReleaseError("TR5230", "there are no shared libraries of a libtorch here.", "name the folder of an unpacked libtorch, or of an installed torch", folder, "lib/libtorch_cpu.so, lib/libc10.so"));
    }
}
