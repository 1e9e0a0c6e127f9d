namespace TorchTrt.Release.Archives;

/// <summary>How a gzip stream is made. Level and block size decide its bytes; the number of workers does not.</summary>
/// <param name="Level">
/// 0 to 9. The standard is 5: of the platform's deflate it takes an eighth less time than 6 and makes tarballs of shared objects 0.3 % larger; both are about 2 %
/// larger than <c>gzip -6</c>, since blocks are compressed apart.
/// </param>
/// <param name="BlockBytes">Bytes that are compressed on their own.</param>
/// <param name="Workers">Blocks compressed at once.</param>
public sealed record GzipPlan(int Level = 5, int BlockBytes = 1 << 19, int Workers = 0)
{
    public static GzipPlan Standard { get; } = new();

    /// <summary>As asked, else one per core; not more than memory is meant for.</summary>
    internal int Threads => Math.Clamp(Workers > 0 ? Workers : Environment.ProcessorCount, 1, 16);
}

/// <summary>What was written.</summary>
/// <param name="Sha256">Of the gzip stream; 64 lowercase hexadecimal digits.</param>
/// <param name="Bytes">Of the gzip stream.</param>
/// <param name="ContentSha256">Of what it inflates to: stays the same where another deflate writes other bytes.</param>
/// <param name="ContentBytes">Of what it inflates to.</param>
public sealed record GzipTotals(string Sha256, long Bytes, string ContentSha256, long ContentBytes);
