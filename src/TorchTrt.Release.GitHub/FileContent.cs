using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace TorchTrt.Release.GitHub;

/// <summary>A file as a request's body: sent in pieces from its beginning however often it is asked for, and says when a piece is through.</summary>
internal sealed class FileContent : HttpContent
{
    private const int Piece = 1 << 18;

    private readonly FileStream file;

    public FileContent(FileStream file)
    {
        this.file = file;
        Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        Headers.ContentLength = file.Length;
    }

    /// <summary><c>sha256:</c> and 64 digits of the bytes that were sent; null before the last of them is.</summary>
    public string? Digest { get; private set; }

    /// <summary>Called after each piece.</summary>
    public Action Moved { get; set; } = () => { };

    protected override bool TryComputeLength(out long length)
    {
        length = file.Length;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        file.Position = 0;
        Digest = null;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[Piece];
        int read;
        while ((read = await file.ReadAsync(piece, cancellationToken)) > 0)
        {
            hash.AppendData(piece, 0, read);
            await stream.WriteAsync(piece.AsMemory(0, read), cancellationToken);
            Moved();
        }

        Digest = $"sha256:{Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}
