namespace Reliability.Tests.Managers;

/// <summary>Lets several run side by side so that only one moves at a time, and a seed decides which: every order of their calls can be had, and had again.</summary>
public sealed class Turns(int seed, int runners)
{
    private readonly Lock gate = new();
    private readonly Random random = new(seed);
    private readonly SortedDictionary<int, TaskCompletionSource> waiting = [];
    private readonly List<int> order = [];
    private int active = runners;

    /// <summary>Who moved, in order.</summary>
    public IReadOnlyList<int> Order => order;

    /// <summary>Waits for the turn of one.</summary>
    public Task Mine(int who)
    {
        lock (gate)
        {
            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add(who, turn);
            Next();
            return turn.Task;
        }
    }

    /// <summary>One has ended and moves no more.</summary>
    public void Ended()
    {
        lock (gate)
        {
            active--;
            Next();
        }
    }

    private void Next()
    {
        if (waiting.Count < active || waiting.Count == 0) return;
        var (who, turn) = waiting.ElementAt(random.Next(waiting.Count));
        waiting.Remove(who);
        order.Add(who);
        turn.SetResult();
    }
}
