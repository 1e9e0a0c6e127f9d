using System.Net.Http.Json;
using Newtonsoft.Json.Linq;
using Reliability.Tests.Stories;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace Reliability.Tests.Plans;

/// <summary>A way in which the world can move between the review of a plan and its confirmation.</summary>
/// <param name="Name">What somebody did.</param>
/// <param name="Before">What the reviewer saw; null: the world as it begins.</param>
/// <param name="Happen">What somebody does then.</param>
public sealed record Drift(string Name, Func<PublishedWorld, Task>? Before, Func<PublishedWorld, Task> Happen)
{
    private const string Tag = "v1.1.0";

    private const string Bump = "release/v1.1.0-bump";

    private const string Repository = "repos/pytorch/TensorRT";

    public static IReadOnlyList<Drift> All { get; } =
    [
        new("a pull request is opened against the branch", null, world => OpenPull(world, "late-feature")),
        new("a pull request loses the label that excused it", null, async world => await Send(world, HttpMethod.Delete, $"issues/{await Labelled(world)}/labels/not-applicable")),
        new("somebody pushes to the branch", null, world => Push(world, "master")),
        new("the bump's branch appears, from elsewhere", null, world => Push(world, Bump)),
        new("the bump's pull request is opened by somebody else", null, world => OpenPull(world, Bump)),
        new("the bump's pull request was closed", null, async world =>
        {
            await OpenPull(world, Bump);
            await world.Person.Pulls.Close((await world.Person.Pulls.From(Bump, default))!, default);
        }),
        new("the tag appears", null, world => MakeTag(world)),
        new("the release is published by hand", null, async world =>
        {
            await MakeTag(world);
            await world.Person.Releases.Publish(await MakeDraft(world), default);
        }),
        new("a draft appears", null, MakeDraft),
        new("a second draft of the tag appears", MakeDraft, MakeDraft),
        new("the draft is deleted", MakeDraft, async world => await world.Person.Releases.DeleteDraft(await Draft(world), default)),
        new("the draft's text is edited", MakeDraft, async world => await world.Person.Releases.Describe(await Draft(world), Described("by hand"), default)),
        new("a stray file is attached to the draft", MakeDraft, world => Attach(world, "notes-to-self.txt", "remember")),
        new("a good file is taken off the draft", WithGoodFile, async world => await world.Person.Releases.DeleteAsset((await Draft(world)).Assets[0], default)),
        new("a good file of the draft gets other bytes", WithGoodFile, world => Attach(world, "libtorchtrt.tar.gz", "patched by hand")),
        new("an upload of somebody else fails and leaves a ghost", MakeDraft, async world =>
        {
            using var http = new HttpClient();
            (await http.PostAsync(new Uri(world.Api, "_twin/faults"), JsonContent.Create(new { method = "POST", path = "/assets$", kind = "ghost", times = 1 }))).EnsureSuccessStatusCode();
            using var content = new ByteArrayContent([1, 2, 3]);
            await Raw(world, HttpMethod.Post, $"releases/{(await Draft(world)).Id}/assets?name=libtorchtrt.tar.gz", content);
        }),
        new("another release freezes the branch", null, world => Freeze(world, "2.0.0")),
        new("the branch is frozen for this release already", null, world => Freeze(world, "1.1.0")),
        new("the freeze is ended", world => Freeze(world, "1.1.0"), async world => await world.Person.Freezes.End((await world.Person.Freezes.Look("master", default)).Lease!, default)),
        new("another manager holds the lock", null, async world => await world.Person.Locks.Take(
            new ReleaseLock("master", "1.1.0", "eve", "elsewhere", "another folder", DateTimeOffset.UtcNow), await world.Person.Locks.Look("master", default), default)),
        new("a required check turns red", null, world => Check(world, "completed", "failure")),
        new("a required check runs again", null, world => Check(world, "in_progress", null)),
        new("the milestone is rewritten, and with it the notes", null, async world => await Send(world, HttpMethod.Patch, "milestones/1", new { description = "Something else." })),
        new("releases become immutable", null, world => Send(world, HttpMethod.Put, "immutable-releases", new { })),
        new("a built file changes", null, world => File.WriteAllTextAsync(Out(world, "libtorchtrt.tar.gz"), "another build")),
        new("a built file is added", null, world => File.WriteAllTextAsync(Out(world, "extra.txt"), "extra")),
        new("a built file is gone", null, world =>
        {
            File.Delete(Out(world, "torch_tensorrt-1.1.0-cp38-cp38-linux_x86_64.whl"));
            return Task.CompletedTask;
        }),
        new("the checkout has another commit", null, world =>
        {
            File.AppendAllText(Path.Combine(world.Checkout, "README.md"), "\nlater\n");
            Git.Run(world.Checkout, "commit", "--quiet", "--all", "--message=docs: later");
            return Task.CompletedTask;
        }),
        new("the checkout has uncommitted changes", null, world => File.AppendAllTextAsync(Path.Combine(world.Checkout, "README.md"), "\nnot committed\n")),
    ];

