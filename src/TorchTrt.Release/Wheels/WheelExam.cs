using System.Globalization;
using System.Text.RegularExpressions;
using TorchTrt.Release.Examine;
using TorchTrt.Release.Pins;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Wheels;

/// <summary>Judges wheels: their form (PEP 376, 425, 427, 440, 508), their version, what they require, and that no interpreter was forgotten.</summary>
public static partial class WheelExam
{
    private const string BuildAgain = "build it again from the merged version bump, as a release (--release, BUILD_VERSION)";

    /// <summary>Files of <c>.dist-info</c> that RECORD does not vouch for: itself, and what is signed over it.</summary>
    private static readonly string[] Unrecorded = ["RECORD", "RECORD.jws", "RECORD.p7s"];

    /// <summary>Everything that is wrong with a wheel, in the order of what it is made of.</summary>
    /// <param name="path">Where it is.</param>
    public static IEnumerable<ReleaseError> Of(WheelContents wheel, string path, ReleaseVersion version, Expectations expected)
    {
        if (wheel.Name is not { } name) return [Refused(wheel, path, "TR5202", null, "its name is not a wheel's (distribution-version-python-abi-platform.whl)", $"a wheel of {version}")];
        var subject = Subject(wheel, name, path);
        return [.. Versions(wheel, name, path, version), .. Form(wheel, name, path), .. Record(wheel, path), .. Requirements(wheel, name, path, expected), .. Examination.Of(subject, expected)];
    }

    /// <summary>Interpreters and platforms of a release's wheels are a full table: what one of them has, all have, and no Python in between is missing.</summary>
    /// <param name="names">Of all wheels of one distribution.</param>
    public static IEnumerable<ReleaseError> Gaps(IReadOnlyList<WheelFileName> names)
    {
        var minors = names.Select(Minor).OfType<int>().Distinct().Order().ToList();
        if (minors.Count == 0) yield break;
        foreach (var variant in names.Where(name => Minor(name) is not null).GroupBy(name => (name.Version, name.Platform)).OrderBy(variant => variant.Key.Version, StringComparer.Ordinal).ThenBy(variant => variant.Key.Platform, StringComparer.Ordinal))
        {
            var there = variant.Select(name => Minor(name)!.Value).ToHashSet();
            var missing = Enumerable.Range(minors[0], minors[^1] - minors[0] + 1).Where(minor => !there.Contains(minor)).Select(minor => $"cp3{minor}").ToList();
            if (missing.Count > 0)
                yield return new ReleaseError(
                    "TR5212", $"there is no wheel of {variant.Key.Version} for {string.Join(", ", missing)} on {variant.Key.Platform}.", "build the missing ones, or take the others away",
                    null, $"every Python from 3.{minors[0]} to 3.{minors[^1]} on every platform");
        }
    }

    private static ExaminedArtifact Subject(WheelContents wheel, WheelFileName name, string path)
    {
        var tags = PlatformTag.ReadSet(name.Platform);
        var systems = tags.Where(tag => tag.Glibc is not null).Select(tag => SystemLibraries.Of(tag.Glibc!.Value, tag.Architecture)).DistinctBy(system => system.Glibc).ToList();
        return new ExaminedArtifact(wheel.FileName, path, wheel.Bytes, tags.Select(tag => tag.Architecture).FirstOrDefault(), systems, LocalCuda(name.Version), StringAbi.None, wheel.Objects);
    }

