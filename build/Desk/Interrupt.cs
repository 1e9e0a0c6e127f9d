namespace Build.Desk;

/// <summary>Ctrl-C cancels what runs; the process ends once the step has let go. A second Ctrl-C ends it at once.</summary>
public sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource source = new();

    public Interrupt() => Console.CancelKeyPress += Cancel;

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        Console.CancelKeyPress -= Cancel;
        source.Dispose();
    }

    private void Cancel(object? sender, ConsoleCancelEventArgs args)
    {
        if (source.IsCancellationRequested) return;
        args.Cancel = true;
        source.Cancel();
    }
}
