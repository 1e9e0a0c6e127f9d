using System.Diagnostics;

namespace TorchTrt.Release.Twin;

/// <summary>The git side of the forge, driven with argument lists.</summary>
internal sealed class BareGit(string folder)
{
    /// <summary>The commit a revision leads to; null when there is none.</summary>
    public string? Ref(string revision)
    {
        var (exit, output, _) = Run(null, "rev-parse", "--verify", "--quiet", "--end-of-options", $"{revision}^{{commit}}");
        return exit == 0 ? output : null;
    }

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

    public bool Has(string sha) => Run(null, "cat-file", "-e", sha).Exit == 0;

    public string Raw(string type, string sha) => Run(null, "cat-file", type, sha).Output;

    public string? MakeTag(string content) => Run(content, "mktag") is (0, var sha, _) ? sha : null;

    /// <summary>The merge commit of a branch into another; null when they conflict.</summary>
    public string? Merge(string into, string head, string message, DateTimeOffset when)
    {
        var (exit, tree, _) = Run(null, "merge-tree", "--write-tree", into, head);
        if (exit != 0) return null;
        var (made, commit, error) = Run(message + "\n", when, "commit-tree", tree.Split('\n')[0], "-p", into, "-p", head, "-F", "-");
        return made == 0 ? commit : throw new InvalidOperationException($"git commit-tree failed: {error}");
    }

    /// <summary>The newest merge commit on a branch whose message begins so; null when there is none.</summary>
    public string? MergeOf(string branch, string message)
    {
        var (_, output, _) = Run(null, "log", "--first-parent", "--merges", "--max-count=50", "--format=%H %s", branch, "--");
        return output.Split('\n').FirstOrDefault(line => line.Length > 41 && line[41..].StartsWith(message, StringComparison.Ordinal))?[..40];
    }

    public IReadOnlyList<string> ChangedFiles(string from, string to)
        => Run(null, "diff", "--name-only", $"{from}...{to}").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private (int Exit, string Output, string Error) Run(string? input, params string[] arguments) => Run(input, null, arguments);

    private (int Exit, string Output, string Error) Run(string? input, DateTimeOffset? when, params string[] arguments)
    {
        var start = new ProcessStartInfo("git") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.ArgumentList.Add($"--git-dir={folder}");
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["LC_ALL"] = "C.UTF-8";
        foreach (var (who, name) in new[] { ("AUTHOR", "Release Twin"), ("COMMITTER", "Release Twin") })
        {
            start.Environment[$"GIT_{who}_NAME"] = name;
            start.Environment[$"GIT_{who}_EMAIL"] = "twin@localhost";
            if (when is { } time) start.Environment[$"GIT_{who}_DATE"] = $"@{time.ToUnixTimeSeconds()} +0000";
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
