using TorchTrt.Release.Bench.SideBySide;

namespace TorchTrt.Release.Bench.Contests;

/// <summary>Packing as a release does, and what people use instead.</summary>
public sealed class TarballOfObjects : IContest
{
    public string Name => "tarball";

    public string Question => "A .tar.gz of about 400 MB of this machine's shared objects and headers, as a release packs it; ours hashes both streams in the same pass.";

    public Task<Lineup> Arrange(Arena arena, CancellationToken cancel) => TarballPeers.Arrange(arena, [], cancel);
}

/// <summary>The same at the level of the others.</summary>
public sealed class TarballOfObjectsAtLevelSix : IContest
{
    public string Name => "tarball-level-6";

    public string Question => "The same at level 6, which is not what a release takes.";

    public Task<Lineup> Arrange(Arena arena, CancellationToken cancel) => TarballPeers.Arrange(arena, ["6"], cancel);
}

/// <summary>Hashing one large file.</summary>
public sealed class HashOfATarball : IContest
{
    public string Name => "hash";

    public string Question => "SHA-256 of one file of about 400 MB.";

    public async Task<Lineup> Arrange(Arena arena, CancellationToken cancel)
    {
        RealFiles.Gather(arena, cancel);
        var file = Path.Combine(arena.Folder, "files.tar");
        await Arena.Run(["tar", "cf", file, "files"], arena.Folder, cancel);
        return new(ArchivePeers.Ours(arena, "hash", file), new Peer(new("sha256sum", ["sha256sum", file]), AtMost: 0.40));
    }
}

/// <summary>Reading shared objects.</summary>
public sealed class SymbolsOfObjects : IContest
{
    public string Name => "objects";

    public string Question => "Dynamic sections, versions and dynamic symbols of the shared objects among 400 MB of files of this machine.";

    public async Task<Lineup> Arrange(Arena arena, CancellationToken cancel)
    {
        await ArchivePeers.Require(arena, cancel, "readelf");
        var objects = RealFiles.Gather(arena, cancel);
        return new(ArchivePeers.Ours(arena, ["objects", .. objects]), new Peer(new("readelf -Ws -V", ["readelf", "-Ws", "-V", .. objects])));
    }
}

/// <summary>Reading one wheel whole.</summary>
public sealed class RecordOfAWheel : IContest
{
    private const long WheelBytes = 121_000_000;

    public string Name => "wheel";

    public string Question => "Every file of a wheel of about 121 MB checked against RECORD, and its shared objects read.";

    public async Task<Lineup> Arrange(Arena arena, CancellationToken cancel)
    {
        var python = await ArchivePeers.Python(arena, cancel);
        RealFiles.Gather(arena, cancel);
        var wheel = Path.Combine(arena.Folder, "probe-1.0.0-cp313-cp313-linux_x86_64.whl");
        await Arena.Run([python, "-c", Pack, RealFiles.Folder(arena), wheel, $"{WheelBytes}"], arena.Folder, cancel);
        return new(ArchivePeers.Ours(arena, "wheel", wheel), new Peer(new("zipfile + hashlib + pyelftools", [python, "-c", Check, wheel]), AtMost: 0.30));
    }

    private const string Pack = """
        import base64, hashlib, os, sys, zipfile
        root, to, most = sys.argv[1], sys.argv[2], int(sys.argv[3])
        info, record = 'probe-1.0.0.dist-info', []
        with zipfile.ZipFile(to, 'w', zipfile.ZIP_DEFLATED) as wheel:
            def add(name, data):
                wheel.writestr(name, data)
                record.append('%s,sha256=%s,%d' % (name, base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b'=').decode(), len(data)))
            add(info + '/METADATA', b'Metadata-Version: 2.1\nName: probe\nVersion: 1.0.0\n')
            add(info + '/WHEEL', b'Wheel-Version: 1.0\nGenerator: bench\nRoot-Is-Purelib: false\nTag: cp313-cp313-linux_x86_64\n')
            for name in sorted(os.listdir(root)):
                if wheel.fp.tell() >= most: break
                add('probe/' + name, open(os.path.join(root, name), 'rb').read())
            wheel.writestr(info + '/RECORD', '\n'.join(record + [info + '/RECORD,,']) + '\n')
        """;

    /// <summary>What pip checks, and what auditwheel reads of each object.</summary>
    private const string Check = """
        import base64, csv, hashlib, io, sys, zipfile
        from elftools.elf.elffile import ELFFile
        from elftools.elf.gnuversions import GNUVerNeedSection
        with zipfile.ZipFile(sys.argv[1]) as wheel:
            record = next(n for n in wheel.namelist() if n.endswith('.dist-info/RECORD'))
            files = objects = symbols = 0
            for name, hash, size in csv.reader(io.StringIO(wheel.read(record).decode())):
                if not hash: continue
                data = wheel.read(name)
                assert 'sha256=' + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b'=').decode() == hash and len(data) == int(size), name
                files += 1
                if data[:4] != b'\x7fELF': continue
                elf = ELFFile(io.BytesIO(data))
                dynamic = elf.get_section_by_name('.dynamic')
                needed = [t.needed for t in dynamic.iter_tags() if t.entry.d_tag == 'DT_NEEDED'] if dynamic else []
                versions = [(f.name, a.name) for s in elf.iter_sections() if isinstance(s, GNUVerNeedSection) for f, aux in s.iter_versions() for a in aux]
                table = elf.get_section_by_name('.dynsym')
                symbols += sum(1 for _ in table.iter_symbols()) if table else 0
                objects += 1
            print(files, objects, symbols)
        """;
}

