using Build.CommandLine;
using TorchTrt.Release;

namespace Build.Output;

/// <summary>Puts a target's result where the caller wants it: a file, or standard output.</summary>
public sealed class ResultWriter(ReleaseRequest request, Screen screen)
{
    private const int Piece = 64 * 1024;

    /// <summary>Writes the whole result; a file is replaced in one go.</summary>
    /// <exception cref="ReleaseException">TR9012 when the file cannot be written.</exception>
    public void Write(string text)
    {
        if (request.Output is null or "-")
        {
            // In pieces: a long history's text is not held twice.
            for (var at = 0; at < text.Length; at += Piece) screen.Results.Write(text.AsSpan(at, Math.Min(Piece, text.Length - at)));
            screen.Results.Flush();
            return;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(request.Output)!);
            var temporary = $"{request.Output}.{Environment.ProcessId}.tmp";
            File.WriteAllText(temporary, text);
            File.Move(temporary, request.Output, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException(new ReleaseError("TR9012", $"the result cannot be written: {exception.Message}", "choose another --output.", request.Output), exception);
        }

        screen.Ledger.Line($"wrote {request.Output}");
    }
}
