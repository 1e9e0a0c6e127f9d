using System.Text;

namespace TorchTrt.Release.Examine;

/// <summary>Looks for paths of the building machine in bytes that pass by in pieces.</summary>
/// <param name="roots">What such paths begin with or hold, <c>/workspace/Torch-TensorRT/</c>; ASCII.</param>
internal sealed class BuildPathScan(IReadOnlyList<string> roots)
{
    private const int Overlap = 512;
    private const int Most = 3;

    private readonly byte[][] needles = [.. roots.Select(Encoding.UTF8.GetBytes)];
    private readonly List<string> found = [];
    private byte[] tail = [];

    public IReadOnlyList<string> Found => found;

    public void Pass(ReadOnlySpan<byte> piece)
    {
        if (needles.Length == 0 || found.Count >= Most) return;
        if (tail.Length > 0) Look([.. tail, .. piece[..Math.Min(piece.Length, Overlap)]]);
        Look(piece);
        tail = piece.Length >= Overlap ? piece[^Overlap..].ToArray() : [.. tail.AsSpan(Math.Max(0, tail.Length + piece.Length - Overlap)), .. piece];
    }

    private void Look(ReadOnlySpan<byte> bytes)
    {
        foreach (var needle in needles)
        {
            var at = bytes.IndexOf(needle);
            if (at < 0) continue;
            var text = Text(bytes, at, needle.Length);
            if (found.Count < Most && !found.Contains(text)) found.Add(text);
        }
    }

    /// <summary>The printable characters around.</summary>
    private static string Text(ReadOnlySpan<byte> bytes, int at, int length)
    {
        var (start, end) = (at, at + length);
        while (start > 0 && at - start < 100 && IsPath(bytes[start - 1])) start--;
        while (end < bytes.Length && end - at < 200 && IsPath(bytes[end])) end++;
        return Encoding.ASCII.GetString(bytes[start..end]);
    }

    private static bool IsPath(byte one) => one is > (byte)' ' and < 127 and not ((byte)'"' or (byte)'\'' or (byte)':' or (byte)',');
}
