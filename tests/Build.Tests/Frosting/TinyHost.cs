using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;

namespace Build.Tests.Frosting;

/// <summary>What tiny tasks did, in order.</summary>
internal sealed class Trace
{
    public List<string> Events { get; } = [];
}

/// <summary>A host with the tasks of one test, and a console and a log that remember.</summary>
internal sealed class TinyHost
{
    private readonly CakeHost _host = new();
    private readonly Trace _trace = new();
    private readonly TinyConsole _console = new();
    private readonly TinyLog _log = new();

    public TinyHost() => _host.ConfigureServices(services => services
        .AddSingleton(_trace)
        .AddSingleton<IConsole>(_console)
        .AddSingleton<ICakeLog>(_log)
        .AddSingleton<ICakeReportPrinter, TinyReport>());

    public TinyHost With<TTask>()
        where TTask : class, IFrostingTask
        => Configure(host => host.ConfigureServices(services => services.AddSingleton<IFrostingTask, TTask>()));

    public TinyHost Configure(Action<CakeHost> configure)
    {
        configure(_host);
        return this;
    }

    public TinyRun Run(params string[] args)
    {
        var exitCode = _host.Run(args);
        return new TinyRun(exitCode, _trace.Events, _console.Text, _log.Lines);
    }
}

internal sealed record TinyRun(int ExitCode, IReadOnlyList<string> Events, string Console, IReadOnlyList<string> Log);

internal sealed class TinyConsole : IConsole
{
    private readonly System.Text.StringBuilder _text = new();

    public string Text => _text.ToString();

    public ConsoleColor ForegroundColor { get; set; }

    public ConsoleColor BackgroundColor { get; set; }

    public bool SupportAnsiEscapeCodes => false;

    public void Write(string format, params object[] arg) => _text.AppendFormat(format, arg);

    public void WriteLine(string format, params object[] arg) => _text.AppendFormat(format, arg).Append('\n');

    public void WriteError(string format, params object[] arg) => _text.AppendFormat(format, arg);

    public void WriteErrorLine(string format, params object[] arg) => _text.AppendFormat(format, arg).Append('\n');

    public void ResetColor()
    {
    }
}

internal sealed class TinyLog : ICakeLog
{
    public List<string> Lines { get; } = [];

    public Verbosity Verbosity { get; set; }

    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args)
    {
        if (verbosity <= Verbosity) Lines.Add(string.Format(format, args));
    }
}

internal sealed class TinyReport : ICakeReportPrinter
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