    /// <summary>13.0 of <c>2.9.0+cu130</c>.</summary>
    private static IReadOnlyList<int> LocalCuda(string version)
        => CudaTag().Match(version) is { Success: true } match ? [int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)] : [];

    private static IEnumerable<ReleaseError> Versions(WheelContents wheel, WheelFileName name, string path, ReleaseVersion version)
    {
        if (!IsVersion(name.Version, version)) yield return Refused(wheel, path, "TR5202", null, $"its name says version {name.Version}", $"a wheel of {version}");
        if (wheel.Metadata?.Version is not { } written) yield return Refused(wheel, path, "TR5202", null, "it has no METADATA with a version", $"a wheel of {version}");
        else if (!IsVersion(written, version)) yield return Refused(wheel, path, "TR5202", null, $"its METADATA says version {written}", $"a wheel of {version}");
        else if (IsVersion(name.Version, version) && !SameVersion(written, name.Version)) yield return Form(wheel, path, null, $"its METADATA is of version {written}", $"{name.Version}, as in its name");
    }

    /// <summary>Whether a version as the project wrote it is the release: a local part names the CUDA of one build of the same release (<c>2.9.0+cu130</c>), a hash does not.</summary>
    private static bool IsVersion(string text, ReleaseVersion version)
    {
        var parts = text.Split('+', 2);
        var isRelease = ReleaseVersion.TryParse(parts[0], out var said) && said == version;
        return isRelease && (parts.Length == 1 || (parts[1].StartsWith("cu", StringComparison.Ordinal) && parts[1].AsSpan(2).IndexOfAnyExceptInRange('0', '9') < 0));
    }

    private static IEnumerable<ReleaseError> Form(WheelContents wheel, WheelFileName name, string path)
    {
        if (wheel.InfoFolders is not [var folder])
        {
            yield return Form(wheel, path, null, $"it has {wheel.InfoFolders.Count} folders that end with .dist-info", "one of them (PEP 427)");
            yield break;
        }

        var isNamed = WheelFileName.Read($"{folder[..^".dist-info".Length]}-py3-none-any.whl") is { } info && info.NormalizedDistribution == name.NormalizedDistribution && SameVersion(info.Version, name.Version);
        if (!isNamed) yield return Form(wheel, path, folder, "this is not named for the wheel", $"{name.Distribution}-{name.Version}.dist-info");
        if (wheel.Metadata is { } metadata)
        {
            if (metadata.Name is null || PackageRequirement.NormalizedName(metadata.Name) != name.NormalizedDistribution) yield return Form(wheel, path, $"{folder}/METADATA", $"its METADATA is of '{metadata.Name}'", name.Distribution);
            foreach (var odd in metadata.Fields["Requires-Dist"].Where(text => PackageRequirement.Read(text) is null)) yield return Form(wheel, path, $"{folder}/METADATA", $"'{odd}' is no requirement", "requirements of PEP 508");
        }

        foreach (var finding in WheelFile(wheel, name, path, folder).Concat(EntryPoints(wheel, path, folder))) yield return finding;
    }

    private static IEnumerable<ReleaseError> WheelFile(WheelContents wheel, WheelFileName name, string path, string folder)
    {
        if (wheel.Info("WHEEL") is not { } text)
        {
            yield return Form(wheel, path, null, "it has no file WHEEL", "the file WHEEL (PEP 427)");
            yield break;
        }

        var fields = CoreMetadata.Read(text).Fields;
        if (fields["Wheel-Version"].FirstOrDefault()?.Split('.')[0] != "1") yield return Form(wheel, path, $"{folder}/WHEEL", "its Wheel-Version is not 1", "Wheel-Version: 1.0");
        var (written, named) = (fields["Tag"].ToHashSet(StringComparer.Ordinal), Tags(name));
        if (!written.SetEquals(named)) yield return Form(wheel, path, $"{folder}/WHEEL", $"it is tagged {string.Join(", ", written.Order(StringComparer.Ordinal))}", $"{string.Join(", ", named.Order(StringComparer.Ordinal))}, as in its name");
        if (wheel.Objects.Count > 0 && fields["Root-Is-Purelib"].FirstOrDefault() == "true") yield return Form(wheel, path, $"{folder}/WHEEL", "it has shared objects and says that it is pure Python", "Root-Is-Purelib: false");
    }

    /// <summary>Every combination of a compressed set of tags (PEP 425).</summary>
    private static HashSet<string> Tags(WheelFileName name)
        => [.. from python in name.Python.Split('.') from abi in name.Abi.Split('.') from platform in name.Platform.Split('.') select $"{python}-{abi}-{platform}"];

    private static IEnumerable<ReleaseError> EntryPoints(WheelContents wheel, string path, string folder)
        => (wheel.Info("entry_points.txt") ?? "").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] is not ('#' or ';' or '[') && !EntryPoint().IsMatch(line))
            .Select(line => Form(wheel, path, $"{folder}/entry_points.txt", $"'{line}' is no entry point", "name = package.module:attribute"));

    /// <summary>RECORD names each file once with its digest and length, and nothing that is not there.</summary>
    private static IEnumerable<ReleaseError> Record(WheelContents wheel, string path)
    {
        if (wheel.InfoFolders is not [var folder]) yield break;
        if (wheel.Info("RECORD") is not { } text || RecordFile.Read(text) is not { } lines)
        {
            yield return Recorded(wheel, path, $"{folder}/RECORD", "it has no RECORD that can be read", "path,sha256=…,length for each file");
            yield break;
        }

        var members = wheel.Members.ToDictionary(member => member.Path, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var isExempt = Unrecorded.Any(file => line.Path == $"{folder}/{file}");
            if (!seen.Add(line.Path)) yield return Recorded(wheel, path, line.Path, "RECORD names this file twice", "each file once");
            else if (!members.TryGetValue(line.Path, out var member)) yield return Recorded(wheel, path, line.Path, "RECORD names this file, which is not there", "the files of the wheel");
            else if (isExempt) continue;
            else if (line.Hash != member.Hash) yield return Recorded(wheel, path, line.Path, line.Hash.StartsWith("sha256=", StringComparison.Ordinal) ? "this file is not the one that RECORD has the digest of" : "RECORD has no SHA-256 of this file", member.Hash);
            else if (line.Length is { } length && length != member.Length) yield return Recorded(wheel, path, line.Path, $"RECORD says that this file has {length} bytes", $"{member.Length}");
        }

        foreach (var member in wheel.Members.Where(member => !seen.Contains(member.Path) && Unrecorded.All(file => member.Path != $"{folder}/{file}")))
            yield return Recorded(wheel, path, member.Path, "RECORD does not name this file", "every file");
    }

    /// <summary>What the checkout's packaging declares for PyTorch and TensorRT is what installers must be told.</summary>
    private static IEnumerable<ReleaseError> Requirements(WheelContents wheel, WheelFileName name, string path, Expectations expected)
    {
        if (wheel.Metadata is not { } metadata || wheel.InfoFolders is not [var folder]) yield break;
        // The TensorRT-RTX variant requires another product, with versions of its own.
        var isRtx = name.NormalizedDistribution.EndsWith("-rtx", StringComparison.Ordinal);
        // What is asked of other machines, such as a Jetson, is not this wheel's.
        var machine = PackageMarker.For(name);
        var required = metadata.Fields["Requires-Dist"].Select(PackageRequirement.Read).OfType<PackageRequirement>().Where(requirement => machine.Applies(requirement.Marker)).ToList();
        foreach (var declared in expected.Requirements.GroupBy(reading => reading.Pin).Select(pin => pin.First()))
        {
            var found = required.Where(requirement => IsOf(declared.Pin, requirement.Name)).ToList();
            if (found.Count == 0)
                yield return Refused(wheel, path, "TR5223", $"{folder}/METADATA", $"its METADATA does not require {declared.Pin.Display()}", $"{declared.Value}, as {declared.Where} declares");
            else if (Pep440Version.Read(declared.Value) is { } version && !(isRtx && declared.Pin == Pin.TensorRt))
                foreach (var other in found.Where(requirement => requirement.Specifier is { } specifier && !specifier.Takes(version)))
                    yield return Refused(wheel, path, "TR5223", $"{folder}/METADATA", $"its METADATA requires {other}", $"what takes {declared.Pin.Display()} {declared.Value}, as {declared.Where} declares");
        }
    }

    private static bool IsOf(Pin pin, string name) => pin == Pin.Torch ? name == "torch" : name == "nvidia-tensorrt" || name == "tensorrt" || name.StartsWith("tensorrt-", StringComparison.Ordinal);

    private static bool SameVersion(string left, string right) => Pep440Version.Read(left) is { } one && Pep440Version.Read(right) is { } other && one.CompareTo(other) == 0;

    private static int? Minor(WheelFileName name) => Interpreter().Match(name.Python) is { Success: true } match && name.Abi != "abi3" ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    private static ReleaseError Form(WheelContents wheel, string path, string? member, string what, string expected) => Refused(wheel, path, "TR5210", member, what, expected);

    private static ReleaseError Recorded(WheelContents wheel, string path, string? member, string what, string expected) => Refused(wheel, path, "TR5211", member, what, expected);

    private static ReleaseError Refused(WheelContents wheel, string path, string code, string? member, string what, string expected)
        => new(code, $"{wheel.FileName} cannot be released: {what}.", BuildAgain, member is null ? path : $"{path}: {member}", expected);

    [GeneratedRegex(@"\+cu([0-9]{1,2})([0-9])\z", RegexOptions.CultureInvariant)]
    private static partial Regex CudaTag();

    [GeneratedRegex(@"\Acp3([0-9]{1,3})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Interpreter();

    [GeneratedRegex(@"\A[^=\s](?:[^=]*[^=\s])?\s*=\s*[A-Za-z_][\w.]*\s*(?::\s*[A-Za-z_][\w.]*)?\s*(?:\[[^\]]*\])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex EntryPoint();
}