    public override string ToString() => Name;

    private static string Out(PublishedWorld world, string name) => Path.Combine(world.ReleaseFolder, "out", name);

    private static NewRelease Described(string body) => new(Tag, new CommitId(new string('0', 40)), "Torch-TensorRT 1.1.0", body, false);

    private static async Task<ForgeRelease> MakeDraft(PublishedWorld world)
        => await world.Person.Releases.CreateDraft(Described("begun by hand") with { Target = (await world.Person.Refs.Branch("master", default))! }, default);

    private static async Task<ForgeRelease> Draft(PublishedWorld world) => (await world.Person.Releases.Find(Tag, default))!;

    private static async Task WithGoodFile(PublishedWorld world)
    {
        await MakeDraft(world);
        await world.Person.Releases.Upload(await Draft(world), Out(world, "libtorchtrt.tar.gz"), default);
    }

    private static async Task Attach(PublishedWorld world, string name, string text)
    {
        var folder = Directory.CreateTempSubdirectory("by-hand-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, name), text);
        await world.Person.Releases.Upload(await Draft(world), Path.Combine(folder, name), default);
        Directory.Delete(folder, recursive: true);
    }

    private static Task Freeze(PublishedWorld world, string release)
        => world.Person.Freezes.Take(new FreezeLease(0, "master", FreezeMeans.Ruleset, release, "eve", DateTimeOffset.UtcNow.AddDays(3)), null, default);

    private static Task Push(PublishedWorld world, string branch)
    {
        var master = Git.Run(world.Remote, "rev-parse", "refs/heads/master");
        var commit = Git.Run(world.Remote, "-c", "user.name=Eve", "-c", "user.email=eve@example.org", "commit-tree", "-p", master, "-m", "fix: a late one", $"{master}^{{tree}}");
        Git.Run(world.Remote, "update-ref", $"refs/heads/{branch}", commit);
        return Task.CompletedTask;
    }

    private static async Task OpenPull(PublishedWorld world, string branch)
    {
        await Push(world, branch);
        await world.Person.Pulls.Create(new NewPullRequest("feat: a late one", "", branch, "master", []), default);
    }

    private static Task MakeTag(PublishedWorld world)
    {
        Git.Run(world.Remote, "update-ref", $"refs/tags/{Tag}", "refs/heads/master");
        return Task.CompletedTask;
    }

    private static async Task<int> Labelled(PublishedWorld world)
        => (await world.Person.Pulls.Open("master", default)).Single(pull => pull.Labels.Contains("not-applicable")).Number;

    private static async Task Check(PublishedWorld world, string status, string? conclusion) => await Send(world, HttpMethod.Post, "check-runs", new
    {
        name = "Required Tests (x86_64)", head_sha = (await world.Person.Refs.Branch("master", default))!.Hex, status, conclusion,
    });

    private static async Task Send(PublishedWorld world, HttpMethod method, string path, object? body = null)
    {
        using var content = body is null ? null : JsonContent.Create(body);
        var reply = await Raw(world, method, path, content);
        if (!reply.IsSuccessStatusCode) throw new InvalidOperationException(await reply.Content.ReadAsStringAsync());
    }

    private static async Task<HttpResponseMessage> Raw(PublishedWorld world, HttpMethod method, string path, HttpContent? content)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(world.Api, $"{Repository}/{path}")) { Content = content };
        request.Headers.Authorization = new("Bearer", PublishedWorld.Token);
        return await http.SendAsync(request);
    }
}
