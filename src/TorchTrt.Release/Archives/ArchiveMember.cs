using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Archives;

/// <summary>What a release's archive may hold.</summary>
public enum MemberKind
{
    File,
    Folder,
    SymbolicLink,
}

/// <summary>A member of an archive, as far as it may differ between two machines that made the same thing.</summary>
/// <param name="Path">With '/', neither first nor last: <c>torch_tensorrt/lib/libtorchtrt.so</c>.</param>
/// <param name="Length">Bytes of a file; 0 of others.</param>
/// <param name="IsExecutable">Whether its owner may run it.</param>
/// <param name="LinkTarget">Of a link, as written; null of others.</param>
public sealed record ArchiveMember(string Path, MemberKind Kind, long Length, bool IsExecutable, string? LinkTarget)
{
    /// <summary>The folders above it, outermost first.</summary>
    public IEnumerable<string> Parents
    {
        get
        {
            for (var slash = Path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = Path.IndexOf('/', slash + 1)) yield return Path[..slash];
        }
    }
}

/// <summary>A member with its content.</summary>
/// <param name="Open">Opens a file's content; called once, shortly before it is read.</param>
public sealed record PackedMember(ArchiveMember Member, Func<IRandomBytes> Open);
