using System.Globalization;
using System.Text.RegularExpressions;
using Build.Adapters.Builds;
using Build.Adapters.Programs;
using TorchTrt.Release.Elf;

namespace Build.Tests.Archives;

/// <summary>
/// Our reader and binutils' on this machine's own shared objects: forty of them, or as many as ELF_OBJECTS says.
/// </summary>
public sealed partial class ReadelfTests
{
    private static int Most => int.Parse(Environment.GetEnvironmentVariable("ELF_OBJECTS") ?? "40", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Both_see_the_same_names_versions_and_symbols()
    {
        if (ProgramPath.Find("readelf") is null) Assert.Skip("needs readelf");
        var seen = 0;
        foreach (var path in Objects().Take(Most))
        {
            var said = (await new ProgramRunner().Run(new ProgramCall("readelf", "--wide", "--dynamic", "--version-info", "--dyn-syms", path), TestContext.Current.CancellationToken)).Output;
            using var bytes = new FileBytes(path);
            var elf = ElfFile.Read(bytes);
            var symbols = ElfFile.Symbols(bytes).ToList();

            elf.Needed.ShouldBe(Needed().Matches(said).Select(match => match.Groups[1].Value), path);
            (elf.SoName ?? "").ShouldBe(SoName().Match(said).Groups[1].Value, path);
            elf.NeededVersions.Select(version => version.Version).ShouldBe(NeededVersion().Matches(said).Select(match => match.Groups[1].Value), path);
            elf.DefinedVersions.ShouldBe(DefinedVersion().Matches(said).Select(match => match.Groups[1].Value), path);
            symbols.Count.ShouldBe(Count().Match(said) is { Success: true } count ? int.Parse(count.Groups[1].Value, CultureInfo.InvariantCulture) - 1 : 0, path);
            symbols.Count(symbol => !symbol.IsDefined).ShouldBe(Undefined().Count(said), path);
            seen++;
        }

        seen.ShouldBeGreaterThan(10);
    }

    private static IEnumerable<string> Objects()
        => new[] { "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib" }.Where(Directory.Exists)
            .SelectMany(place => Directory.EnumerateFiles(place, "*.so*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint }))
            .Where(IsObject).Distinct(StringComparer.Ordinal);

    private static bool IsObject(string path)
    {
        using var bytes = new FileBytes(path);
        var start = new byte[4];
        return bytes.Read(0, start) == start.Length && ElfFile.Begins(start);
    }

    [GeneratedRegex(@"\(NEEDED\)\s+Shared library: \[(.*?)\]")]
    private static partial Regex Needed();

    [GeneratedRegex(@"\(SONAME\)\s+Library soname: \[(.*?)\]")]
    private static partial Regex SoName();

    [GeneratedRegex(@"^\s+(?:0x)?[0-9a-f]+:\s+Name: (\S+)\s+Flags: .*Version: \d+", RegexOptions.Multiline)]
    private static partial Regex NeededVersion();

    [GeneratedRegex(@"^\s+(?:0x)?[0-9a-f]+: Rev: .*Name: (\S+)", RegexOptions.Multiline)]
    private static partial Regex DefinedVersion();

    [GeneratedRegex(@"^Symbol table '\.dynsym' contains (\d+) entr", RegexOptions.Multiline)]
    private static partial Regex Count();

    [GeneratedRegex(@"^\s+[1-9]\d*: .* UND ", RegexOptions.Multiline)]
    private static partial Regex Undefined();
}
