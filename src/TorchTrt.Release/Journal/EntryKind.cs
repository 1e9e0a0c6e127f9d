namespace TorchTrt.Release.Journal;

/// <summary>What a journal entry tells.</summary>
public enum EntryKind
{
    /// <summary>A run began; the lines say with what.</summary>
    RunStarted,

    /// <summary>A step is about to make the changes in the lines.</summary>
    Intent,

    /// <summary>A step was proved done; the lines are the evidence.</summary>
    Receipt,

    /// <summary>A step or the run ended in the errors of the lines.</summary>
    Failed,

    /// <summary>A run came to its end; the lines are its verdict.</summary>
    RunFinished,
}

/// <summary>The written form of the kinds.</summary>
public static class EntryKinds
{
    public static string Word(this EntryKind kind) => kind switch
    {
        EntryKind.RunStarted => "run-started",
        EntryKind.Intent => "intent",
        EntryKind.Receipt => "receipt",
        EntryKind.Failed => "failed",
        EntryKind.RunFinished => "run-finished",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This kind has no written form."),
    };

    public static bool TryRead(string word, out EntryKind kind)
    {
        foreach (var candidate in Enum.GetValues<EntryKind>())
        {
            kind = candidate;
            if (candidate.Word() == word) return true;
        }

        kind = default;
        return false;
    }
}
