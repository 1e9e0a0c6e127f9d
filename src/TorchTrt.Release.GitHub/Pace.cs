namespace TorchTrt.Release.GitHub;

/// <summary>Changes go one at a time, with a pause between (docs.github.com, "Pause between mutative requests").</summary>
internal sealed class Pace(TimeSpan pause, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private long? last;

    /// <summary>Waits for the turn; it ends when the result is disposed of.</summary>
    public async Task<IDisposable> Turn(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            if (last is { } ended && pause - time.GetElapsedTime(ended) is { Ticks: > 0 } left) await Task.Delay(left, time, cancel);
            return new Ending(this);
        }
        catch
        {
            turn.Release();
            throw;
        }
    }

    public void Dispose() => turn.Dispose();

    private sealed class Ending(Pace pace) : IDisposable
    {
        public void Dispose()
        {
            pace.last = pace.Now;
            pace.turn.Release();
        }
    }

    private long Now => time.GetTimestamp();
}
