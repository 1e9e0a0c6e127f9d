using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using Newtonsoft.Json.Linq;
using TorchTrt.Release.GitHub;
using TorchTrt.Release.GitHub.Tests.Contract;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Twin;

namespace TorchTrt.Release.GitHub.Tests;

/// <summary>A twin over a real bare repository, and the adapter that talks to it.</summary>
public sealed class TwinWorld : IAsyncLifetime
{
    public const string Token = "secret-of-the-test";

    private readonly ConcurrentQueue<Exchange> exchanges = [];
    private readonly string folder = Directory.CreateTempSubdirectory("twin-").FullName;
    private GitHubTwin? twin;
    private GitHubForge? forge;

    public CancellationToken Cancel => TestContext.Current.CancellationToken;

    public IForge Forge => forge!;

    public Uri Api => twin!.Api;

    /// <summary>Where the twin keeps its state.</summary>
    public string World => Path.Combine(folder, "world");

    public string Bare => Path.Combine(folder, "repository.git");

    public CommitId Head { get; private set; } = new(new string('0', 40));

    public async ValueTask InitializeAsync()
    {
        Git(folder, "init", "--quiet", "--bare", "--initial-branch=main", Bare);
        Head = Commit("refs/heads/main", "feat: begin", ("README.md", "one\n"));
        await Start(null);
    }

    /// <summary>Everything that was said in this world is held against GitHub's own description of its API.</summary>
    public async ValueTask DisposeAsync()
    {
        await Stop();
        Directory.Delete(folder, recursive: true);
        if (await PublishedApi.Here is { } published)
            exchanges.Where(IsGitHubs).SelectMany(published.Departures).Where(departure => !IsKnown(departure)).Distinct().Order(StringComparer.Ordinal).ShouldBeEmpty();
    }

    /// <summary>Starts the twin anew, as after a crash.</summary>
    public async Task Restart(string? seed = null)
    {
        await Stop();
        await Start(seed);
    }

    /// <summary>Starts the twin anew, as another kind of forge.</summary>
    public async Task With(Func<TwinOptions, TwinOptions> otherwise)
    {
        await Stop();
        await Start(null, otherwise);
    }

    /// <summary>Writes a seed and starts a twin that knows nothing else.</summary>
    public async Task Seeded(string json)
    {
        await Stop();
        File.Delete(Path.Combine(World, "state.json"));
        var path = Path.Combine(folder, "seed.json");
        await File.WriteAllTextAsync(path, json, Cancel);
        await Start(path);
    }

    /// <summary>The adapter with another token; null is none.</summary>
    public GitHubForge Connect(string? token) => Connect(token, address => address);

    /// <summary>The adapter as somebody else would set it up.</summary>
    public GitHubForge Connect(string? token, Func<ForgeAddress, ForgeAddress> otherwise)
        => GitHubForge.Connect(otherwise(new ForgeAddress(twin!.Api, new RepositoryName("pytorch", "TensorRT"))), () => token, TimeProvider.System);

    /// <summary>Plain HTTP with the token, as anybody would speak to GitHub.</summary>
    public HttpClient Http() => new() { BaseAddress = Api, DefaultRequestHeaders = { Authorization = new("Bearer", Token) } };

    /// <summary>Sends JSON with the token and demands success.</summary>
    public async Task<JObject> Send(HttpMethod method, string path, object body)
    {
        using var http = Http();
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        var reply = await http.SendAsync(request, Cancel);
        var text = await reply.Content.ReadAsStringAsync(Cancel);
        reply.IsSuccessStatusCode.ShouldBeTrue(text);
        return text.Length == 0 ? [] : JObject.Parse(text);
    }

    /// <summary>A lease on a branch; rulesets' names are unique, so its owner is named for the branch.</summary>
    public static FreezeLease Lease(string branch, string release = "1.1.0", string? owner = null)
        => new(0, branch, FreezeMeans.Ruleset, release, owner ?? $"manager of {branch}", new DateTimeOffset(2026, 12, 1, 12, 0, 0, TimeSpan.Zero));

    /// <summary>Freezes a branch where rulesets are not to be had.</summary>
    public async Task Lock(string branch)
    {
        await Fault("POST", "/rulesets", "status", 403);
        await Forge.Freezes.Take(Lease(branch), null, Cancel);
    }

    public async Task Thaw(string branch) => await Forge.Freezes.End((await Freeze(branch)).ShouldNotBeNull(), Cancel);

    public async Task<FreezeLease?> Freeze(string branch) => (await Forge.Freezes.Look(branch, Cancel)).Lease;

