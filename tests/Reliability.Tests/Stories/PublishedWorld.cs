using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;
using TorchTrt.Release.GitHub;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Testing;
using TorchTrt.Release.Twin;

namespace Reliability.Tests.Stories;

/// <summary>
/// One release of the sample that is really published: a checkout, the remote it pushes to, and a forge over that remote.
/// A person stands by who merges the version-bump pull request when the release waits for it.
/// </summary>
public sealed class PublishedWorld : IAsyncDisposable
{
    public const string Token = "ghp_theManagersOwnToken0123456789abcdefgh";

    /// <summary>Every step that changes the forge or the checkout, and none that needs an outside tool.</summary>
    private static readonly string[] Targets =
    [
        "--exclusive", "--target=Freeze", "--target=ReleaseTesting", "--target=Bump", "--target=Changelog", "--target=VersionBumpPr", "--target=Tag", "--target=Attest",
        "--target=GitHubRelease", "--target=Verify", "--target=Thaw",
    ];

    private static readonly RepositoryName Repository = new("pytorch", "TensorRT");

    private readonly string root;
    private readonly GitHubTwin twin;
    private readonly GitHubForge person;

    private PublishedWorld(string root, GitHubTwin twin)
    {
        this.root = root;
        this.twin = twin;
        person = GitHubForge.Connect(new ForgeAddress(twin.Api, Repository), () => Token, TimeProvider.System);
    }

    /// <summary>Folder of the release of the sample's next version.</summary>
    public string ReleaseFolder => Path.Combine(root, "artifacts", "release", "1.1.0");

    public string Remote => Path.Combine(root, "remote.git");

    /// <summary>A place beside the checkout.</summary>
    public string At(string name) => Path.Combine(root, name);

    private string State => Path.Combine(root, "forge", "state.json");

    /// <param name="watch">Stands in front of every request the forge gets, the person's included.</param>
    /// <param name="misfortune">What goes wrong with a request.</param>
    /// <param name="arrange">Makes it another repository: given the world's root, with <c>checkout</c> and <c>remote.git</c>, and what the forge will know.</param>
    public static async Task<PublishedWorld> Begin(Func<HttpContext, RequestDelegate, Task>? watch = null, Func<HttpContext, Fault?>? misfortune = null, Action<string, JObject>? arrange = null)
    {
        var template = await Template.Get();
        var root = Directory.CreateTempSubdirectory("world-").FullName;
        template.CopyTo(root);
        Directory.CreateDirectory(Path.Combine(root, "home"));
        var known = JObject.Parse(await File.ReadAllTextAsync(template.Seed));
        arrange?.Invoke(root, known);
        var seed = Path.Combine(root, "seed.json");
        await File.WriteAllTextAsync(seed, known.ToString());
        var twin = await GitHubTwin.Start(
            new TwinOptions
            {
                Folder = Path.Combine(root, "forge"),
                BareRepository = Path.Combine(root, "remote.git"),
                Owner = Repository.Owner,
                Name = Repository.Name,
                DefaultBranch = "master",
                Token = Token,
                Seed = seed,
                Watch = watch,
                Misfortune = misfortune,
            },
            default);
        var world = new PublishedWorld(root, twin);
        BuiltElsewhere.Into(world.ReleaseFolder);
        return world;
    }

    public IForge Person => person;

    public Uri Api => twin.Api;

    public string Checkout => Path.Combine(root, "checkout");

    /// <summary>The arguments of the one command that is given again and again.</summary>
    public IReadOnlyList<string> Arguments =>
    [
        .. Targets, "--publish", $"--repo={Path.Combine(root, "checkout")}", $"--forge={twin.Api}", $"--github={Repository}", $"--artifacts={Path.Combine(root, "artifacts")}",
    ];

    /// <summary>The program as a process of its own, not started.</summary>
    public ProcessStartInfo Program()
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "torch-tensorrt-release.dll"), .. Arguments])
        {
            WorkingDirectory = root, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        Seclusion.Seclude(start.Environment, Path.Combine(root, "home"));
        start.Environment["GITHUB_TOKEN"] = Token;
        return start;
    }

    /// <summary>Gives the same command until it says that everything is done, merging the pull request when it waits for that.</summary>
    /// <param name="run">Runs the command once; exit code and what it said.</param>
    /// <returns>What is wrong; null when the release ended well.</returns>
    public async Task<string?> Finish(Func<Task<(int ExitCode, string Said)>> run)
    {
        for (var time = 0; time < 4; time++)
        {
            var (exitCode, said) = await run();
            if (exitCode == 0) return null;
            if (exitCode != 4) return $"exit {exitCode}: {said}";
            await Merge();
        }

        return "it waits for ever";
    }

    /// <summary>What a person does when the release waits for the pull request.</summary>
    public async Task Merge()
    {
        if (await person.Pulls.From("release/v1.1.0-bump", default) is { } pull) await person.Pulls.Merge(pull, default);
    }

    /// <summary>Everything the forge and the remote hold, but times and numbers that are given in the order of coming. Equal texts are equal worlds.</summary>
    public string Text()
    {
        // The lock's history tells who ran when, which no two runs have in common; that it was let go is the last word of it.
        var refs = Git.Run(Remote, "for-each-ref", "--format=%(refname) %(objecttype) %(objectname)", "refs/heads", "refs/tags");
        var locks = Git.Run(Remote, "for-each-ref", "--format=%(refname) %(subject)", "refs/release-locks");
        return $"{refs}\n{locks}\n{Clean(JToken.Parse(File.ReadAllText(State)))}";
    }

    public async ValueTask DisposeAsync()
    {
        person.Dispose();
        await twin.DisposeAsync();
        Directory.Delete(root, recursive: true);
    }

    private static JToken Clean(JToken token)
    {
        if (token is JObject thing)
        {
            foreach (var property in thing.Properties().Where(property => IsIncidental(property.Name)).ToList()) property.Remove();
        }

        foreach (var child in token.Children().ToList()) Clean(child);
        return token;
    }

    private static bool IsIncidental(string name) => name.EndsWith("_at", StringComparison.Ordinal) || name is "id" or "next_id" or "nextId" or "release";
}
