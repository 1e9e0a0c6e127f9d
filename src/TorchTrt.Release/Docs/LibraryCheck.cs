using System.Text;
using TorchTrt.Release.Archives;
using TorchTrt.Release.Docs.Conf;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Wheels;

namespace TorchTrt.Release.Docs;

/// <summary>
/// Since v1.2.0 conf.py imports the installed library, and the pages of the Python API are made of it: frozen documentation is right only where that
/// is this release's build. Every frozen documentation from v2.2.0 to v2.13.0 was made with another.
/// </summary>
/// <param name="outFolder">Absolute path of the folder with the release's wheels.</param>
public sealed class LibraryCheck(IDocsLibrary library, IArtifactFiles artifacts, string outFolder, ReleaseTarget target, DevelopmentBuild development)
{
    /// <summary>TR4104; null where the pages may be made.</summary>
    /// <param name="import">The module that conf.py imports, and the line.</param>
    public async Task<ReleaseError?> Problem(ConfName import, CancellationToken cancel)
    {
        if (await library.Find(import.Name, cancel) is not { } found) return Wrong(import, null, $"it imports {import.Name}, which the Python that runs Sphinx does not find");
        if (found.Trouble is { } trouble) return Wrong(import, found, $"it imports {import.Name} of {found.Folder}, which fails: {trouble}");
        if (found.Version is not { } version || Pep440Version.Read(version) is not { } own) return Wrong(import, found, $"it imports {import.Name} of {found.Folder}, which says no version ({found.Version ?? "nothing"})");
        if (found.Packaged is { } packaged && Pep440Version.Read(packaged)?.CompareTo(own) != 0)
            return Wrong(import, found, $"it imports {import.Name} {version} of {found.Folder}, which is installed as {packaged}");
        if (new BuildOfRelease(target, development).Complaint(own, version, found.Place) is { } kind) return Wrong(import, found, $"it imports {import.Name} {version} of {found.Folder}, {kind}");
        return OtherFiles(import, found) is { } other ? Wrong(import, found, $"it imports {import.Name} {version} of {found.Folder}, {other}") : null;
    }

    /// <summary>What tells the installed files from those of the release's wheel; null when it is that wheel, or there is none yet.</summary>
    private string? OtherFiles(ConfName import, InstalledLibrary found)
    {
        if (found.Place == LibraryPlace.Checkout || Wheel(import, found) is not { } path || RecordOf(path) is not { } built) return null;
        var there = (found.Record is { } record ? RecordFile.Read(record) ?? [] : []).ToDictionary(line => line.Path, line => line.Hash, StringComparer.Ordinal);
        var lines = built.Where(line => line.Hash.Length > 0).ToList();
        var other = lines.Where(line => there.GetValueOrDefault(line.Path) != line.Hash).ToList();
        return other.Count == 0 ? null : $"in which {other.Count} of {lines.Count} files are not those of {Path.GetFileName(path)}, {other[0].Path} first";
    }

    private ReleaseError Wrong(ConfName import, InstalledLibrary? found, string what) => new(
        "TR4104", $"{what}.", Next(import, found), $"{ConfShape.Path}:{import.Line}",
        $"{import.Name} {target.Version}, a part such as +cu130 aside{(development == DevelopmentBuild.OfTheCommit ? $", or a development build of {target.Base.Short}" : "")}");

    private string Next(ConfName import, InstalledLibrary? found)
    {
        var install = Wheel(import, found) is { } wheel
            ? $"{found?.Interpreter ?? "python3"} -m pip install --force-reinstall --no-deps {wheel}"
            : "build this commit as a release (--target=Wheels) and install the wheel";
        return $"{install}; or name a Python that has it with --docs-python";
    }

    /// <summary>The release's wheel for that Python, or for any where it has none.</summary>
    private string? Wheel(ConfName import, InstalledLibrary? found)
    {
        var name = import.Name.Replace('_', '-');
        var wheels = artifacts.In(outFolder).Select(path => (path, wheel: WheelFileName.Read(Path.GetFileName(path)))).Where(file => file.wheel?.NormalizedDistribution == name).ToList();
        return wheels.FirstOrDefault(file => file.wheel!.Python == found?.Tag).path ?? wheels.FirstOrDefault().path;
    }

    private IReadOnlyList<RecordLine>? RecordOf(string wheel)
    {
        using var bytes = artifacts.Bytes(wheel);
        var directory = new ZipDirectory(bytes, ArchiveLimits.Release, new HostileArchive(Path.GetFileName(wheel)));
        if (directory.Read().FirstOrDefault(member => member.Path.EndsWith(".dist-info/RECORD", StringComparison.Ordinal)) is not { } member) return null;
        using var text = new StreamReader(directory.Open(member), Encoding.UTF8);
        return RecordFile.Read(text.ReadToEnd());
    }
}
