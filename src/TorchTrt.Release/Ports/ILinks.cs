namespace TorchTrt.Release.Ports;

/// <summary>What a link leads to.</summary>
public enum LinkState
{
    /// <summary>Somebody answers with a page, or with where it is now.</summary>
    Answers,

    /// <summary>There is no such page, or nobody of that name.</summary>
    Dead,

    /// <summary>The server answers, and not with the page: it is busy, or wants to know who asks.</summary>
    Unclear,

    /// <summary>Not asked for a reason of this program's own.</summary>
    NotAsked,
}

/// <param name="Said">The status, or why there is none, in a few words.</param>
public sealed record LinkAnswer(Uri Link, LinkState State, string Said);

/// <summary>The world's pages, as a reader who follows a link meets them.</summary>
public interface ILinks
{
    /// <summary>Follows every link without telling who asks; answers in the order of the links.</summary>
    Task<IReadOnlyList<LinkAnswer>> Ask(IReadOnlyList<Uri> links, CancellationToken cancel);
}
