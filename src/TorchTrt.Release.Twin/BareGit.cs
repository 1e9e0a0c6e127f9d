using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace TorchTrt.Release.Twin;

/// <summary>The git side of the forge, driven with argument lists. What an object holds never changes, so each is asked for once.</summary>
internal sealed class BareGit(string folder)
{
    private readonly ConcurrentDictionary<string, GitCommit> commits = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> there = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string From, string To), IReadOnlyList<string>> changes = new();
    private readonly ConcurrentDictionary<(string Into, string Head), bool> merges = new();

    /// <summary>The commit a revision leads to; null when there is none.</summary>
    public string? Ref(string revision)
    {
        if (commits.ContainsKey(revision)) return revision;
        if (Branch(revision) is { } sha) return sha;
        var (exit, output, _) = Run(null, "rev-parse", "--verify", "--quiet", "--end-of-options", $"{revision}^{{commit}}");
        return exit == 0 ? output : null;
    }

    /// <summary>Where a branch stands, by its own file or else the packed refs, as git reads them; null where neither says it, and git is to be asked.</summary>
    private string? Branch(string name)
    {
        if (!name.StartsWith("refs/heads/", StringComparison.Ordinal) || name.Contains("..", StringComparison.Ordinal)) return null;
        try
        {
            var own = Path.Combine(folder, name);
            if (File.Exists(own)) return File.ReadAllText(own).TrimEnd('\n') is var sha && IsSha(sha) ? sha : null;
            var line = File.ReadLines(Path.Combine(folder, "packed-refs")).FirstOrDefault(line => line.EndsWith($" {name}", StringComparison.Ordinal));
            return line?.Split(' ') is [var packed, _] && IsSha(packed) ? packed : null;
        }
        catch (Exception none) when (none is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsSha(string text) => text.Length == 40 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>The object a ref holds, not peeled, and its type; null when there is none.</summary>
    public (string Sha, string Type)? Exact(string name)
    {
        var (exit, output, _) = Run(null, "for-each-ref", "--format=%(refname) %(objectname) %(objecttype)", "--", name);
        var line = exit == 0 ? output.Split('\n').FirstOrDefault(one => one.StartsWith(name + " ", StringComparison.Ordinal)) : null;
        return line?.Split(' ') is [_, var sha, var type] ? (sha, type) : null;
    }

    /// <summary>Refs below a prefix: name, object, type.</summary>
    public IReadOnlyList<(string Name, string Sha, string Type)> Refs(string prefix)
    {
        var (_, output, _) = Run(null, "for-each-ref", "--format=%(refname) %(objectname) %(objecttype)");
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).Where(parts => parts[0].StartsWith(prefix, StringComparison.Ordinal)).Select(parts => (parts[0], parts[1], parts[2]))];
    }

    /// <summary>Points a ref somewhere else, only if it is where it was thought to be.</summary>
    /// <param name="before">40 zeros for a ref that must not be there.</param>
    public bool Update(string name, string after, string before) => Run(null, "update-ref", "--", name, after, before).Exit == 0;

    public bool Delete(string name, string before) => Run(null, "update-ref", "-d", "--", name, before).Exit == 0;

    public bool Has(string sha)
    {
        if (there.ContainsKey(sha)) return true;
        var has = Run(null, "cat-file", "-e", sha).Exit == 0;
        if (has && IsSha(sha)) there[sha] = true;
        return has;
    }

    public string Raw(string type, string sha) => Run(null, "cat-file", type, sha).Output;

    public string? MakeTag(string content) => Run(content, "mktag") is (0, var sha, _) ? sha : null;

    /// <summary>The merge commit of a branch into another, as old as the younger of the two, so that the same rehearsal makes the same commit; null when they conflict.</summary>
    public string? Merge(string into, string head, string message)
    {
        var (exit, tree, trouble) = Run(null, "merge-tree", "--write-tree", into, head);
        // 1 is a conflict; anything else is git's own trouble.
        if (exit == 1) return null;
        if (exit != 0) throw new IOException($"git merge-tree failed: {trouble}");
        var (made, commit, error) = Run(message + "\n", Younger(into, head), "commit-tree", tree.Split('\n')[0], "-p", into, "-p", head, "-F", "-");
        return made == 0 ? commit : throw new IOException($"git commit-tree failed: {error}");
    }

    /// <summary>A commit that no ref leads to yet.</summary>
    public string MakeCommit(string tree, IReadOnlyList<string> parents, string message, DateTimeOffset when)
    {
        var (exit, commit, error) = Run(message, when.ToUnixTimeSeconds(), ["commit-tree", tree, .. parents.SelectMany(parent => new[] { "-p", parent }), "-F", "-"]);
        return exit == 0 ? commit : throw new IOException($"git commit-tree failed: {error}");
    }

    private long Younger(string one, string other)
        => Run(null, "show", "--no-patch", "--format=%ct", one, other, "--").Output.Split('\n').Max(seconds => long.Parse(seconds, CultureInfo.InvariantCulture));

    /// <summary>Whether two commits merge without a conflict.</summary>
    public bool Merges(string into, string head) => merges.GetOrAdd((into, head), pair => Run(null, "merge-tree", "--write-tree", pair.Into, pair.Head).Exit == 0);

    /// <summary>The merge commit on a branch that brought this commit in; null when there is none among the newest.</summary>
    public string? MergeOf(string branch, string head)
    {
        var (_, output, _) = Run(null, "log", "--first-parent", "--merges", "--max-count=50", "--format=%H %P", branch, "--");
        return output.Split('\n').Select(line => line.Split(' ')).FirstOrDefault(names => names is [_, _, var second, ..] && second == head)?[0];
    }

    public bool IsAncestor(string ancestor, string descendant) => Run(null, "merge-base", "--is-ancestor", ancestor, descendant).Exit == 0;

    /// <summary>A commit's fields; null when there is no such commit.</summary>
    public GitCommit? Commit(string revision)
    {
        if (Ref(revision) is not { } sha) return null;
        if (commits.TryGetValue(sha, out var known)) return known;
        var fields = Run(null, "log", "-1", "--no-show-signature", "--format=%T%x00%P%x00%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%B", sha, "--").Output.Split('\0');
        return commits[sha] = new GitCommit(
            sha, fields[0], fields[1].Split(' ', StringSplitOptions.RemoveEmptyEntries), new GitPerson(fields[2], fields[3], fields[4]), new GitPerson(fields[5], fields[6], fields[7]), fields[8]);
    }

    /// <summary>Paths that a branch's commits changed since they left another.</summary>
    public IReadOnlyList<string> ChangedFiles(string from, string to)
        => changes.GetOrAdd((Ref(from) ?? from, to), pair => Run(null, "diff", "--name-only", $"{pair.From}...{pair.To}").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));

    private (int Exit, string Output, string Error) Run(string? input, params string[] arguments) => Run(input, null, arguments);

    private (int Exit, string Output, string Error) Run(string? input, long? when, params string[] arguments)
    {
        var start = new ProcessStartInfo("git") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.ArgumentList.Add($"--git-dir={folder}");
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        // Neither the user's settings nor the git that may have started this process have a say in the twin's repository.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("GIT_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["LC_ALL"] = "C.UTF-8";
        foreach (var who in new[] { "AUTHOR", "COMMITTER" })
        {
            start.Environment[$"GIT_{who}_NAME"] = "Release Twin";
            start.Environment[$"GIT_{who}_EMAIL"] = "twin@localhost";
            if (when is { } time) start.Environment[$"GIT_{who}_DATE"] = $"@{time} +0000";
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        if (input is not null) process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.TrimEnd('\n'), error.GetAwaiter().GetResult());
    }
}

/// <param name="Message">The whole message.</param>
internal sealed record GitCommit(string Sha, string Tree, IReadOnlyList<string> Parents, GitPerson Author, GitPerson Committer, string Message);

/// <param name="Date">ISO 8601.</param>
internal sealed record GitPerson(string Name, string Email, string Date);
