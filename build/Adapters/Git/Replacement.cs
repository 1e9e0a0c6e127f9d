using TorchTrt.Release.Ports;

namespace Build.Adapters.Git;

/// <summary>One file of a <see cref="FileTransaction"/>.</summary>
internal sealed class Replacement(string target, FileChange change) : IPieceOfWork
{
    private readonly byte[]? before = File.Exists(target) ? File.ReadAllBytes(target) : null;
    private bool committed;

    public string Target => target;

    public bool Changes => change.Content is null ? before is not null : before is null || !before.AsSpan().SequenceEqual(change.Content);

    private string Beside => target + FileTransaction.Beside;

    public string Line(string root) => Interrupted.Line(root, target, before, change.Content);

    public void Prepare()
    {
        if (Directory.Exists(target)) throw new IOException($"{change.Path} is a folder.");
        if (change.Content is null) return;
        Durable.Write(Beside, change.Content);
        KeepMode();
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
        if (before is null)
        {
            FileTransaction.DeleteIfThere(target);
            return;
        }

        Durable.Write(Beside, before);
        KeepMode();
        File.Move(Beside, target, overwrite: true);
    }

    private void KeepMode()
    {
        if (!OperatingSystem.IsWindows() && File.Exists(target)) File.SetUnixFileMode(Beside, File.GetUnixFileMode(target));
    }
}
