namespace TorchTrt.Release.Audit;

/// <summary>The names in a folder of a tree and in those below it. Immutable, so that trees of many commits can share what they have in common.</summary>
/// <param name="folders">By name.</param>
/// <param name="files">Names.</param>
public sealed class Folder(IReadOnlyDictionary<string, Folder> folders, IReadOnlySet<string> files)
{
    private int? count;

    public static Folder Empty { get; } = new(new Dictionary<string, Folder>(), new HashSet<string>());

    public IReadOnlyDictionary<string, Folder> Folders { get; } = folders;

    public IReadOnlySet<string> Files { get; } = files;

    /// <summary>Number of files here and below.</summary>
    public int Count => count ??= Files.Count + Folders.Values.Sum(folder => folder.Count);

    /// <summary>The tree of a list of files, relative to the root with '/'.</summary>
    public static Folder Of(IEnumerable<string> paths)
    {
        var root = new Growing();
        foreach (var path in paths)
        {
            var (at, start) = (root, 0);
            for (int slash; (slash = path.IndexOf('/', start)) >= 0; start = slash + 1) at = at.Below(path[start..slash]);
            at.Files.Add(path[start..]);
        }

        return root.Grown();
    }

    /// <summary>A folder below; null when there is none. Give its path with '/'.</summary>
    public Folder? Find(string path)
    {
        var at = this;
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
            if (!at.Folders.TryGetValue(name, out at)) return null;
        return at;
    }

    /// <summary>Whether there is a file or a folder of that path.</summary>
    public bool Has(string path)
    {
        var slash = path.TrimEnd('/').LastIndexOf('/');
        var name = path.TrimEnd('/')[(slash + 1)..];
        return Find(slash < 0 ? "" : path[..slash]) is { } parent && (parent.Files.Contains(name) || parent.Folders.ContainsKey(name));
    }

    /// <summary>Every file here and below as a path, those directly here first.</summary>
    public IEnumerable<string> Paths(Func<string, bool> enters) => Paths("", enters);

    private IEnumerable<string> Paths(string above, Func<string, bool> enters)
        => Files.Order(StringComparer.Ordinal).Select(file => above + file).Concat(Folders.OrderBy(folder => folder.Key, StringComparer.Ordinal)
            .Where(folder => enters($"{above}{folder.Key}/")).SelectMany(folder => folder.Value.Paths($"{above}{folder.Key}/", enters)));

    private sealed class Growing
    {
        private readonly Dictionary<string, Growing> folders = new(StringComparer.Ordinal);

        public HashSet<string> Files { get; } = new(StringComparer.Ordinal);

        public Growing Below(string name)
        {
            if (!folders.TryGetValue(name, out var folder)) folders.Add(name, folder = new Growing());
            return folder;
        }

        public Folder Grown() => new(folders.ToDictionary(folder => folder.Key, folder => folder.Value.Grown(), StringComparer.Ordinal), Files);
    }
}
