using Microsoft.AspNetCore.Http;

namespace TorchTrt.Release.GitHub.Tests.Contract;

/// <summary>A request and its reply, as they went over the wire.</summary>
/// <param name="Path">As sent, without the query.</param>
/// <param name="RequestBody">Text of a JSON request; null for other contents and none.</param>
/// <param name="ReplyBody">Text of a JSON reply; null for other contents and none.</param>
public sealed record Exchange(string Method, string Path, IReadOnlyDictionary<string, string> Query, string? RequestBody, int Status, string? ReplyBody)
{
    public override string ToString() => $"{Method} {Path} -> {Status}";

    /// <summary>Lets the twin answer and tells what was said.</summary>
    public static async Task Overhear(HttpContext context, RequestDelegate next, Action<Exchange> tell)
    {
        var request = context.Request;
        var (method, path, query) = (request.Method, request.Path.StartsWithSegments("/api/v3", out var rest) ? rest.ToString() : request.Path.ToString(), request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()));
        var asked = await Asked(request);
        var wire = context.Response.Body;
        using var copy = new MemoryStream();
        context.Response.Body = new Tee(wire, copy);
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = wire;
        }

        if (!context.Response.HasStarted) return;
        var isJson = context.Response.ContentType?.StartsWith("application/json", StringComparison.Ordinal) == true;
        tell(new Exchange(method, path, query, asked, context.Response.StatusCode, isJson ? System.Text.Encoding.UTF8.GetString(copy.ToArray()) : null));
    }

    // Octokit sends its JSON as a form; only an upload is anything else.
    private static async Task<string?> Asked(HttpRequest request)
    {
        if (request.Path.Value!.EndsWith("/assets", StringComparison.Ordinal) || request.ContentLength is null or 0) return null;
        request.EnableBuffering();
        using var reader = new StreamReader(request.Body, leaveOpen: true);
        var text = await reader.ReadToEndAsync();
        request.Body.Position = 0;
        return text;
    }

    /// <summary>Writes to the wire and to a copy.</summary>
    private sealed class Tee(Stream wire, Stream copy) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => wire.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) => wire.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The twin writes without blocking.");

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await wire.WriteAsync(buffer, cancellationToken);
            if (copy.Length < 1 << 20) await copy.WriteAsync(buffer, cancellationToken);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }
}
