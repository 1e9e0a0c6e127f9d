namespace TorchTrt.Release.Archives;

/// <summary>What is wrong with an archive as an archive, whatever it holds; one error for each.</summary>
/// <param name="name">File name of the archive.</param>
internal sealed class HostileArchive(string name)
{
    private readonly List<ReleaseError> errors = [];

    public IReadOnlyList<ReleaseError> Errors => errors;

    public void UnsafePath(string path, string why) => Add(
        "TR5110", path, $"it has a member whose path {why}.", "a relative path of ordinary names within the archive");

    public void LinkOut(string path, string target, string why) => Add(
        "TR5111", path, $"it has a link to '{Printable(target)}', which {why}.", "links to members of the same archive");

    public void SpecialFile(string path, string kind) => Add("TR5112", path, $"it has a member that is {kind}.", "files, folders and symbolic links");

    public void Collision(string path, string other) => Add(
        "TR5113", path, path == other ? "it has two members of this path." : $"its member lands on '{Printable(other)}' where case does not count.", "each path once, on every file system");

    public void TooLarge(string what) => Add("TR5114", null, $"it grows too large: {what}.", "what a release holds");

    public void Damaged(string? path, string what) => Add("TR5115", path, $"it is damaged: {what}.", "a whole archive");

    public void MoreThanOne(string what) => Add("TR5116", null, $"it is more than one archive: {what}.", "one archive from its first byte to its last");

    /// <exception cref="ReleaseException">Something was found; every finding at once.</exception>
    public void ThrowIfAny()
    {
        if (errors.Count > 0) throw new ReleaseException(ExitCode.Failed, [.. errors]);
    }

    /// <summary>To be thrown where reading cannot go on: with this finding and everything found before.</summary>
    public ReleaseException Stop(Action<HostileArchive> report)
    {
        report(this);
        return new ReleaseException(ExitCode.Failed, [.. errors]);
    }

    private void Add(string code, string? path, string what, string expected)
    {
        // A hundred is enough to see what kind of archive it is.
        if (errors.Count >= 100) return;
        errors.Add(new ReleaseError(code, $"{name} is refused: {what}", "take it from where it was built, and look there how it came to be", path is null ? name : $"{name}: {Printable(path)}", expected));
    }

    private static string Printable(string text)
    {
        var clean = string.Concat(text.Select(c => char.IsControl(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format ? '\uFFFD' : c));
        return clean.Length <= 200 ? clean : $"{clean[..200]}…";
    }
}
