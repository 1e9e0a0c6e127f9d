using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using TorchTrt.Release.Ports;

namespace TorchTrt.Tests.Shared;

/// <summary>A real git repository in a temporary folder, filled from a fast-import stream, with a home of its own.</summary>
internal sealed class ChangelogRepository : IDisposable
{
    private readonly DirectoryInfo folder;

    private ChangelogRepository(DirectoryInfo folder) => this.folder = folder;

    private ChangelogRepository()
        : this(Directory.CreateTempSubdirectory("changelog-"))
    {
    }

    public string Folder => folder.FullName;

    public static ChangelogRepository FromFastImport(string gzipFile)
    {
        using var file = File.OpenRead(gzipFile);
        using var stream = new GZipStream(file, CompressionMode.Decompress);
        return FromFastImport(stream.CopyTo);
    }

    public static ChangelogRepository FromFastImport(Action<Stream> write)
    {
        var repository = new ChangelogRepository();
        repository.Run(["init", "-q", "-b", "main", "."]);
        repository.Run(["fast-import", "--quiet"], write);
        return repository;
    }

    /// <summary>A repository without refs that borrows another's objects.</summary>
    public static ChangelogRepository Borrowing(string objects)
    {
        var repository = new ChangelogRepository();
        repository.Run(["init", "-q", "-b", "main", "."]);
        File.WriteAllText(Path.Combine(repository.Folder, ".git", "objects", "info", "alternates"), $"{objects}\n");
        return repository;
    }

    /// <summary>Somebody else's repository, which is only read; not to be disposed of.</summary>
    public static ChangelogRepository At(string folder) => new(new DirectoryInfo(folder));

    public string IdOf(string revision) => Run(["rev-parse", $"{revision}^{{commit}}"]).Trim();

    /// <summary>Removes every tag.</summary>
    public void ForgetTags()
    {
        foreach (var tag in Run(["tag", "--list"]).Split('\n', StringSplitOptions.RemoveEmptyEntries)) Run(["update-ref", "-d", $"refs/tags/{tag}"]);
    }

    public List<Commit> Commits(string range)
        => [.. Run(["log", "-z", "--format=%H%x1f%P%x1f%an%x1f%ae%x1f%ct%x1f%B", range])
            .Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(Read)];

    public DateOnly DayOf(string revision) => DateOnly.FromDateTime(Commits($"{revision}^!").Single().Committed.UtcDateTime);

    public void Dispose() => folder.Delete(recursive: true);

    private static Commit Read(string record)
    {
        var fields = record.Split('\x1f', 6);
        return new Commit(
            new CommitId(fields[0]),
            [.. fields[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(hex => new CommitId(hex))],
            fields[2],
            fields[3],
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(fields[4], CultureInfo.InvariantCulture)),
            fields[5]);
    }

    public string Run(IReadOnlyList<string> arguments, Action<Stream>? input = null)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["HOME"] = folder.FullName;
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        using var git = Process.Start(start)!;
        input?.Invoke(git.StandardInput.BaseStream);
        git.StandardInput.Close();
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode == 0 ? output : throw new InvalidOperationException($"git {string.Join(' ', arguments)} ended with {git.ExitCode}.");
    }
}
