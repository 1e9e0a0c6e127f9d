using Build.Adapters.Programs;

namespace Build.Provisioning;

/// <summary>The machine that targets run on, as far as provisioning looks at it and changes it.</summary>
public interface IMachine
{
    /// <summary>The distribution and those it is like, lower case: <c>debian</c>, <c>ubuntu</c>; empty where it is no Linux.</summary>
    IReadOnlyList<string> Distributions { get; }

    /// <summary>Whether this process may install packages.</summary>
    bool IsRoot { get; }

    /// <summary>When the lists of packages were last fetched; null when there are none.</summary>
    DateTimeOffset? PackageListsFetched { get; }

    /// <summary>Absolute path of a program on PATH or in the system's own folders; null when there is none.</summary>
    string? Find(string command);

    /// <summary>Whether there is a file or folder.</summary>
    bool Exists(string path);

    /// <summary>Runs a program to its end, whatever the exit code.</summary>
    Task<ProgramResult> Run(ProgramCall call, CancellationToken cancel);

    /// <summary>Lets time pass.</summary>
    Task Wait(TimeSpan time, CancellationToken cancel);
}
