namespace Reliability.Tests.Stories;

/// <summary>A clock that runs a hundred times as fast, so that what waits a minute waits a moment.</summary>
public sealed class HurriedTime : TimeProvider
{
    private const int Haste = 100;

    private readonly DateTimeOffset start = DateTimeOffset.UtcNow;
    private readonly long began = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => start + (System.GetElapsedTime(began) * Haste);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        => new Timer(System.CreateTimer(callback, state, Hurried(dueTime), Hurried(period)));

    private static TimeSpan Hurried(TimeSpan time) => time <= TimeSpan.Zero ? time : time / Haste;

    private sealed class Timer(ITimer inner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(Hurried(dueTime), Hurried(period));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
