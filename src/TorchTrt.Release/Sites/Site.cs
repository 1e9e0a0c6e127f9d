using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Sites;

/// <summary>What a place says about the version.</summary>
public enum SiteRole
{
    /// <summary>The version of the sources themselves. All of these agree.</summary>
    Identity,

    /// <summary>A list of released documentation, which gains a link.</summary>
    DocsLink,

    /// <summary>A text that repeats the version; nothing is built from it.</summary>
    Echo,
}

/// <summary>A place where the version is written.</summary>
/// <param name="Path">Relative to the root of the checkout, with '/'.</param>
public abstract record Site(string Path, SiteRole Role)
{
    /// <summary>The file's name, for evidence.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>What is written there now. Null when this layout has no such place; anything wrong is added to the problems.</summary>
    public abstract SiteReading? Read(Tree tree, ICollection<ReleaseError> problems);
}

/// <summary>What a site says now, and how it would be made to say something else.</summary>
/// <param name="Site">The place.</param>
/// <param name="Text">The value as found: <c>2.12.0a0</c>; of a docs list, its newest release.</param>
/// <param name="Where"><c>path:line</c>.</param>
public abstract record SiteReading(Site Site, string Text, string Where)
{
    /// <summary>The edits that make it say the version: none when it does. Anything wrong is added to the problems.</summary>
    public abstract IReadOnlyList<Edit> EditsFor(ReleaseVersion version, ICollection<ReleaseError> problems);

    /// <summary>What it says once the edits are made, for evidence.</summary>
    public abstract string Evidence(ReleaseVersion version);
}
