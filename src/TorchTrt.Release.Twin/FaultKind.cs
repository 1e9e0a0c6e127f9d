namespace TorchTrt.Release.Twin;

/// <summary>What can go wrong between a program and a forge.</summary>
public enum FaultKind
{
    /// <summary>Answers with <see cref="Fault.Status"/>; nothing is done.</summary>
    Status,

    /// <summary>The hourly limit is used up: 403, and the time at which it begins anew.</summary>
    Rate,

    /// <summary>The secondary limit: 403 and Retry-After.</summary>
    Secondary,

    /// <summary>The secondary limit without a header that says how long.</summary>
    SecondaryBare,

    /// <summary>429 with Retry-After in seconds.</summary>
    TooMany,

    /// <summary>429 with Retry-After as a date.</summary>
    TooManyUntil,

    /// <summary>The connection breaks before anything is done.</summary>
    Reset,

    /// <summary>The connection breaks in the middle of the request's body; nothing is done.</summary>
    Cut,

    /// <summary>Nothing is done and no reply comes until the client gives up.</summary>
    Hang,

    /// <summary>Everything is done, and then the connection breaks: the reply is lost.</summary>
    After,

    /// <summary>Everything is done, and the reply ends in its middle.</summary>
    Truncated,

    /// <summary>An upload fails and leaves the ghost of an asset, state <c>starter</c>; anything else is answered with 502 and nothing is done.</summary>
    Ghost,

    /// <summary>404, as if the thing had not arrived everywhere yet; nothing is done.</summary>
    Lag,

    /// <summary>422 that says <c>already_exists</c>; nothing is done.</summary>
    Exists,

    /// <summary>Sends the client to the same thing under another address, once.</summary>
    Redirect,
}
