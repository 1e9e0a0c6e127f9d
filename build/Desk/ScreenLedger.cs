using Build.Output;
using TorchTrt.Release.Steps;

namespace Build.Desk;

/// <summary>The steps' ledger on the screen.</summary>
public sealed class ScreenLedger(Screen screen) : ILedger
{
    public void Line(string text) => screen.Ledger.Line(text);
}
