using TorchTrt.Release.Bench.SideBySide;

namespace TorchTrt.Release.Bench.Contests;

/// <summary>The changelog section of one release, by this program and by the tools that people use.</summary>
public sealed class ChangelogOfOneRelease : IContest
{
    public string Name => "changelog-range";

    public string Question => "The section of 1.4.0 (195 commits since v1.3.0) of a clone of Torch-TensorRT, in the angular format.";

    public async Task<Lineup> Arrange(Arena arena, CancellationToken cancel)
    {
        var clone = await ChangelogPeers.CloneAt(arena, "v1.4.0", cancel);
        return new(
            new("torch-tensorrt-release Changelog", arena.Host("--target=Changelog", $"--repo={clone}", "--from=v1.3.0", "--to=v1.4.0", "--version=1.4.0", "--output=-"), clone),
            new(await ChangelogPeers.Cli5(arena, clone, ["-n", await ChangelogPeers.From(arena, "v1.3.0", cancel)], cancel), AtMost: 0.30),
            new(await ChangelogPeers.Version8(arena, clone, ["--from", "v1.3.0", "--to", "v1.4.0"], cancel), AtMost: 1.0),
            new(await ChangelogPeers.GitCliff(arena, clone, ["v1.3.0..v1.4.0"], cancel)));
    }
}

/// <summary>Every release's section, from the first commit on.</summary>
public sealed class ChangelogOfEverything : IContest
{
    public string Name => "changelog-history";

    public string Question => "The sections of all releases up to v2.13.0 (4,255 commits) of a clone of Torch-TensorRT, in the angular format.";

    public async Task<Lineup> Arrange(Arena arena, CancellationToken cancel)
    {
        var clone = await ChangelogPeers.CloneAt(arena, "v2.13.0", cancel);
        return new(
            new("torch-tensorrt-release Changelog", arena.Host("--target=Changelog", $"--repo={clone}", "--all-releases", "--to=v2.13.0", "--output=-"), clone),
            new(await ChangelogPeers.Cli5(arena, clone, ["-r", "0"], cancel), AtMost: 0.20),
            new(await ChangelogPeers.Version8(arena, clone, ["-r", "0"], cancel), AtMost: 0.55),
            new(await ChangelogPeers.GitCliff(arena, clone, [], cancel), AtMost: 0.80));
    }
}

/// <summary>How memory grows with a history's length.</summary>
public sealed class ChangelogOfALongHistory : IContest
{
    private const int Commits = 100_000;

    public string Name => "changelog-long";

    public string Question => "One section of 100,000 generated commits, in the angular format.";

    public async Task<Lineup> Arrange(Arena arena, CancellationToken cancel)
    {
        var clone = Path.Combine(arena.Folder, "long");
        await Arena.Run(["git", "init", "--quiet", "--initial-branch=main", clone], arena.Folder, cancel);
        var stream = Path.Combine(arena.Folder, "stream");
        await WriteHistory(stream, cancel);
        await Arena.Run(["sh", "-c", "exec git fast-import --quiet <\"$0\"", stream], clone, cancel);
        return new(
            new("torch-tensorrt-release Changelog", arena.Host("--target=Changelog", $"--repo={clone}", "--from=begin", "--to=main", "--version=1.0.0", "--output=-"), clone),
            new(await ChangelogPeers.Version8(arena, clone, ["--from", "begin", "--to", "main"], cancel)),
            new(await ChangelogPeers.GitCliff(arena, clone, ["begin..main"], cancel)));
    }

    /// <summary>A history of git fast-import: every kind of commit that the format knows, 12 scopes, references, some breaking.</summary>
    private static async Task WriteHistory(string path, CancellationToken cancel)
    {
        string[] types = ["feat", "fix", "perf", "docs", "chore", "refactor", "test", "revert"];
        await using var file = new StreamWriter(path, append: false, new System.Text.UTF8Encoding(false)) { NewLine = "\n" };
        for (var number = 0; number <= Commits; number++)
        {
            var breaking = number % 97 == 0 ? $"\n\nBREAKING CHANGE: interface {number} is gone" : "";
            var message = number == 0 ? "chore: begin" : $"{types[number % types.Length]}(scope{number % 12}): change number {number} (#{number % 4000})\n\nBody of change {number}.{breaking}\n";
            var bytes = System.Text.Encoding.UTF8.GetByteCount(message);
            await file.WriteAsync($"commit refs/heads/main\nmark :{number + 1}\ncommitter Ada <ada@example.org> {1_500_000_000 + number} +0000\ndata {bytes}\n{message}\n".AsMemory(), cancel);
            if (number > 0) await file.WriteAsync($"from :{number}\n".AsMemory(), cancel);
            if (number == 0) await file.WriteAsync("reset refs/tags/begin\nfrom :1\n".AsMemory(), cancel);
        }
    }
}

