namespace TorchTrt.Release.Applications;

/// <summary>What a Python script needs beside its modules, as its text shows.</summary>
[Flags]
public enum ScriptNeeds
{
    None = 0,

    /// <summary>It does nothing when it is started: a module of others.</summary>
    Importer = 1,

    Arguments = 2,

    /// <summary>Weights or data that are not checked in.</summary>
    Network = 4,

    Gpu = 8,

    /// <summary>Several processes, each with a GPU, that somebody starts together.</summary>
    Peers = 16,

    /// <summary>A Triton server that answers.</summary>
    Server = 32,
}

/// <summary>Says of needs which one is not met.</summary>
public static class ScriptReasons
{
    /// <summary>Why a script is not run; null where nothing keeps it from running.</summary>
    /// <param name="gpu">Whether this machine has an NVIDIA GPU.</param>
    public static string? Reason(this ScriptNeeds needs, bool gpu)
    {
        if (needs.HasFlag(ScriptNeeds.Importer)) return "it is a module of others";
        if (needs.HasFlag(ScriptNeeds.Arguments)) return "it needs arguments";
        if (needs.HasFlag(ScriptNeeds.Peers)) return "it needs several processes";
        if (needs.HasFlag(ScriptNeeds.Server)) return "it needs a Triton server";
        if (needs.HasFlag(ScriptNeeds.Network)) return "it downloads weights or data";
        return needs.HasFlag(ScriptNeeds.Gpu) && !gpu ? "it needs an NVIDIA GPU" : null;
    }
}
