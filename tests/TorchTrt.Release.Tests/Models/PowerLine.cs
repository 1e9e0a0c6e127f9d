namespace TorchTrt.Release.Tests.Models;

/// <summary>The power of one run: it may fail at one of the effects, before it or after it.</summary>
/// <param name="cut">Null: it never fails.</param>
internal sealed class PowerLine(PowerCut? cut)
{
    private int effects;

    /// <summary>What was changed, in order.</summary>
    public List<string> Effects { get; } = [];

    /// <exception cref="PowerFailure">The power fails here.</exception>
    public T Change<T>(string what, Func<T> change)
    {
        var number = ++effects;
        if (cut is { IsBefore: true } && cut.Effect == number) throw new PowerFailure(what);
        var result = change();
        Effects.Add(what);
        if (cut is { IsBefore: false } && cut.Effect == number) throw new PowerFailure(what);
        return result;
    }

    public void Change(string what, Action change) => Change(what, () =>
    {
        change();
        return 0;
    });
}

/// <param name="Effect">At which effect of the run, 1 for the first.</param>
internal sealed record PowerCut(int Effect, bool IsBefore)
{
    public override string ToString() => $"dies {(IsBefore ? "before" : "after")} effect {Effect}";
}

/// <summary>Nothing of the program runs any more, so nothing of it may catch this but the test.</summary>
internal sealed class PowerFailure(string at) : Exception($"the power failed at: {at}");
