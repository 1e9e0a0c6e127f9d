using TorchTrt.Release;

namespace Build.Output;

/// <summary>What the process will answer to its caller: the gravest of all that was recorded.</summary>
public sealed class ExitVerdict
{
    private static readonly ExitCode[] ByGravity = [ExitCode.Done, ExitCode.ChangesPending, ExitCode.Waiting, ExitCode.Blocked, ExitCode.Failed];

    private ExitCode _code = ExitCode.Done;

    public void Record(ExitCode code) => _code = Array.IndexOf(ByGravity, code) > Array.IndexOf(ByGravity, _code) ? code : _code;

    public void Record(Exception exception) => Record(CodeOf(exception));

    /// <param name="hostCode">What the host returned; any failure of its own counts as failed unless something says more.</param>
    public int Settle(int hostCode) => (int)(hostCode != 0 && _code == ExitCode.Done ? ExitCode.Failed : _code);

    /// <summary>The code of the release's own exception anywhere in the chain.</summary>
    public static ExitCode CodeOf(Exception exception) => Chain(exception).OfType<ReleaseException>().FirstOrDefault()?.ExitCode ?? ExitCode.Failed;

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        IEnumerable<Exception> inner = exception switch
        {
            AggregateException aggregate => aggregate.InnerExceptions,
            { InnerException: { } one } => [one],
            _ => [],
        };
        return inner.SelectMany(Chain).Prepend(exception);
    }
}
