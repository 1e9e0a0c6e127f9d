using TorchTrt.Release.Ports;

namespace Build.Adapters.Git;

/// <summary>One file of a <see cref="FileTransaction"/>.</summary>
internal sealed class Replacement(string target, FileChange change)
{
    private readonly byte[]? before = File.Exists(target) ? File.ReadAllBytes(target) : null;
    private bool committed;

    public string Target => target;

    public bool Removes => change.Content is null;

    public bool Changes => change.Content is null ? before is not null : before is null || !before.AsSpan().SequenceEqual(change.Content);

    private string Beside => target + FileTransaction.Beside;

    public void Prepare()
    {
        if (Directory.Exists(target)) throw new IOException($"{change.Path} is a folder.");
        if (change.Content is null) return;
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        FileTransaction.Durably(Beside, change.Content);
        if (before is not null && !OperatingSystem.IsWindows()) File.SetUnixFileMode(Beside, File.GetUnixFileMode(target));
    }

    public void Commit()
    {
        if (change.Content is null) File.Delete(target);
        else File.Move(Beside, target, overwrite: true);
        committed = true;
    }

    public void TakeBack()
    {
        FileTransaction.DeleteIfThere(Beside);
        if (!committed) return;
        if (before is null) FileTransaction.DeleteIfThere(target);
        else File.WriteAllBytes(target, before);
    }
}
