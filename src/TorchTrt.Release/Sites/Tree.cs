using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Sites;

/// <summary>The files of one state of Torch-TensorRT, each read at most once: a checkout, or a commit whose files were fetched before.</summary>
public sealed class Tree(Func<string, byte[]?> read)
{
    private readonly Dictionary<string, SourceText?> opened = new(StringComparer.Ordinal);

    public static Tree Of(IWorkspace files) => new(files.Read);

    /// <summary>Files by path relative to the root, with '/'. <see cref="SiteRegistry.Paths"/> and <c>PinRegistry.Paths</c> list what is looked at.</summary>
    public static Tree Of(IReadOnlyDictionary<string, byte[]> files) => new(files.GetValueOrDefault);

    /// <summary>A file; null when it is not there.</summary>
    public SourceText? Open(string path)
    {
        if (!opened.TryGetValue(path, out var text))
        {
            text = read(path) is { } content ? new SourceText(path, content) : null;
            opened.Add(path, text);
        }

        return text;
    }

    public bool Has(string path) => Open(path) is not null;
}
