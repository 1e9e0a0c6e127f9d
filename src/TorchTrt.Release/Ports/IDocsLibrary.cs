namespace TorchTrt.Release.Ports;

/// <summary>Where Python finds a module.</summary>
public enum LibraryPlace
{
    /// <summary>Installed: found wherever Python is started.</summary>
    Installed,

    /// <summary>In the checkout's own <c>py/</c>, which conf.py puts at the end of the path.</summary>
    Checkout,
}

/// <summary>The library as the Python that runs Sphinx finds it.</summary>
/// <param name="Interpreter">The Python that was asked, as it calls itself.</param>
/// <param name="Tag">That Python's tag in wheel names: <c>cp311</c>.</param>
/// <param name="Folder">Absolute path of the package.</param>
/// <param name="Packaged">Version in the distribution's metadata; null where it belongs to none.</param>
/// <param name="Version">The package's own <c>__version__</c>; null where it says none.</param>
/// <param name="Trouble">Why it cannot be imported, in Python's words; null where that was not tried, or went well.</param>
/// <param name="Record">Its distribution's RECORD, with the digests that its Python files have now; null where there is none.</param>
public sealed record InstalledLibrary(
    string Interpreter, string Tag, LibraryPlace Place, string Folder, string? Packaged, string? Version, string? Trouble, string? Record);

/// <summary>Asks the Python that will run Sphinx, without loading CUDA where that can be helped.</summary>
public interface IDocsLibrary
{
    /// <returns>Null when Python finds no such module.</returns>
    Task<InstalledLibrary?> Find(string module, CancellationToken cancel);
}
