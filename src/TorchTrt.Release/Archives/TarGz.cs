using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Archives;

/// <summary>
/// Packs a <c>.tar.gz</c> that depends on nothing but what is packed and when it was committed: folders before their content, paths in ordinal order, every
/// folder named once, owner 0:0, modes 0755 and 0644, one time for all.
/// </summary>
/// <param name="Committed">Time of the tagged commit.</param>
/// <param name="Prefix">Before every path: empty, or <c>./</c> where the project's own scripts expect it.</param>
public sealed record TarGz(DateTimeOffset Committed, string Prefix, GzipPlan Compression)
{
    /// <summary>Two blocks of zeros.</summary>
    private static readonly byte[] End = new byte[2 * TarHeader.BlockBytes];

    /// <exception cref="IOException">A file has another length than its member says.</exception>
    public GzipTotals Write(IEnumerable<PackedMember> members, Stream to, CancellationToken cancel)
    {
        using var gzip = new GzipWriter(to, Compression);
        foreach (var packed in InOrder(members))
        {
            gzip.Write(TarHeader.Of(packed.Member, Prefix, Committed.ToUnixTimeSeconds()), cancel);
            if (packed.Member.Length > 0) Content(packed, gzip, cancel);
        }

        gzip.Write(End, cancel);
        return gzip.Finish(cancel);
    }

    private static void Content(PackedMember packed, GzipWriter gzip, CancellationToken cancel)
    {
        var (member, open) = packed;
        using var content = open();
        if (content.Length != member.Length) throw Changed(member, content.Length);
        for (var offset = 0L; offset < member.Length;)
        {
            var room = gzip.Room[..(int)Math.Min(gzip.Room.Length, member.Length - offset)];
            var count = content.Read(offset, room);
            if (count == 0) throw Changed(member, offset);
            gzip.Advance(count, cancel);
            offset += count;
        }

        gzip.Write(End.AsSpan(0, TarHeader.Padding(member.Length)), cancel);
    }

    private static IEnumerable<PackedMember> InOrder(IEnumerable<PackedMember> members)
    {
        var given = members.ToDictionary(packed => packed.Member.Path, StringComparer.Ordinal);
        var parents = given.Values.SelectMany(packed => packed.Member.Parents).Distinct(StringComparer.Ordinal).Where(path => !given.ContainsKey(path)).ToList();
        return given.Values.Concat(parents.Select(Folder))
            .Select(packed => (Key: packed.Member.Kind == MemberKind.Folder ? $"{packed.Member.Path}/" : packed.Member.Path, Packed: packed))
            .OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => one.Packed);
    }

    private static PackedMember Folder(string path) => new(new ArchiveMember(path, MemberKind.Folder, 0, IsExecutable: false, null), () => new MemoryBytes(default));

    private static IOException Changed(ArchiveMember member, long length) => new($"{member.Path} was {member.Length} bytes long and has {length} now.");
}
