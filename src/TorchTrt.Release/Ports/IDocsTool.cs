namespace TorchTrt.Release.Ports;

/// <summary>One run of <c>make html</c> in docsrc.</summary>
/// <param name="Name">For log and messages: <c>frozen</c> or <c>main</c>.</param>
/// <param name="Folder">The value of VERSION: <c>v1.2.0</c>; null for the documentation of the branch.</param>
/// <param name="Stamp">Version that the pages say they are of; null leaves conf.py's own.</param>
/// <param name="Way">How the stamp reaches the pages.</param>
public sealed record DocsPass(string Name, string? Folder, string? Stamp, StampWay Way);

/// <summary>How a version is stamped on the pages. The checkout's conf.py stays as it is either way.</summary>
public enum StampWay
{
    /// <summary>Sphinx's own overrides: <c>-D version=… -D release=…</c>.</summary>
    Override,

    /// <summary>The version written into a copy of conf.py, for one that computes more from it, such as the mark of its version switcher.</summary>
    Copy,
}

/// <summary>A built page or other file.</summary>
/// <param name="Path">Relative to the documentation's root, with '/'.</param>
public sealed record DocsFile(string Path, byte[] Content);

/// <summary>What a pass made.</summary>
/// <param name="Files">Empty when it failed.</param>
public sealed record DocsPages(ToolRun Run, IReadOnlyList<DocsFile> Files);

/// <summary>Builds documentation from a copy of the checkout, so that one that fails or is killed leaves the checkout as it was.</summary>
public interface IDocsTool
{
    /// <summary>Every program and Python module that this checkout's docs need and the machine lacks, in the user's words.</summary>
    Task<IReadOnlyList<string>> Missing(CancellationToken cancel);

    /// <summary>
    /// Digest of what the pages are made with, as far as it was looked at in an earlier call: Sphinx, theme, extensions, doxygen, the installed library. Asks
    /// no program; null where that is not known, such as on another machine than the one that made them.
    /// </summary>
    Task<string?> Installed(CancellationToken cancel);

    Task<DocsPages> Make(DocsPass pass, CancellationToken cancel);
}
