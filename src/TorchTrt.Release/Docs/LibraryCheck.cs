using System.Text;
using System.Text.RegularExpressions;
using TorchTrt.Release.Archives;
using TorchTrt.Release.Docs.Conf;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Wheels;

namespace TorchTrt.Release.Docs;

/// <summary>Whether a build that is no release's may stand for it.</summary>
public enum DevelopmentBuild
{
    /// <summary>Its pages would describe, and where stamped by it say, something that is not released.</summary>
    Refused,

    /// <summary>One of the very commit that the release starts from will do: a rehearsal publishes nothing.</summary>
    OfTheCommit,
}

/// <summary>
/// Since v1.2.0 conf.py imports the installed library, and the pages of the Python API are made of it: frozen documentation is right only where that
/// is this release's build. Every frozen documentation from v2.2.0 to v2.13.0 was made with another.
/// </summary>
/// <param name="outFolder">Absolute path of the folder with the release's wheels.</param>
public sealed partial class LibraryCheck(IDocsLibrary library, IArtifactFiles artifacts, string outFolder, ReleaseTarget target, DevelopmentBuild development)
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
        if (Kind(own, version, found.Place) is { } kind) return Wrong(import, found, $"it imports {import.Name} {version} of {found.Folder}, {kind}");
        return OtherFiles(import, found) is { } other ? Wrong(import, found, $"it imports {import.Name} {version} of {found.Folder}, {other}") : null;
    }

    /// <summary>What is wrong about a version; null when nothing is.</summary>
    private string? Kind(Pep440Version own, string version, LibraryPlace place)
    {
        var wanted = Pep440Version.Read(target.Version.ToString())!;
        // Until v1.4.0 a development build was X.Y.Z+commit; since, it is X.Y.Z.dev0+commit. +cu130 says for which CUDA a build is.
        var commit = CommitOf(version);
        if (own.Public.CompareTo(wanted) == 0 && commit is null) return null;
        if (!own.IsOfRelease(wanted) || (own.Public.CompareTo(wanted) != 0 && !IsDevelopment().IsMatch(version))) return $"which is not of {target.Version}";
        if (place == LibraryPlace.Checkout) return null;
        if (commit is null) return "a development build of an unknown commit";
        if (!target.Base.Hex.StartsWith(commit, StringComparison.Ordinal)) return $"a development build of commit {commit}, where the release starts from {target.Base.Short}";
        return development == DevelopmentBuild.OfTheCommit ? null : "a development build of the release's commit";
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

    private static string? CommitOf(string version) => Commit().Match(version) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(@"\+([0-9a-f]{7,40})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Commit();

    [GeneratedRegex(@"\.?dev[0-9]*(\+|\z)", RegexOptions.CultureInvariant)]
    private static partial Regex IsDevelopment();
}
