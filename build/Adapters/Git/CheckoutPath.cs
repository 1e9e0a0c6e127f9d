using TorchTrt.Release;

namespace Build.Adapters.Git;

/// <summary>Paths inside a checkout: relative, with '/', never leading out of it and never into git's own folder.</summary>
internal static class CheckoutPath
{
    /// <exception cref="ReleaseException">TR2013 for any other path.</exception>
    public static void Demand(string path)
    {
        var parts = path.Split('/');
        if (path.Length == 0 || path.Any(char.IsControl) || Path.IsPathRooted(path)
            || parts.Any(part => part is "" or "." or ".." || part.Equals(".git", StringComparison.OrdinalIgnoreCase)))
            throw Outside(path, "it must be relative to the checkout, with '/', without '..'");
    }

    /// <summary>Absolute path of the file that <paramref name="path"/> means once links are followed.</summary>
    /// <exception cref="ReleaseException">TR2013 when a link leads out of the checkout.</exception>
    public static string Resolve(string root, string path)
    {
        Demand(path);
        var realRoot = Real(root);
        var real = Real(Path.Combine(root, path.Replace('/', Path.DirectorySeparatorChar)));
        return real.StartsWith(realRoot + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? real : throw Outside(path, "a symbolic link leads out of the checkout");
    }

    /// <summary>The path with every symbolic link in it followed, the last part included.</summary>
    private static string Real(string path, int links = 0)
    {
        var full = Path.GetFullPath(path);
        var parent = Path.GetDirectoryName(full);
        if (parent is null) return full;
        var here = Path.Combine(Real(parent, links), Path.GetFileName(full));
        if (new FileInfo(here).LinkTarget is not { } target) return here;
        // Linux gives up after 40 as well.
        return links < 40 ? Real(Path.Combine(Path.GetDirectoryName(here)!, target), links + 1) : throw Outside(path, "its symbolic links go round in a circle");
    }

    private static ReleaseException Outside(string path, string why)
        => new(new ReleaseError("TR2013", $"'{path}' is not a path of the checkout: {why}.", "mend the file list or the link", path));
}
