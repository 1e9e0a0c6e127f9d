namespace TorchTrt.Release.Ports;

/// <summary>Files that tools built, and the release's <c>out/</c> folder that takes them.</summary>
public interface IArtifactFiles
{
    /// <summary>Absolute paths of the files directly in a folder, in ordinal order; empty when there is no such folder.</summary>
    IReadOnlyList<string> In(string place);

    /// <summary>The same for a folder and all folders below it: what CI gathers has one for each job.</summary>
    IReadOnlyList<string> Under(string place);

    Stream Open(string path);

    /// <summary>A file to be read in any order.</summary>
    IRandomBytes Bytes(string path);

    /// <summary>A place for bytes that are put aside, empty.</summary>
    IScratchBytes Scratch();

    /// <summary>Writes a file into <c>out/</c> piece by piece: there whole under its name, or not at all.</summary>
    void Write(string name, Action<Stream> fill);

    /// <summary>Copies a file into <c>out/</c>: there whole under its name, or not at all.</summary>
    Task Take(string path, string name, CancellationToken cancel);

    /// <summary>Writes a file into <c>out/</c>: there whole under its name, or not at all.</summary>
    void Write(string name, byte[] content);

    /// <summary>Removes a file from <c>out/</c>; nothing happens when it is not there.</summary>
    void Remove(string name);
}
