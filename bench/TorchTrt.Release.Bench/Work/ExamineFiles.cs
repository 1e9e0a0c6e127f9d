using System.Diagnostics;
using Build.Adapters.Builds;
using TorchTrt.Release.Archives;
using TorchTrt.Release.Elf;
using TorchTrt.Release.Wheels;

namespace TorchTrt.Release.Bench.Work;

/// <summary>Reads shared objects and wheels the way an examination does.</summary>
internal static class ExamineFiles
{
    private const int Readings = 31;

    /// <summary><c>--work objects FILE …</c>: the dynamic section and every dynamic symbol of each.</summary>
    public static void Objects(IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            using var bytes = new FileBytes(path);
            var elf = ElfFile.Read(bytes);
            Console.WriteLine($"{path}: {elf.Needed.Count} needed, {elf.NeededVersions.Count} versions, {ElfFile.Symbols(bytes).Count()} symbols");
        }
    }

    /// <summary><c>--work object-header FILE</c>: milliseconds of the header and the dynamic section alone, in this process.</summary>
    public static void Header(string path)
    {
        var times = new double[Readings];
        for (var reading = 0; reading < Readings; reading++)
        {
            var start = Stopwatch.GetTimestamp();
            using var bytes = new FileBytes(path);
            _ = ElfFile.Read(bytes);
            times[reading] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Console.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{path}: first {times[0]:F3} ms, median {times.Skip(1).Order().ElementAt(Readings / 2):F3} ms"));
    }

    /// <summary><c>--work wheel FILE</c>: every file inflated and hashed against RECORD, every shared object read.</summary>
    public static void Wheel(string path)
    {
        var scratch = Directory.CreateTempSubdirectory("bench-wheel-").FullName;
        try
        {
            using var bytes = new FileBytes(path);
            var wheel = WheelContents.Read(Path.GetFileName(path), bytes, () => new ScratchFile(scratch), [], ArchiveLimits.Release, CancellationToken.None);
            var record = wheel.Info("RECORD") ?? throw new InvalidDataException($"{path} has no RECORD");
            var vouched = wheel.Members.Count(member => record.Contains($"{member.Path},{member.Hash},{member.Length}", StringComparison.Ordinal));
            Console.WriteLine($"{path}: {wheel.Members.Count} files, {vouched} as RECORD says, {wheel.Objects.Count} shared objects");
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }
}
