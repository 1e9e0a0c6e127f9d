namespace TorchTrt.Release.Ports;

/// <summary>New bytes of a file; null removes it.</summary>
/// <param name="Path">Relative to the root of the checkout, with '/'.</param>
public sealed record FileChange(string Path, byte[]? Content);

/// <summary>The files of a Torch-TensorRT checkout.</summary>
public interface IWorkspace
{
    /// <summary>Absolute path of the checkout's root.</summary>
    string Root { get; }

    bool Exists(string path);

    /// <summary>A file's bytes; null when it is not there.</summary>
    byte[]? Read(string path);

    /// <summary>Paths of the files tracked by git, with '/', sorted ordinally.</summary>
    Task<IReadOnlyList<string>> TrackedFiles(CancellationToken cancel);

    /// <summary>Paths of all files below a folder as they are on disk, tracked or not, with '/', sorted ordinally; none where there is no such folder.</summary>
    /// <param name="folder">Relative to the root, with '/' at its end.</param>
    IReadOnlyList<string> Below(string folder);

    /// <summary>Writes all files or none: beside, flushed, then renamed. Keeps each file's mode.</summary>
    void Write(IReadOnlyList<FileChange> changes);
}
