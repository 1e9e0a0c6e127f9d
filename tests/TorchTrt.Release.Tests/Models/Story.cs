using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace TorchTrt.Release.Tests.Models;

/// <summary>
/// A release of two managers in a world in which people act by hand and power fails, held against what must be true whatever happens. In the end the
/// advice of every refusal is followed until the release is done, or nothing can be done any more.
/// </summary>
internal sealed class Story
{
    private readonly SharedWorld world = new();
    private readonly Manager first;
    private readonly Manager second;

    private Story() => (first, second) = (new Manager("ada", world), new Manager("bob", world));

    /// <summary>Whether the release was done in the end.</summary>
    public bool IsReleased { get; private set; }

    /// <returns>What is wrong; null when nothing is.</returns>
    public static async Task<(string? Wrong, bool IsReleased)> Tell(IReadOnlyList<Deed> deeds)
    {
        var story = new Story();
        try
        {
            foreach (var deed in deeds)
                if (await story.Do(deed) is { } wrong) return ($"{deed}: {wrong}", false);
            return (await story.End(), story.IsReleased);
        }
        catch (Exception crash) when (crash is not OutOfMemoryException)
        {
            return ($"{crash.GetType().Name}: {crash.Message}\n{crash.StackTrace}", false);
        }
    }

    private async Task<string?> Do(Deed deed)
    {
        if (deed.Kind > DeedKind.Thaw)
        {
            deed.Do(world);
            return null;
        }

        var manager = deed.ByFirst ? first : second;
        return await Held(manager, () => deed.Kind switch
        {
            DeedKind.Publish => manager.Publish(deed.Cut),
            DeedKind.Plan => manager.Plan(),
            DeedKind.Undo => manager.Undo(deed.Cut),
            _ => manager.Thaw(deed.Cut),
        }, deed.Kind);
    }

    /// <summary>What holds for every run.</summary>
    private async Task<string?> Held(Manager manager, Func<Task<RunEnd>> run, DeedKind kind)
    {
        var (text, tag, release, lease, held) = (world.ToString(), world.Tags.GetValueOrDefault(SharedWorld.Tag), world.Release, world.Lease, world.Lock);
        var foreign = world.Pulls.Where(pull => pull.Head != SharedWorld.BumpBranch).ToList();
        last = await run();
        if (tag is not null && world.Tags.GetValueOrDefault(SharedWorld.Tag) != tag) return "the tag moved";
        if (release is { IsDraft: false } && world.Release != release) return "a public release changed";
        if (release is not { IsDraft: false } && world.Release is { IsDraft: false } now && !HoldsWhatWasPlanned(now)) return "what became public is not what was planned";
        if (lease is { Release: not "1.1.0" } && !lease.IsExpired(world.Now) && world.Lease != lease) return "another release's freeze was ended";
        if (!foreign.SequenceEqual(world.Pulls.Where(pull => pull.Head != SharedWorld.BumpBranch))) return "another's pull request was touched";
        if (held.Held is { } other && other.Owner != manager.Name && manager.TakeOver is null && world.Lock != held) return "another's lock was broken";
        var isShut = release is not { IsDraft: false } && ((lease is { Release: not "1.1.0" } && !lease.IsExpired(world.Now)) || foreign.Any(pull => pull.State == PullRequestState.Open));
        if (kind == DeedKind.Publish && isShut && last.Effects.Any(effect => effect != "unlock")) return $"the gate was shut, and it went on: {string.Join(", ", last.Effects)}";
        if ((kind == DeedKind.Plan || last.Codes.Contains("TR3203")) && world.ToString() != text) return $"it was to change nothing, and did: {string.Join(", ", last.Effects)}";
        if (kind == DeedKind.Publish && last.Outcome == Outcome.Done && Unfinished(manager) is { } unfinished) return $"it says that it is done, and {unfinished}";
        if (kind == DeedKind.Undo && last.Outcome == Outcome.Done && (world.Release is { IsDraft: true } || world.Branches.ContainsKey(SharedWorld.BumpBranch) || world.Lease?.Release == "1.1.0")) return "it says that it is undone, and it is not";
        return null;
    }

    private RunEnd last = new(Outcome.Done, [], []);

