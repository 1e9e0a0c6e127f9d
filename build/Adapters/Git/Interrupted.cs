using System.Security.Cryptography;
using System.Text;

namespace Build.Adapters.Git;

/// <summary>One piece of a <see cref="FileTransaction"/> that a process left behind: a line of its note.</summary>
/// <param name="Target">Absolute path; of a folder, with '/' at its end.</param>
/// <param name="Before">SHA-256 of what stood there; <see cref="Absent"/> for nothing.</param>
/// <param name="After">SHA-256 of what is to stand there; <see cref="Absent"/> for nothing.</param>
internal sealed record Interrupted(string Target, string Before, string After)
{
    /// <summary>In place of a digest: there is nothing.</summary>
    public const string Absent = "-";

    private bool IsTree => Target.EndsWith('/');

    private string Beside => Target.TrimEnd('/') + FileTransaction.Beside;

    /// <summary>Null when the line is not whole: a draft may be torn.</summary>
    public static Interrupted? Read(string root, string line)
        => line.Split(' ', 3) is [var before, var after, { Length: > 0 } path] ? new Interrupted(Path.Combine(root, path), before, after) : null;

    public static string Line(string root, string target, byte[]? before, byte[]? after) => $"{Digest(before)} {Digest(after)} {Path.GetRelativePath(root, target)}";

    /// <summary>Of the content of a folder: each file's path within it and bytes.</summary>
    public static string DigestOf(IEnumerable<(string Path, byte[] Content)> files)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, content) in files.OrderBy(file => file.Path, StringComparer.Ordinal)) all.AppendData(Encoding.UTF8.GetBytes($"{Digest(content)} {path}\n"));
        return Convert.ToHexStringLower(all.GetHashAndReset());
    }

    /// <summary>Whether it is as the write found it, with its new content beside, or as the write would have left it.</summary>
    public bool CanFinish => Present(Target) is var present && (present == After || (present == Before && (After == Absent || Present(Beside) == After)));

    public void Finish()
    {
        if (Present(Target) == After) return;
        if (IsTree) Directory.Move(Beside, Target.TrimEnd('/'));
        else if (After == Absent) File.Delete(Target);
        else File.Move(Beside, Target, overwrite: true);
    }

    /// <summary>Removes what was made beside it.</summary>
    public void Sweep()
    {
        if (IsTree) FileTransaction.DeleteTree(Beside);
        else FileTransaction.DeleteIfThere(Beside);
    }

    private string Present(string path) => IsTree ? PresentTree(path.TrimEnd('/')) : Digest(File.Exists(path) ? File.ReadAllBytes(path) : null);

    private static string PresentTree(string path) => !Directory.Exists(path) ? Absent : DigestOf(
        Directory.EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .Select(file => (Path.GetRelativePath(path, file).Replace(Path.DirectorySeparatorChar, '/'), File.ReadAllBytes(file))));

    private static string Digest(byte[]? content) => content is null ? Absent : Convert.ToHexStringLower(SHA256.HashData(content));
}
