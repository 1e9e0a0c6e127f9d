namespace Build.Tests.Output;

/// <summary>A clock that stands still until a test moves it.</summary>
internal sealed class HostManualTime : TimeProvider
{
    private readonly List<Timer> _timers = [];
    private TimeSpan _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(() => callback(state), period) { Due = _now + dueTime };
        _timers.Add(timer);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        var end = _now + by;
        while (_timers.Where(timer => !timer.IsStopped && timer.Due <= end).MinBy(timer => timer.Due) is { } timer)
        {
            _now = timer.Due;
            timer.Due += timer.Period;
            timer.Ring();
        }

        _now = end;
    }

    private sealed class Timer(Action ring, TimeSpan period) : ITimer
    {
        public TimeSpan Due { get; set; }

        public TimeSpan Period { get; } = period;

        public bool IsStopped { get; private set; }

        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException();

        public void Dispose() => IsStopped = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
