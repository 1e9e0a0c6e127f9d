using Microsoft.AspNetCore.Http;

namespace TorchTrt.Release.Twin;

/// <summary>How a twin is made.</summary>
public sealed record TwinOptions
{
    /// <summary>Where its state lives: <c>state.json</c> and <c>assets/</c>. A twin started on a folder goes on where the last one ended.</summary>
    public required string Folder { get; init; }

    /// <summary>The git side: a bare repository. Refs, tags and commits are real git.</summary>
    public required string BareRepository { get; init; }

    public required string Owner { get; init; }

    public required string Name { get; init; }

    public required string DefaultBranch { get; init; }

    /// <summary>Anything that changes something must carry it.</summary>
    public required string Token { get; init; }

    /// <summary>Scopes of the token, as a classic one carries them; null: a fine-grained token, which does not say.</summary>
    public string? Scopes { get; init; } = "repo";

    /// <summary>What the repository grants the token: admin, maintain, push, triage or pull.</summary>
    public string Role { get; init; } = "admin";

    /// <summary>Port on loopback; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>JSON with milestones, issues, pulls, checkRuns, statuses, releases and rulesets that are there from the beginning; null: an empty forge.</summary>
    public string? Seed { get; init; }

    /// <summary>Stands in front of everything the twin does; whoever wants to see each request and its reply listens here. Null: nobody.</summary>
    public Func<HttpContext, RequestDelegate, Task>? Watch { get; init; }

    /// <summary>The fault that a request runs into; null, or an answer of null: none. Asked once for each request, in the order of their coming.</summary>
    public Func<HttpContext, Fault?>? Misfortune { get; init; }

    /// <summary>How many reads of each address still see what was there before a change.</summary>
    public int ReadsThatLag { get; init; }

    /// <summary>Requests an hour; a 304 is free.</summary>
    public int HourlyLimit { get; init; } = 5000;

    /// <summary>Changes a minute before the secondary limit; null: as many as one likes.</summary>
    public int? ChangesPerMinute { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