    /// <summary>The same command again and again, with the advice of each refusal followed in between.</summary>
    private async Task<string?> End()
    {
        for (var time = 0; time < 20; time++)
        {
            if (await Held(first, () => first.Publish(null), DeedKind.Publish) is { } wrong) return wrong;
            if (last.Outcome == Outcome.Done) return await Released();
            if (Dead() is { } end) return end.Wrong ?? await Thawed();
            if (!Follow()) return $"{last.Outcome} for {string.Join(' ', last.Codes)}, which tells nobody what to do";
        }

        return $"it never ends: {last.Outcome} for {string.Join(' ', last.Codes)}";
    }

    private async Task<string?> Released()
    {
        IsReleased = true;
        if (await Held(first, () => first.Publish(null), DeedKind.Publish) is { } wrong) return wrong;
        return last.Effects.Count == 0 && last.Outcome == Outcome.Done ? null : $"done once more, it changed: {string.Join(", ", last.Effects)}";
    }

    /// <summary>What nobody can repair: the tag is somewhere else for ever, or what is public is not what was planned.</summary>
    private (string? Wrong, bool IsDead)? Dead()
    {
        if (last.Codes.Contains("TR2301"))
            return world.Tags.GetValueOrDefault(SharedWorld.Tag) is { } tag && tag != Bump?.MergeCommit ? (null, true) : ("it speaks of a tag elsewhere, and there is none", true);
        if (last.Codes.Contains("TR3501")) return world.Release is { IsDraft: false } release && !HoldsWhatWasPlanned(release) ? (null, true) : ("it speaks of missing files, and there are none", true);
        return null;
    }

    /// <summary>The world that cannot be repaired can at least be opened again.</summary>
    private async Task<string?> Thawed()
    {
        if (world.Lease is { Release: not "1.1.0" }) world.Lease = null;
        if (await Held(second, () => second.Thaw(null), DeedKind.Thaw) is { } wrong) return wrong;
        return world.Lease is null ? null : "the branch cannot be opened";
    }

    /// <summary>Does what the refusal says is to be done; false when it says nothing that can be done.</summary>
    private bool Follow()
    {
        var codes = last.Codes;
        if (codes.Contains("TR9103") || last.Outcome == Outcome.Waiting) return Merge();
        if (codes.Contains("TR3201")) return Each(world.Pulls.Where(pull => pull.State == PullRequestState.Open && pull.Head != SharedWorld.BumpBranch), pull => world.Replace(pull, pull with { State = PullRequestState.Closed }));
        if (codes.Contains("TR3202")) return (world.Lease = null) is null;
        if (codes.Contains("TR3203")) return (first.TakeOver = "bob's machine died") is not null;
        if (!codes.Contains("TR3401") && !codes.Contains("TR2201")) return false;
        world.DeleteBranch(SharedWorld.BumpBranch);
        return true;
    }

    private bool Merge() => Bump is { State: PullRequestState.Open } pull && world.Merge(pull) is not null;

    private PullRequest? Bump => world.Pulls.LastOrDefault(pull => pull.Head == SharedWorld.BumpBranch);

    private string? Unfinished(Manager manager)
        => world.Release is not { IsDraft: false } release ? "nothing is public"
            : !HoldsWhatWasPlanned(release) ? "the release does not hold what was planned"
            : world.Tags.GetValueOrDefault(SharedWorld.Tag) is not { } tag || tag != Bump?.MergeCommit ? "the tag is not at the merge of the pull request"
            : world.Lease is { } lease && (lease.Release == "1.1.0" || lease.IsExpired(world.Now)) ? "the branch is frozen"
            : world.Lock.Held?.Owner == manager.Name ? "its lock is held"
            : null;

    private static bool HoldsWhatWasPlanned(ForgeRelease release)
        => release.Assets.Select(asset => $"{asset.Name} {asset.Digest}").Order(StringComparer.Ordinal).SequenceEqual(Manager.Made.Select(file => $"{file.Name} {file.Digest}").Order(StringComparer.Ordinal));

    private static bool Each<T>(IEnumerable<T> things, Action<T> act)
    {
        var some = things.ToList();
        some.ForEach(act);
        return some.Count > 0;
    }
}
