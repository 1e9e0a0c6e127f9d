using System.Text;

namespace TorchTrt.Release.Tests.Sites;

/// <summary>Spoils a file the way people, editors and enemies do. The same number always spoils the same way.</summary>
internal sealed class Mutator(Random random)
{
    /// <summary>What a pattern might choke on.</summary>
    private static readonly string[] Food =
    [
        "__version__ = '", "__version__", "\"version_info\": {", "VERSIONS = [", "module(", "module(version = \"", "{", "[", "}", "]", "(((((((((", "\"", "'", "''", ",", "torch>=", "torch==1.2.3+cu",
        "torchvision>=9999999999.99999999999.0,<", "https://download.pytorch.org/whl/", "https://download.pytorch.org/whl/nightly/cu130", "https://download.pytorch.org/libtorch/nightly/cu130/libtorch-",
        "#define TORCH_TENSORRT_MINOR_VERSION 7", "#define TORCH_TENSORRT_MAJOR_VERSION ", "1.2.3", "999999999999.0.0", "0.0.0", "${BUILD_VERSION}", "v1.0.0", "\"v99.0.0\": \"x\",", "  {\n", "  },\n",
        "{ index = \"pytorch-nightly-cu130\" }", "name = \"pytorch-test-cu130\"", " ", "\t", "\n", "\r", "\r\n", "\0", "\u00FF\u00FE", "a", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "# ", " else \"torch>=1.0.0\"",
        "- Libtorch ", "- CUDA 11.3", "- Libtorch 2.13.0.dev (latest nightly)", "img.shields.io/badge/PyTorch-", "__cuda_version__: \"", "'tegra' in platform_release",
    ];

    /// <summary>One to four changes; the last may be of the whole file's encoding.</summary>
    public byte[] Spoil(byte[] content)
    {
        var spoilt = content.ToList();
        for (var changes = random.Next(1, 5); changes > 0; changes--) Change(spoilt);
        return Encode([.. spoilt]);
    }

    private void Change(List<byte> bytes)
    {
        var at = random.Next(bytes.Count + 1);
        switch (random.Next(9))
        {
            case 0 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 1:
                bytes.RemoveRange(at, random.Next(Math.Min(40, bytes.Count - at) + 1));
                break;
            case 2:
                var noise = new byte[random.Next(1, 40)];
                random.NextBytes(noise);
                bytes.InsertRange(at, noise);
                break;
            case 3:
                bytes.InsertRange(at, Bytes(Food[random.Next(Food.Length)]));
                break;
            case 4:
                bytes.InsertRange(at, Bytes(string.Concat(Enumerable.Repeat(Food[random.Next(Food.Length)], random.Next(2, 200)))));
                break;
            case 5:
                Duplicate(bytes, at);
                break;
            case 6:
                var crlf = Encoding.Latin1.GetString([.. bytes]).Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal);
                bytes.Clear();
                bytes.AddRange(Bytes(crlf));
                break;
            case 7 when bytes.Count > 0 && bytes[^1] == '\n':
                bytes.RemoveAt(bytes.Count - 1);
                break;
            default:
                bytes.InsertRange(at, Enumerable.Repeat((byte)random.Next(256), random.Next(1, 4000)));
                break;
        }
    }

    /// <summary>The line at a position stands there twice.</summary>
    private static void Duplicate(List<byte> bytes, int at)
    {
        var start = at == 0 ? 0 : bytes.LastIndexOf((byte)'\n', Math.Min(at, bytes.Count) - 1) + 1;
        var end = start >= bytes.Count ? -1 : bytes.IndexOf((byte)'\n', start);
        bytes.InsertRange(start, bytes.GetRange(start, (end < 0 ? bytes.Count : end + 1) - start));
    }

    private byte[] Encode(byte[] bytes) => random.Next(8) switch
    {
        0 => [0xEF, 0xBB, 0xBF, .. bytes],
        1 => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Encoding.Latin1.GetString(bytes))],
        2 => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Encoding.Latin1.GetString(bytes)), .. (byte[])(random.Next(2) == 0 ? [] : [0xD8])],
        _ => bytes,
    };

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
