using Build.CommandLine;

namespace Build.Output;

/// <summary>
/// Everything this process says. Owns the console: from its opening on, whatever anyone writes to <see cref="Console"/> is redacted.
/// </summary>
/// <param name="results">Standard output, for what a target was asked to print.</param>
/// <param name="ledger">Log lines: standard output, or standard error while results own the former.</param>
/// <param name="errors">Standard error.</param>
public sealed class Screen(TextWriter results, Ledger ledger, Ledger errors, Redactor redactor)
{
    public TextWriter Results { get; } = results;

    public Ledger Ledger { get; } = ledger;

    public Ledger Errors { get; } = errors;

    /// <summary>To add a secret that becomes known later.</summary>
    public Redactor Redactor { get; } = redactor;

    /// <summary>Log lines to standard error, so that standard output holds the result and nothing else.</summary>
    public Screen WithLogOnErrors() => new(Results, Errors, Errors, Redactor);

    public Screen For(ReleaseRequest request) => request.ResultsOnStandardOutput ? WithLogOnErrors() : this;

    public void Error(string text)
    {
        Ledger.ClearStatus();
        Errors.Line(text);
    }
}

/// <summary>Standard output and standard error, redacted. Disposing writes what was held back.</summary>
public sealed class RedactedConsole : IDisposable
{
    private readonly RedactingWriter _out;
    private readonly RedactingWriter _error;

    public RedactedConsole(Func<string, string?> environment)
    {
        var redactor = new Redactor(Options.Secrets(environment));
        _out = new RedactingWriter(Console.Out, redactor);
        _error = new RedactingWriter(Console.Error, redactor);
        Console.SetOut(_out);
        Console.SetError(_error);
        Screen = new Screen(
            _out,
            new Ledger(_out, Terminal(Console.IsOutputRedirected, environment)),
            new Ledger(_error, Terminal(Console.IsErrorRedirected, environment)),
            redactor);
    }

    public Screen Screen { get; }

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
    }

    private static Terminal? Terminal(bool isRedirected, Func<string, string?> environment)
    {
        var isPlain = isRedirected || !string.IsNullOrEmpty(Options.NoColor.Read(environment)) || environment("TERM") is null or "" or "dumb";
        return isPlain || Console.WindowWidth <= 1 ? null : new Terminal(Console.WindowWidth);
    }
}
