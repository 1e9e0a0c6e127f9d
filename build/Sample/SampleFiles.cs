namespace Build.Sample;

/// <summary>The files at the tip of a layout's default branch: path with '/', and bytes.</summary>
public static class SampleFiles
{
    /// <param name="samples">The folder <c>tests/Sample</c>.</param>
    public static IReadOnlyDictionary<string, byte[]> Of(string samples, SampleLayout layout)
    {
        var files = Under(Path.Combine(samples, "classic", "tree"));
        if (layout == SampleLayout.Classic)
            return files;

        var modern = Path.Combine(samples, "modern");
        var leftOut = File.ReadLines(Path.Combine(modern, "leaves-out.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => new SampleChange.Appears(line))
            .ToList();
        foreach (var path in files.Keys.Where(path => leftOut.Exists(pattern => pattern.Covers(path))).ToList())
            files.Remove(path);
        foreach (var (path, bytes) in Under(Path.Combine(modern, "tree")))
            files[path] = bytes;
        return files;
    }

    private static SortedDictionary<string, byte[]> Under(string folder)
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(folder, file).Replace('\\', '/');
            if (!IsLeftover(path))
                files[path] = File.ReadAllBytes(file);
        }

        return files;
    }

    // What Python leaves behind when somebody runs the sample's scripts where they lie.
    private static bool IsLeftover(string path) => path.Contains("__pycache__/", StringComparison.Ordinal);
}
