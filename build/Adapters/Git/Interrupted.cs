using System.Security.Cryptography;

namespace Build.Adapters.Git;

/// <summary>One file of a <see cref="FileTransaction"/> that a process left behind: a line of its note.</summary>
/// <param name="Before">SHA-256 of what stood there; <see cref="Absent"/> for nothing.</param>
/// <param name="After">SHA-256 of what is to stand there; <see cref="Absent"/> for nothing.</param>
internal sealed record Interrupted(string Target, string Before, string After)
{
    /// <summary>In place of a digest: there is no file.</summary>
    public const string Absent = "-";

    private string Beside => Target + FileTransaction.Beside;

    /// <summary>Null when the line is not whole: a draft may be torn.</summary>
    public static Interrupted? Read(string root, string line)
        => line.Split(' ', 3) is [var before, var after, { Length: > 0 } path] ? new Interrupted(Path.Combine(root, path), before, after) : null;

    public static string Line(string root, string target, byte[]? before, byte[]? after) => $"{Digest(before)} {Digest(after)} {Path.GetRelativePath(root, target)}";

    /// <summary>Whether the file is as the write found it, with its new content beside, or as the write would have left it.</summary>
    public bool CanFinish => Present(Target) is var present && (present == After || (present == Before && (After == Absent || Present(Beside) == After)));

    public void Finish()
    {
        if (Present(Target) == After) return;
        if (After == Absent) File.Delete(Target);
        else File.Move(Beside, Target, overwrite: true);
    }

    private static string Present(string path) => Digest(File.Exists(path) ? File.ReadAllBytes(path) : null);

    private static string Digest(byte[]? content) => content is null ? Absent : Convert.ToHexStringLower(SHA256.HashData(content));
}
