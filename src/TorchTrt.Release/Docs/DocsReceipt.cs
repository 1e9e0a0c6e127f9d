namespace TorchTrt.Release.Docs;

/// <summary>When pages that are there already are made again.</summary>
public enum DocsReuse
{
    /// <summary>When what they are made from has changed.</summary>
    Unchanged,

    /// <summary>Always.</summary>
    Never,
}

/// <summary>What the pages were made from.</summary>
/// <param name="Folder">The version, <c>v1.2.0</c>.</param>
/// <param name="Sources">Digest of the checkout's files.</param>
/// <param name="Installed">Digest of what Sphinx ran with: itself, theme, extensions, doxygen, the library; null where that cannot be told.</param>
public sealed record DocsReceipt(string Folder, string Sources, string? Installed)
{
    private const string Unknown = "-";

    public string Text => $"version {Folder}\nsources {Sources}\ninstalled {Installed ?? Unknown}\n";

    /// <summary>Null when it is none, or one of an earlier release of this program.</summary>
    public static DocsReceipt? Read(string? text) => text?.Split('\n') switch
    {
        [var version, var sources, var installed, ""] => new DocsReceipt(Value(version), Value(sources), Value(installed) is Unknown ? null : Value(installed)),
        _ => null,
    };

    /// <summary>Whether the pages are still those of the inputs. A machine without Sphinx, which continues what another one began, takes them as they are.</summary>
    public bool Holds(DocsReceipt now) => Folder == now.Folder && Sources == now.Sources && (now.Installed is null || Installed == now.Installed);

    private static string Value(string line) => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..];
}
