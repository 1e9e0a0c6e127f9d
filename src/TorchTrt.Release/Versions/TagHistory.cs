using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Versions;

/// <summary>
/// The tags that exist for somebody who stands at a commit. A rehearsal of a past release must not see the future: a tag made from a commit
/// younger than HEAD is left out.
/// </summary>
public sealed record TagHistory(IReadOnlyList<Tag> Known, IReadOnlyList<Tag> Later)
{
    /// <param name="tags">Every tag of the checkout.</param>
    /// <param name="head">HEAD.</param>
    /// <param name="headCommitted">Committer date of HEAD.</param>
    public static TagHistory AsOf(IReadOnlyList<Tag> tags, CommitId head, DateTimeOffset headCommitted)
    {
        var split = tags.OrderBy(tag => tag.Name, StringComparer.Ordinal).ToLookup(tag => tag.Target == head || tag.Committed <= headCommitted);
        return new TagHistory([.. split[true]], [.. split[false]]);
    }
}
