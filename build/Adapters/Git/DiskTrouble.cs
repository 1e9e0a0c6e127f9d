using TorchTrt.Release;

namespace Build.Adapters.Git;

/// <summary>Says in the user's words why something could not be written.</summary>
internal static class DiskTrouble
{
    // errno values of Linux and macOS, which .NET puts into HResult unchanged; the last two of DiskFull are Windows'.
    private static readonly int[] DiskFull = [28, 122, 69, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    public static ReleaseError Explain(Exception failure, string where) => DiskFull.Contains(failure.HResult)
        ? new ReleaseError("TR2006", "the disk is full.", "free some space and give the same command again", where)
        : new ReleaseError("TR2006", $"it cannot be written: {failure.Message}", "make it writable, or give another place (--repo=PATH, --artifacts=DIR)", where);
}
