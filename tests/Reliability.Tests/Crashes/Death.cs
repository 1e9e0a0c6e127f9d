namespace Reliability.Tests.Crashes;

/// <summary>How the program ends before its time.</summary>
public enum Death
{
    /// <summary>SIGKILL.</summary>
    Killed,

    /// <summary>SIGINT: the user pressed Ctrl-C.</summary>
    Cancelled,
}

/// <summary>When, seen from a call that leaves the program.</summary>
public enum Moment
{
    /// <summary>The call was sent and nothing is done yet.</summary>
    Before,

    /// <summary>All of it is done and no reply was sent.</summary>
    After,
}
