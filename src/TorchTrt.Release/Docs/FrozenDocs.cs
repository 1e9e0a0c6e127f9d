using System.Text;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Docs;

/// <summary>Where built documentation lies: <c>docs/</c> for the branch, <c>docs/vX.Y.Z/</c> frozen for a version.</summary>
public static class FrozenDocs
{
    public const string Root = "docs/";

    private static readonly string[] Sources = ["docsrc/", "cpp/include/", "cpp/api/include/", "py/", "notebooks/", "examples/", "core/", "version.txt", "setup.py", "pyproject.toml"];

    /// <summary>What lies below frozen docs of a version in a file list of the whole tree: <c>v1.0.0/index.html</c>, not <c>versions.json</c>.</summary>
    public static bool IsFrozen(string pathInDocs) => pathInDocs.Length > 1 && pathInDocs[0] == 'v' && char.IsAsciiDigit(pathInDocs[1]) && pathInDocs.Contains('/');

    /// <summary>The version that pages say they are of, from Sphinx's inventory (<c># Version: v1.2.0</c>); null when there is none.</summary>
    public static string? Stamp(byte[]? inventory)
    {
        if (inventory is null) return null;
        // The header is text, the rest is compressed.
        var header = Encoding.UTF8.GetString(inventory, 0, Math.Min(inventory.Length, 1024)).Split('\n');
        const string key = "# Version: ";
        return header.FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?[key.Length..].TrimEnd('\r', ' ');
    }

    /// <summary>Everything that the pages are made from.</summary>
    public static bool IsSource(string path) => Sources.Any(start => path.StartsWith(start, StringComparison.Ordinal));

    /// <summary>A pass's files as changes of the checkout: under a folder of their own, none of them frozen docs of another version within.</summary>
    public static IEnumerable<FileChange> Changes(string folder, IEnumerable<DocsFile> files)
        => files.Where(file => !IsFrozen(file.Path)).Select(file => new FileChange($"{folder}{file.Path}", file.Content));
}
