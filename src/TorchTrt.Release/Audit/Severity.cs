namespace TorchTrt.Release.Audit;

/// <summary>How much a finding matters; the words are SARIF's levels (SARIF 2.1.0, section 3.27.10).</summary>
public enum Severity
{
    /// <summary>Worth knowing; nobody has to do anything.</summary>
    Note,

    /// <summary>What people read is wrong, or a step of the checklist was left out.</summary>
    Warning,

    /// <summary>What is built or installed is wrong.</summary>
    Error,
}

/// <summary>The words of the severities.</summary>
public static class SeverityWords
{
    public static string Word(this Severity severity) => severity switch
    {
        Severity.Note => "note",
        Severity.Warning => "warning",
        _ => "error",
    };
}
