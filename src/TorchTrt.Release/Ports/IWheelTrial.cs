namespace TorchTrt.Release.Ports;

/// <summary>What came of installing a wheel.</summary>
public abstract record WheelTrial;

/// <param name="Wheel">File name.</param>
/// <param name="Version">What the installed package calls itself.</param>
/// <param name="Interpreter">For example <c>cpython 3.11</c>.</param>
public sealed record InstalledWheel(string Wheel, string Version, string Interpreter) : WheelTrial;

/// <summary>Nothing was installed, and why that says nothing of the wheels.</summary>
public sealed record UntriedWheels(string Why) : WheelTrial;

/// <param name="Run">pip's run.</param>
public sealed record RefusedWheel(string Wheel, ToolRun Run) : WheelTrial;

/// <summary>Installs one of the release's wheels as a user would, in an environment that holds nothing else.</summary>
public interface IWheelTrial
{
    /// <summary>Takes the first of these wheels that this machine's interpreter takes. Nothing is fetched: what it depends on stays away.</summary>
    Task<WheelTrial> Install(IReadOnlyList<OutFile> wheels, CancellationToken cancel);
}
