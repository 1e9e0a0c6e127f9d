using System.Collections.Immutable;

namespace Build.Adapters.Programs;

/// <summary>Where a program's signals come from.</summary>
public enum ProgramSession
{
    /// <summary>A session and process group of its own: everything it starts can be ended together. For builds.</summary>
    Own,

    /// <summary>The session of the host: it may ask for a passphrase on the terminal. For git.</summary>
    Shared,
}

/// <summary>One run of one program. Arguments are a list and no shell ever sees them.</summary>
/// <param name="Program">A name to look for on the PATH, or an absolute path.</param>
public sealed record ProgramCall(string Program, params IReadOnlyList<string> Arguments)
{
    /// <summary>Absolute path of the working folder; the host's own when null.</summary>
    public string? Folder { get; init; }

    /// <summary>What it inherits; an allow-list unless said otherwise.</summary>
    public IReadOnlyDictionary<string, string> Inherited { get; init; } = ProgramEnvironment.Listed();

    /// <summary>Variables added to what it inherits. Secrets travel here, never in arguments.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Bytes for standard input; it is empty otherwise.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Absolute path of a file that receives everything the program prints, appended; null for none.</summary>
    public string? LogFile { get; init; }

    /// <summary>Called with each line as it is printed, standard output and error alike.</summary>
    public Action<string>? Progress { get; init; }

    public ProgramSession Session { get; init; } = ProgramSession.Own;

    /// <summary>After this long the program and all it started are ended; null waits for ever.</summary>
    public TimeSpan? Limit { get; init; }

    /// <summary>The call as one would type it.</summary>
    public override string ToString() => string.Join(' ', [Program, .. Arguments.Select(Quoted)]);

    private static string Quoted(string argument)
        => argument.Length > 0 && argument.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:=,+@%".Contains(c)) ? argument : $"'{argument}'";
}
