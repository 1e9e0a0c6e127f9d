using System.Security.Cryptography;

namespace TorchTrt.Release.Bench.Work;

/// <summary>Hashes a file the way downloads are checked: <c>--work hash FILE</c>.</summary>
internal static class HashFile
{
    public static void Run(string path)
    {
        using var file = new FileStream(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan });
        Console.WriteLine($"{Convert.ToHexStringLower(SHA256.HashData(file))}  {path}");
    }
}