    public async Task Fault(string method, string path, string kind, int status = 502, int times = 1)
    {
        using var http = new HttpClient();
        (await http.PostAsync(new Uri(twin!.Api, "_twin/faults"), JsonContent.Create(new { method, path, kind, status, times }), Cancel)).EnsureSuccessStatusCode();
    }

    /// <summary>A commit with these files on top of a ref, without a work tree.</summary>
    public CommitId Commit(string reference, string message, params (string Path, string Content)[] files)
    {
        var parent = Try(Bare, "rev-parse", "--verify", "--quiet", reference);
        var index = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        if (parent is not null) GitWith(index, Bare, "read-tree", parent);
        foreach (var (path, content) in files)
        {
            var file = Path.Combine(folder, "blob");
            File.WriteAllText(file, content);
            GitWith(index, Bare, "update-index", "--add", "--cacheinfo", $"100644,{Git(Bare, "hash-object", "-w", file)},{path}");
        }

        string[] parents = parent is null ? [] : ["-p", parent];
        var commit = Git(Bare, ["commit-tree", GitWith(index, Bare, "write-tree"), .. parents, "-m", message]);
        Git(Bare, "update-ref", reference, commit);
        return new CommitId(commit);
    }

    public string Git(string where, params string[] arguments) => Run(where, null, arguments) ?? throw new InvalidOperationException($"git {string.Join(' ', arguments)} failed.");

    private string GitWith(string index, string where, string verb, params string[] arguments) => Run(where, index, [verb, .. arguments]) ?? throw new InvalidOperationException($"git {verb} failed.");

    private static string? Try(string where, params string[] arguments) => Run(where, null, arguments);

    private static string? Run(string where, string? index, string[] arguments)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = where, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_AUTHOR_NAME"] = start.Environment["GIT_COMMITTER_NAME"] = "Ada";
        start.Environment["GIT_AUTHOR_EMAIL"] = start.Environment["GIT_COMMITTER_EMAIL"] = "ada@example.org";
        if (index is not null) start.Environment["GIT_INDEX_FILE"] = index;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.TrimEnd('\n') : null;
    }

    private Task Start(string? seed) => Start(seed, options => options);

    private async Task Start(string? seed, Func<TwinOptions, TwinOptions> otherwise)
    {
        twin = await GitHubTwin.Start(
            otherwise(new TwinOptions { Folder = World, BareRepository = Bare, Owner = "pytorch", Name = "TensorRT", DefaultBranch = "main", Token = Token, Seed = seed, Watch = (context, next) => Exchange.Overhear(context, next, exchanges.Enqueue) }),
            Cancel);
        forge = Connect(Token);
    }

    /// <summary>Not the twin's own door, not the web site's downloads, and no failure that was injected or that every path may give.</summary>
    private static bool IsGitHubs(Exchange exchange)
        => !exchange.Path.StartsWith("/_twin", StringComparison.Ordinal) && !exchange.Path.Contains("/releases/download/", StringComparison.Ordinal)
            && exchange.Status is not (401 or 403 or 429 or >= 500)
            && !IsServedThoughNotDescribed(exchange);

    /// <summary>What github.com does and its description leaves out: 404 for whatever is not there or not to be seen, the old address of refs that Octokit asks, and 422 for a commit that is not there.</summary>
    private static bool IsServedThoughNotDescribed(Exchange exchange)
        => exchange.Status == 404
            // What is refused for being immutable is in the documentation, not in the description.
            || exchange is { Method: "DELETE", Status: 422 } && exchange.Path.Contains("/releases/assets/", StringComparison.Ordinal)
            || (exchange is { Method: "GET", Status: 200 } && exchange.Path.Contains("/git/refs", StringComparison.Ordinal))
            || (exchange.Status == 422 && exchange.Path.Contains("/commits/", StringComparison.Ordinal) && exchange.ReplyBody!.Contains("No commit found for SHA", StringComparison.Ordinal));

    /// <summary>The description knows no ghosts, though GitHub's text does; and what Octokit's own models ask is Octokit's affair.</summary>
    private static bool IsKnown(string departure)
        => departure.Contains("/assets -> 200: reply #/", StringComparison.Ordinal) && departure.EndsWith(".state NotInEnumeration", StringComparison.Ordinal)
            || departure.EndsWith("/comments -> 200: query direction is not described", StringComparison.Ordinal)
            || departure.EndsWith("/comments -> 200: query sort is not described", StringComparison.Ordinal)
            || departure.EndsWith("/labels -> 200: request #/ ObjectExpected", StringComparison.Ordinal)
            || departure.EndsWith("/protection -> 200: request #/required_signatures is not described", StringComparison.Ordinal);

    public async Task Stop()
    {
        forge?.Dispose();
        if (twin is not null) await twin.DisposeAsync();
        twin = null;
    }
}
