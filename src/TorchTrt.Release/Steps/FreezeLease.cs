using System.Globalization;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Steps;

/// <summary>What holds a branch shut.</summary>
public enum FreezeMeans
{
    /// <summary>A ruleset of the release's own, beside everything that protects the branch already.</summary>
    Ruleset,

    /// <summary>Branch protection's <c>lock_branch</c>, where rulesets are not to be had. It knows no owner and no end.</summary>
    BranchLock,
}

/// <summary>A freeze as the forge keeps it: which branch, for which release, by whom and until when. Any machine can read it and end it.</summary>
/// <param name="Id">The forge's own number; 0 before it has one.</param>
/// <param name="Release">Version that is released; empty for a branch lock.</param>
/// <param name="Expires">When it no longer binds anybody who is asked; null for a branch lock.</param>
public sealed record FreezeLease(long Id, string Branch, FreezeMeans Means, string Release, string Owner, DateTimeOffset? Expires)
{
    /// <summary>What the names of all freezes begin with.</summary>
    public const string Prefix = "release-freeze-";

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary><c>release-freeze-2.14.0 by ada until 2026-12-01T12:00:00Z</c>: a ruleset has no other place for words.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Release} by {Owner} until {Expires?.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}");

    public bool IsExpired(DateTimeOffset now) => Expires <= now;

    /// <summary>Whether it holds the branch shut for another release; a branch lock is nobody's.</summary>
    public bool IsOthers(ReleaseVersion release, DateTimeOffset now) => Means == FreezeMeans.Ruleset && Release != release.ToString() && !IsExpired(now);

    /// <summary>What people should know of a freeze that nobody ended, for it keeps everybody out; null while it binds.</summary>
    public string? Overdue(DateTimeOffset now)
        => IsExpired(now) ? $"{this}: that time is over. End it with --target=Thaw --version={Release}, or renew it with --target=Freeze." : null;

    /// <summary>Reads a ruleset's name; null when it is not one of ours.</summary>
    public static FreezeLease? Parse(long id, string branch, string name)
    {
        if (!name.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var (by, until) = (name.IndexOf(" by ", StringComparison.Ordinal), name.LastIndexOf(" until ", StringComparison.Ordinal));
        if (by < 0 || until < by) return null;
        return DateTimeOffset.TryParseExact(name[(until + " until ".Length)..], TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var expires)
            ? new FreezeLease(id, branch, FreezeMeans.Ruleset, name[Prefix.Length..by], name[(by + " by ".Length)..until], expires)
            : null;
    }

    /// <summary>For people: who holds the branch, for what, until when.</summary>
    public override string ToString() => Means == FreezeMeans.BranchLock
        ? $"{Branch} is locked by branch protection"
        : string.Create(CultureInfo.InvariantCulture, $"{Branch} is frozen for {Release} by {Owner} until {Expires:yyyy-MM-dd HH:mm} UTC");
}

/// <summary>How a freeze is to be made.</summary>
/// <param name="Owner">Who releases, for whoever finds the branch shut. One line.</param>
public sealed record FreezeTerms(string Owner, TimeSpan Lasts, FreezeWord Word = FreezeWord.Unsaid);

/// <summary>Whether those whose pull requests stay open are told of a freeze.</summary>
public enum FreezeWord
{
    Unsaid,

    /// <summary>One comment on each of them, once a release.</summary>
    Said,
}
