using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using TorchTrt.Release.Wheels;

namespace TorchTrt.Release.Testing;

/// <summary>Makes wheels that are sound unless they are told otherwise.</summary>
public sealed class WheelBuilder
{
    private readonly List<(string Path, byte[] Content)> files = [];
    private readonly List<string> requirements = [];
    private readonly List<(string Path, byte[] Content)> unrecorded = [];
    private readonly WheelFileName name;
    private string metadataVersion;
    private string? tags;
    private Func<string, string> record = text => text;

    public WheelBuilder(string fileName)
    {
        FileName = fileName;
        name = WheelFileName.Read(fileName)!;
        metadataVersion = name.Version;
        files.Add(("torch_tensorrt/__init__.py", "\n"u8.ToArray()));
    }

    public string FileName { get; }

    private string Info => $"{name.Distribution}-{name.Version}.dist-info";

    public WheelBuilder With(string path, byte[] content)
    {
        files.Add((path, content));
        return this;
    }

    /// <summary>Other content for a file that it has.</summary>
    public WheelBuilder Replacing(string path, string text)
    {
        files.RemoveAll(file => file.Path == path);
        return With(path, Encoding.UTF8.GetBytes(text));
    }

    /// <summary>A file of the .dist-info folder.</summary>
    public WheelBuilder WithInfo(string file, string text) => With($"{Info}/{file}", Encoding.UTF8.GetBytes(text));

    public WheelBuilder WithUnrecorded(string path, string text)
    {
        unrecorded.Add((path, Encoding.UTF8.GetBytes(text)));
        return this;
    }

    public WheelBuilder Requiring(params string[] more)
    {
        requirements.AddRange(more);
        return this;
    }

    public WheelBuilder WithMetadataVersion(string version)
    {
        metadataVersion = version;
        return this;
    }

    public WheelBuilder Tagged(string written)
    {
        tags = written;
        return this;
    }

    public WheelBuilder WithRecord(Func<string, string> change)
    {
        record = change;
        return this;
    }

    public byte[] Bytes
    {
        get
        {
            var required = string.Concat(requirements.Select(requirement => $"Requires-Dist: {requirement}\n"));
            var written = tags ?? string.Join('\n', from python in name.Python.Split('.') from abi in name.Abi.Split('.') from platform in name.Platform.Split('.') select $"Tag: {python}-{abi}-{platform}");
            List<(string Path, byte[] Content)> all =
            [
                .. files,
                ($"{Info}/METADATA", Encoding.UTF8.GetBytes($"Metadata-Version: 2.1\nName: {name.NormalizedDistribution}\nVersion: {metadataVersion}\n{required}\nName: not a field\n")),
                ($"{Info}/WHEEL", Encoding.UTF8.GetBytes($"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: false\n{written}\n")),
            ];
            var lines = string.Concat(all.Select(file => $"{file.Path},{RecordFile.Hash(SHA256.HashData(file.Content))},{file.Content.Length}\n"));
            return ZipOf([.. all, .. unrecorded, ($"{Info}/RECORD", Encoding.UTF8.GetBytes(record($"{lines}{Info}/RECORD,,\n")))]);
        }
    }

    public static byte[] ZipOf(params IReadOnlyList<(string Path, byte[] Content)> members)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (path, content) in members)
            {
                var member = zip.CreateEntry(path);
                member.LastWriteTime = new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var entry = member.Open();
                entry.Write(content);
            }

        return bytes.ToArray();
    }
}