/// <summary>The tools that the format comes from, at their pinned versions, and git-cliff.</summary>
internal static class ChangelogPeers
{
    /// <summary>A clone whose HEAD is there, with the address of GitHub as its origin, without a work tree.</summary>
    public static async Task<string> CloneAt(Arena arena, string revision, CancellationToken cancel)
    {
        var clone = Path.Combine(arena.Folder, "clone");
        await Arena.Run(["git", "clone", "--quiet", "--shared", "--no-checkout", arena.RequiredCheckout, clone], arena.Folder, cancel);
        await Arena.Run(["git", "update-ref", "--no-deref", "HEAD", $"{revision}^{{commit}}"], clone, cancel);
        await Arena.Run(["git", "remote", "set-url", "origin", "https://github.com/pytorch/TensorRT.git"], clone, cancel);
        return clone;
    }

    public static async Task<Contender> Cli5(Arena arena, string clone, IReadOnlyList<string> range, CancellationToken cancel)
    {
        var programs = await arena.Npm("conventional-changelog-cli-5", ["conventional-changelog-cli@5.0.0"], cancel);
        return Node("conventional-changelog-cli 5.0.0", [Path.Combine(programs, "conventional-changelog"), "-p", "angular", "-t", "v", .. range], clone);
    }

    /// <summary>Settings that have version 5 begin after a tag; it has no option for that, and looks for tags among the ancestors of HEAD alone.</summary>
    public static async Task<string> From(Arena arena, string tag, CancellationToken cancel)
    {
        var settings = Path.Combine(arena.Folder, "from.json");
        await File.WriteAllTextAsync(settings, $$$"""{ "gitRawCommitsOpts": { "from": "{{{tag}}}" } }""", cancel);
        return settings;
    }

    public static async Task<Contender> Version8(Arena arena, string clone, IReadOnlyList<string> range, CancellationToken cancel)
    {
        var programs = await arena.Npm("conventional-changelog-8", ["conventional-changelog@8.1.3", "conventional-changelog-angular@9.4.0"], cancel);
        return Node("conventional-changelog 8.1.3", [Path.Combine(programs, "conventional-changelog"), "-p", "angular", "-t", "v", "--stdout", .. range], clone);
    }

    public static async Task<Contender> GitCliff(Arena arena, string clone, IReadOnlyList<string> range, CancellationToken cancel)
    {
        var programs = await arena.Npm("git-cliff-2", ["git-cliff@2.14.2"], cancel);
        // npm's own file is a script of node that starts the binary; the binary itself is what is timed.
        var binary = Directory.EnumerateFiles(Path.Combine(programs, ".."), "git-cliff", SearchOption.AllDirectories).Order(StringComparer.Ordinal).FirstOrDefault(file => new FileInfo(file).Length > 1 << 20)
            ?? throw new AbsentException("git-cliff's binary for this machine");
        var configuration = Path.Combine(arena.Folder, "cliff.toml");
        await File.WriteAllTextAsync(configuration, Cliff, cancel);
        return new("git-cliff 2.14.2", [binary, "--offline", "--config", configuration, .. range], clone);
    }

    /// <summary>Node reads more certificates when told to, which nobody who only prints a changelog needs.</summary>
    private static Contender Node(string name, IReadOnlyList<string> arguments, string clone)
        => new(name, arguments, clone) { Environment = new Dictionary<string, string?> { ["NODE_EXTRA_CA_CERTS"] = null } };

    /// <summary>As near to the angular format as its templates come.</summary>
    private const string Cliff = """
        [changelog]
        body = '''
        # {{ version | default(value="unreleased") }} ({{ timestamp | default(value=0) | date(format="%Y-%m-%d") }})
        {% for group, commits in commits | group_by(attribute="group") %}
        ### {{ group }}
        {% for commit in commits %}
        * {% if commit.scope %}**{{ commit.scope }}:** {% endif %}{{ commit.message | split(pat="\n") | first }} ([{{ commit.id | truncate(length=7, end="") }}](https://github.com/pytorch/TensorRT/commit/{{ commit.id }}))
        {%- endfor %}
        {% endfor %}'''
        [git]
        conventional_commits = true
        filter_unconventional = true
        tag_pattern = "^v[0-9]+\\.[0-9]+\\.[0-9]+$"
        commit_parsers = [{ message = "^feat", group = "Features" }, { message = "^fix", group = "Bug Fixes" }, { message = "^perf", group = "Performance Improvements" }, { message = "^revert", group = "Reverts" }, { message = ".*", skip = true }]
        """;
}
