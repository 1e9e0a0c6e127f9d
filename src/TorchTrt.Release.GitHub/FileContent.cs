using System.Net;
using System.Net.Http.Headers;

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
        var piece = new byte[Piece];
        int read;
        while ((read = await file.ReadAsync(piece, cancellationToken)) > 0)
        {
            await stream.WriteAsync(piece.AsMemory(0, read), cancellationToken);
            Moved();
        }
    }
}
