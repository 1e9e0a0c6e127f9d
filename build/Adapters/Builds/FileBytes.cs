using Microsoft.Win32.SafeHandles;
using TorchTrt.Release.Ports;

namespace Build.Adapters.Builds;

/// <summary>A file on disk, read at any place by any thread.</summary>
public sealed class FileBytes : IRandomBytes
{
    private readonly SafeFileHandle file;

    public FileBytes(string path)
    {
        file = File.OpenHandle(path);
        Length = RandomAccess.GetLength(file);
    }

    public long Length { get; }

    public int Read(long offset, Span<byte> into) => offset < 0 || offset >= Length ? 0 : RandomAccess.Read(file, into, offset);

    public void Dispose() => file.Dispose();
}

/// <summary>A temporary file, gone when closed or when the process ends.</summary>
public sealed class ScratchFile : IScratchBytes
{
    private readonly SafeFileHandle file;

    /// <param name="folder">Made where there is none.</param>
    public ScratchFile(string folder)
    {
        Directory.CreateDirectory(folder);
        file = File.OpenHandle(Path.Combine(folder, $".scratch-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
    }

    public long Length { get; private set; }

    public int Read(long offset, Span<byte> into) => offset < 0 || offset >= Length ? 0 : RandomAccess.Read(file, into, offset);

    public void Append(ReadOnlySpan<byte> content)
    {
        RandomAccess.Write(file, content, Length);
        Length += content.Length;
    }

    public void Clear() => Length = 0;

    public void Dispose() => file.Dispose();
}
