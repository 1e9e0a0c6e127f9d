using System.Globalization;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Applications;

/// <summary>What became of a program of an application after it was built.</summary>
/// <param name="Program">Relative to the checkout.</param>
public abstract record ApplicationTrial(string Program)
{
    /// <summary>For people: the program, and what became of it.</summary>
    public abstract string Sentence { get; }

    /// <summary>TR4504 where it does not work; null otherwise.</summary>
    public virtual ReleaseError? Problem => null;
}

/// <summary>It ran to its end, well or not.</summary>
public sealed record TrialRan(string Program, ToolRun Run) : ApplicationTrial(Program)
{
    public override string Sentence => Run.Succeeded ? $"{Program} ran" : $"{Program} failed with {Run.ExitCode}";

    public override ReleaseError? Problem => Run.Succeeded ? null : Run.Failure("TR4504") with { Where = Program };
}

/// <summary>It did not come to its end, and was ended.</summary>
public sealed record TrialEndless(string Program, TimeSpan After) : ApplicationTrial(Program)
{
    public override string Sentence => string.Create(CultureInfo.InvariantCulture, $"{Program} was ended after {After.TotalMinutes:0} minutes");

    public override ReleaseError Problem => new("TR4504", $"{Sentence}.", "see what it waits for by running it by hand", Program, "a program that ends");
}

/// <summary>It was built and not run.</summary>
/// <param name="Reason">What it lacks: <c>it needs the Python module torch</c>.</param>
public sealed record TrialNotRun(string Program, string Reason) : ApplicationTrial(Program)
{
    public override string Sentence => $"{Program} was built, not run: {Reason}";
}