/// <summary>This machine's shared objects, largest first up to 340 MB, and headers up to 60 MB.</summary>
internal static class RealFiles
{
    private const long ObjectBytes = 340_000_000;
    private const long HeaderBytes = 60_000_000;
    private const long LargestObject = 150_000_000;

    private static readonly EnumerationOptions Whole = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };

    public static string Folder(Arena arena) => Path.Combine(arena.Folder, "files");

    /// <returns>The copied shared objects.</returns>
    /// <exception cref="AbsentException">There is less than half of that.</exception>
    public static IReadOnlyList<string> Gather(Arena arena, CancellationToken cancel)
    {
        Directory.CreateDirectory(Folder(arena));
        var objects = Copy(arena, In("/usr/lib", "*.so*").Where(file => file.Length <= LargestObject && IsObject(file)).OrderByDescending(file => file.Length).ThenBy(file => file.FullName, StringComparer.Ordinal), ObjectBytes, cancel);
        Copy(arena, In("/usr/include", "*.h*").OrderBy(file => file.FullName, StringComparer.Ordinal), HeaderBytes, cancel);
        var bytes = objects.Sum(path => new FileInfo(path).Length);
        return bytes >= ObjectBytes / 2 ? objects : throw new AbsentException($"{ObjectBytes / 2} bytes of shared objects below /usr/lib, where there are {bytes}");
    }

    private static List<string> Copy(Arena arena, IEnumerable<FileInfo> files, long most, CancellationToken cancel)
    {
        var copied = new List<string>();
        // The examination refuses names that differ in case only, and Linux has such headers.
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var bytes = 0L;
        foreach (var file in files)
        {
            cancel.ThrowIfCancellationRequested();
            if (bytes + file.Length > most || !names.Add(file.FullName)) continue;
            var to = Path.Combine(Folder(arena), file.FullName.TrimStart('/').Replace('/', '-'));
            file.CopyTo(to, overwrite: true);
            copied.Add(to);
            bytes += file.Length;
        }

        return copied;
    }

    private static IEnumerable<FileInfo> In(string folder, string pattern) => Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateFiles(pattern, Whole) : [];

    private static bool IsObject(FileInfo file)
    {
        Span<byte> start = stackalloc byte[4];
        using var bytes = file.OpenRead();
        return bytes.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && Elf.ElfFile.Begins(start);
    }
}

/// <summary>What a tarball can be packed with.</summary>
internal static class TarballPeers
{
    public static async Task<Lineup> Arrange(Arena arena, IReadOnlyList<string> level, CancellationToken cancel)
    {
        await ArchivePeers.Require(arena, cancel, "tar", "pigz", "bgzip", "gzip");
        RealFiles.Gather(arena, cancel);
        return new(
            ArchivePeers.Ours(arena, ["pack", RealFiles.Folder(arena), Path.Combine(arena.Folder, "ours.tar.gz"), .. level]),
            new(ArchivePeers.Pipeline(arena, "tar, pigz -p 2 -6", "tar cf - files | pigz -p 2 -6 >pigz.tar.gz"), AtMost: 0.42),
            new(ArchivePeers.Pipeline(arena, "tar, bgzip -@ 2", "tar cf - files | bgzip -@ 2 -c >bgzip.tar.gz"), AtMost: 0.85),
            new(ArchivePeers.Pipeline(arena, "tar czf", "exec tar czf gzip.tar.gz files")));
    }
}

/// <summary>Our pieces of work and the packers of others.</summary>
internal static class ArchivePeers
{
    public static Contender Ours(Arena arena, params IReadOnlyList<string> work)
        => new($"torch-tensorrt-release {work[0]}", [Arena.DotNet, typeof(ArchivePeers).Assembly.Location, "--work", .. work], arena.Folder);

    /// <summary>Programs joined as people join them.</summary>
    public static Contender Pipeline(Arena arena, string name, string script) => new(name, ["sh", "-c", script], arena.Folder);

    /// <summary>A Python with pyelftools: the first of the PATH, else the distribution's.</summary>
    /// <exception cref="AbsentException">Neither has it.</exception>
    public static async Task<string> Python(Arena arena, CancellationToken cancel)
    {
        try
        {
            await Arena.Run(["python3", "-c", "import elftools"], arena.Folder, cancel);
            return "python3";
        }
        catch (AbsentException)
        {
            await Arena.Run(["/usr/bin/python3", "-c", "import elftools"], arena.Folder, cancel);
            return "/usr/bin/python3";
        }
    }

    /// <exception cref="AbsentException">One of them is not here.</exception>
    public static async Task Require(Arena arena, CancellationToken cancel, params string[] programs)
    {
        foreach (var program in programs) await Arena.Run([program, "--version"], arena.Folder, cancel);
    }
}
