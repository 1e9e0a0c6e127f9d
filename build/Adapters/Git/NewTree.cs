namespace Build.Adapters.Git;

/// <summary>A folder that is not there yet, with all that is to be in it: it appears whole, by one rename.</summary>
/// <param name="target">Absolute path of the folder.</param>
/// <param name="files">By absolute path.</param>
internal sealed class NewTree(string target, IReadOnlyDictionary<string, byte[]> files) : IPieceOfWork
{
    private bool isCommitted;

    public string Target => target;

    public bool Changes => true;

    private string Beside => target + FileTransaction.Beside;

    public string Line(string root) => $"{Interrupted.Absent} {Interrupted.DigestOf(files.Select(file => (Within(file.Key), file.Value)))} {Path.GetRelativePath(root, target)}/";

    public void Prepare()
    {
        if (File.Exists(target)) throw new IOException($"{target} is a file.");
        FileTransaction.DeleteTree(Beside);
        foreach (var folder in files.Keys.Select(path => Path.GetDirectoryName(Path.Combine(Beside, Within(path)))!).Distinct(StringComparer.Ordinal)) Directory.CreateDirectory(folder);
        Durable.AtOnce(files, file => Durable.Write(Path.Combine(Beside, Within(file.Key)), file.Value));
        Durable.Folders(Directory.EnumerateFiles(Beside, "*", SearchOption.AllDirectories));
    }

    public void Commit()
    {
        Directory.Move(Beside, target);
        isCommitted = true;
    }

    public void TakeBack()
    {
        FileTransaction.DeleteTree(Beside);
        if (isCommitted) FileTransaction.DeleteTree(target);
    }

    private string Within(string path) => Path.GetRelativePath(target, path).Replace(Path.DirectorySeparatorChar, '/');
}
