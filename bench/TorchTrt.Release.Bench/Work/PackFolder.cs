using Build.Adapters.Builds;
using TorchTrt.Release.Archives;

namespace TorchTrt.Release.Bench.Work;

/// <summary>Packs a folder the way a release's tarball is packed: <c>--work pack FOLDER FILE [LEVEL]</c>.</summary>
internal static class PackFolder
{
    public static void Run(string folder, string to, int level)
    {
        var root = Path.GetDirectoryName(Path.GetFullPath(folder))!;
        var members = new DirectoryInfo(folder).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).Select(file => Member(file, root));
        using var file = new FileStream(to, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var totals = new TarGz(DateTimeOffset.UnixEpoch, "", GzipPlan.Standard with { Level = level }).Write(members, file, CancellationToken.None);
        Console.WriteLine($"{totals.Sha256} {totals.Bytes} bytes; tar {totals.ContentSha256} {totals.ContentBytes} bytes");
    }

    private static PackedMember Member(FileInfo file, string root)
    {
        var isExecutable = !OperatingSystem.IsWindows() && (file.UnixFileMode & UnixFileMode.UserExecute) != 0;
        return new(new ArchiveMember(Path.GetRelativePath(root, file.FullName), MemberKind.File, file.Length, isExecutable, null), () => new FileBytes(file.FullName));
    }
}
