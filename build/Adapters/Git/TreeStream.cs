using System.Text;
using TorchTrt.Release.Audit;

namespace Build.Adapters.Git;

/// <summary>
/// Trees of commits without a checkout. What two commits have in common is read once: a folder is known by its hash.
/// </summary>
internal sealed class TreeStream(ObjectStream objects)
{
    private readonly Dictionary<string, Listing> listings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Folder> folders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> files = new(StringComparer.Ordinal);

    /// <summary>The names in trees and below, in the order of the hashes given.</summary>
    public IReadOnlyList<Folder> Names(IReadOnlyList<string> trees)
    {
        // All of one depth at once, for all trees together.
        for (var level = trees.ToList(); level.Count > 0;)
        {
            var unknown = level.Where(id => !listings.ContainsKey(id)).Distinct().ToList();
            foreach (var (id, tree) in unknown.Zip(objects.Read(unknown))) listings.Add(id, Listing.Read(tree!.Content, id.Length / 2));
            level = [.. unknown.SelectMany(id => listings[id].Folders.Values)];
        }

        return [.. trees.Select(Named)];
    }

    /// <summary>A file of a tree whose names were read; null when it is not there.</summary>
    public byte[]? File(string tree, string path)
    {
        var (at, start) = (listings[tree], 0);
        for (int slash; (slash = path.IndexOf('/', start)) >= 0; start = slash + 1)
        {
            if (!at.Folders.TryGetValue(path[start..slash], out var below)) return null;
            at = listings[below];
        }

        return at.Files.TryGetValue(path[start..], out var blob) ? Content(blob) : null;
    }

    private byte[]? Content(string blob)
    {
        if (files.TryGetValue(blob, out var content)) return content;
        if (objects.Read(blob) is not { } read) return null;
        files.Add(blob, read.Content);
        return read.Content;
    }

    private Folder Named(string tree)
    {
        if (folders.TryGetValue(tree, out var folder)) return folder;
        var listing = listings[tree];
        folder = new Folder(listing.Folders.ToDictionary(below => below.Key, below => Named(below.Value), StringComparer.Ordinal), listing.Files.Keys.ToHashSet(StringComparer.Ordinal));
        folders.Add(tree, folder);
        return folder;
    }

    /// <summary>One tree object: hashes by name (https://git-scm.com/docs/gitformat-pack and "git help hash-object": <c>mode name NUL hash</c>).</summary>
    private sealed record Listing(Dictionary<string, string> Folders, Dictionary<string, string> Files)
    {
        private const string FolderMode = "40000";
        private const string SubmoduleMode = "160000";

        public static Listing Read(ReadOnlySpan<byte> content, int hashBytes)
        {
            var listing = new Listing(new(StringComparer.Ordinal), new(StringComparer.Ordinal));
            while (content.Length > 0)
            {
                var space = content.IndexOf((byte)' ');
                var nul = content.IndexOf((byte)0);
                var mode = Encoding.ASCII.GetString(content[..space]);
                var name = Encoding.UTF8.GetString(content[(space + 1)..nul]);
                var hash = Convert.ToHexStringLower(content.Slice(nul + 1, hashBytes));
                if (mode == FolderMode) listing.Folders[name] = hash;
                else if (mode != SubmoduleMode) listing.Files[name] = hash;
                content = content[(nul + 1 + hashBytes)..];
            }

            return listing;
        }
    }
}
