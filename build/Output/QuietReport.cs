using Cake.Core;
using Cake.Core.Diagnostics;

namespace Build.Output;

/// <summary>Cake's own headings and table are left out: <see cref="TaskLifetime"/> writes the headings, the outcome table ends the run.</summary>
public sealed class QuietReport : ICakeReportPrinter
{
    public void Write(CakeReport report)
    {
    }

    public void WriteStep(string name, Verbosity verbosity)
    {
    }

    public void WriteLifeCycleStep(string name, Verbosity verbosity)
    {
    }

    public void WriteSkippedStep(string name, Verbosity verbosity)
    {
    }
}
