using System.Globalization;
using Cake.Core.Diagnostics;

namespace Build.Output;

/// <summary>Cake's log on the ledger: information as it is, warnings and errors to standard error.</summary>
public sealed class LedgerLog(Screen screen) : ICakeLog
{
    public Verbosity Verbosity { get; set; } = Verbosity.Normal;

    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args)
    {
        // The error itself follows and says it better.
        if (verbosity > Verbosity || format.StartsWith("An error occurred when executing task", StringComparison.Ordinal)) return;
        var text = args.Length == 0 ? format : string.Format(CultureInfo.InvariantCulture, format, args);
        if (level == LogLevel.Warning) screen.Error($"warning: {text}");
        else if (level < LogLevel.Warning) screen.Error(text);
        else screen.Ledger.Line(text);
    }
}
