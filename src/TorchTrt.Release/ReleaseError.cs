namespace TorchTrt.Release;

/// <summary>One thing that a user can fix.</summary>
/// <param name="Code">Stable code, <c>TRnnnn</c>; listed in docs/errors.md.</param>
/// <param name="What">What was found, one sentence.</param>
/// <param name="Next">What to do next, one sentence or the exact command.</param>
/// <param name="Where">File and line (<c>path:line</c>), option, ref or URL; null where there is none.</param>
/// <param name="Expected">What was expected instead; null where <paramref name="What"/> says it.</param>
public sealed record ReleaseError(string Code, string What, string Next, string? Where = null, string? Expected = null)
{
    /// <summary>The error as printed: code, place, what, expected, next.</summary>
    public override string ToString()
    {
        var place = Where is null ? "" : $"{Where}: ";
        var expected = Expected is null ? "" : $" Expected: {Expected}.";
        return $"{Code}: {place}{What}{expected} Next: {Next}";
    }
}

/// <summary>The one exception for what a user can fix: printed without a stack trace, all problems together.</summary>
public sealed class ReleaseException(ExitCode exitCode, IReadOnlyList<ReleaseError> errors, Exception? inner = null)
    : Exception(string.Join(Environment.NewLine, errors), inner)
{
    public ReleaseException(ReleaseError error, Exception? inner = null)
        : this(ExitCode.Failed, [error], inner)
    {
    }

    public ExitCode ExitCode { get; } = exitCode;

    public IReadOnlyList<ReleaseError> Errors { get; } = errors;
}

/// <summary>Process exit codes; scripts rely on them.</summary>
public enum ExitCode
{
    /// <summary>Everything asked for is done.</summary>
    Done = 0,

    /// <summary>Something failed; nothing is half-written.</summary>
    Failed = 1,

    /// <summary>A plan was printed and there is something to do.</summary>
    ChangesPending = 2,

    /// <summary>A gate holds the release up.</summary>
    Blocked = 3,

    /// <summary>The release waits for somebody (a merge); the same command continues it.</summary>
    Waiting = 4,
}
