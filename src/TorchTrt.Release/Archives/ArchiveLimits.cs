namespace TorchTrt.Release.Archives;

/// <summary>What an archive may grow to before it is taken for an attack on whoever unpacks it.</summary>
/// <param name="Bytes">Of all content together.</param>
/// <param name="Members">Files, folders and links.</param>
/// <param name="Ratio">Content over archive; libraries reach 10, deflate at most 1032. The first <see cref="FreeBytes"/> are not counted.</param>
public sealed record ArchiveLimits(long Bytes, int Members, int Ratio)
{
    /// <summary>Room for a release of many CUDA libraries.</summary>
    public static ArchiveLimits Release { get; } = new(16L << 30, 200_000, 100);

    /// <summary>Content that may be had from any archive, however small.</summary>
    public const long FreeBytes = 16 << 20;

    /// <summary>The most that an archive of so many bytes may hold.</summary>
    public long For(long archiveBytes) => Math.Min(Bytes, FreeBytes + (archiveBytes * Ratio));
}
