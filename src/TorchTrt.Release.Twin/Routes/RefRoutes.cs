using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Newtonsoft.Json.Linq;

namespace TorchTrt.Release.Twin.Routes;

/// <summary>Git's own data: refs, annotated tags, commits. All of it is read from and written to the bare repository.</summary>
internal sealed class RefRoutes(TwinOptions options, TwinState state, BareGit git)
{
    private readonly Shapes shapes = new(options);

    private const string Zero = "0000000000000000000000000000000000000000";

    public void Map(RouteGroupBuilder group)
    {
        group.MapGet("/git/ref/{**name}", (string name) => One(FullName(name)) ?? Reply.NotFound());
        group.MapGet("/git/matching-refs/{**prefix}", (HttpContext context, string prefix) => Matching(context, FullName(prefix)));
        // Not documented any more, and what Octokit asks for.
        group.MapGet("/git/refs", (HttpContext context) => Matching(context, "refs/"));
        group.MapGet("/git/refs/{**name}", (HttpContext context, string name) => One(FullName(name)) ?? Matching(context, FullName(name)));
        group.MapPost("/git/refs", (Delegate)Create);
        group.MapPatch("/git/refs/{**name}", Move);
        group.MapDelete("/git/refs/{**name}", Delete);
        group.MapGet("/git/tags/{sha}", (string sha) => git.Has(sha) ? Reply.Json(ShownTag(sha)) : Reply.NotFound());
        group.MapPost("/git/tags", (Delegate)CreateTag);
        group.MapGet("/git/commits/{sha}", (string sha) => git.Commit(sha) is { } commit ? Reply.Json(shapes.GitCommit(commit)) : Reply.NotFound());
        group.MapPost("/git/commits", (Delegate)CreateCommit);
        group.MapGet("/commits/{name}", Commit);
        group.MapGet("/tags", (HttpContext context) => Reply.Page(context, git.Refs("refs/tags/").Select(one => new JObject
        {
            ["name"] = one.Name["refs/tags/".Length..],
            ["node_id"] = $"REF_{one.Name}",
            ["commit"] = new JObject { ["sha"] = git.Ref(one.Name), ["url"] = shapes.Url($"commits/{git.Ref(one.Name)}") },
            ["zipball_url"] = shapes.Url($"zipball/{one.Name}"),
            ["tarball_url"] = shapes.Url($"tarball/{one.Name}"),
        })));
    }

    private static string FullName(string name) => $"refs/{name.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase)}";

    private IResult? One(string name) => git.Exact(name) is { } found ? Reply.Json(shapes.Reference(name, found.Sha, found.Type)) : null;

    private IResult Matching(HttpContext context, string prefix) => Reply.Page(context, git.Refs(prefix).Select(one => shapes.Reference(one.Name, one.Sha, one.Type)));

    private async Task<IResult> Create(HttpContext context)
    {
        var body = await Reply.Body(context);
        var (name, sha) = ((string?)body["ref"] ?? "", (string?)body["sha"] ?? "");
        if (!name.StartsWith("refs/", StringComparison.Ordinal) || name.Count(c => c == '/') < 2) return Unprocessable("Reference name is not valid");
        if (!git.Has(sha)) return Unprocessable("Object does not exist");
        if (git.Exact(name) is not null || !git.Update(name, sha, Zero)) return Unprocessable("Reference already exists");
        return git.Exact(name) is { } made ? Reply.Created(shapes.Reference(name, made.Sha, made.Type)) : Unprocessable("Reference already exists");
    }

    private async Task<IResult> Move(HttpContext context, string name)
    {
        var body = await Reply.Body(context);
        var (full, sha) = (FullName(name), (string?)body["sha"] ?? "");
        if (git.Exact(full) is not { } before) return Unprocessable("Reference does not exist");
        if (!git.Has(sha)) return Unprocessable("Object does not exist");
        if (IsShut(full)) return Unprocessable("Cannot update this protected ref.");
        if (!((bool?)body["force"] ?? false) && !git.IsAncestor(before.Sha, sha)) return Unprocessable("Update is not a fast forward");
        if (!git.Update(full, sha, before.Sha)) return Reply.Error(StatusCodes.Status409Conflict, "Reference was moved");
        return git.Exact(full) is { } after ? Reply.Json(shapes.Reference(full, after.Sha, after.Type)) : Unprocessable("Reference does not exist");
    }

    private IResult Delete(string name)
    {
        var full = FullName(name);
        if (git.Exact(full) is not { } found) return Unprocessable("Reference does not exist");
        if (IsShut(full)) return Unprocessable("Cannot delete this protected ref.");
        return git.Delete(full, found.Sha) ? Reply.NoContent() : Reply.Error(StatusCodes.Status409Conflict, "Reference was moved");
    }

    private bool IsShut(string fullName) => fullName.StartsWith("refs/heads/", StringComparison.Ordinal) && state.IsShut(fullName["refs/heads/".Length..]);

    private async Task<IResult> CreateTag(HttpContext context)
    {
        var body = await Reply.Body(context);
        var tagger = body["tagger"] as JObject;
        var when = DateTimeOffset.TryParse((string?)tagger?["date"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var given) ? given : state.Time.GetUtcNow();
        var who = $"{(string?)tagger?["name"] ?? options.Owner} <{(string?)tagger?["email"] ?? "twin@localhost"}>";
        var content = string.Create(
            CultureInfo.InvariantCulture,
            $"object {body["object"]}\ntype {body["type"]}\ntag {body["tag"]}\ntagger {who} {when.ToUnixTimeSeconds()} +0000\n\n{((string?)body["message"] ?? "").TrimEnd('\n')}\n");
        return git.MakeTag(content) is { } sha ? Reply.Created(ShownTag(sha)) : Unprocessable("Tag object is not valid");
    }

    private async Task<IResult> CreateCommit(HttpContext context)
    {
        var body = await Reply.Body(context);
        var (tree, message) = ((string?)body["tree"] ?? "", (string?)body["message"] ?? "");
        var parents = (body["parents"] as JArray ?? []).Select(parent => (string?)parent ?? "").ToList();
        if (message.Length == 0 || !git.Has(tree)) return Unprocessable("Tree SHA does not exist");
        if (parents.Any(parent => git.Ref(parent) is null)) return Unprocessable("Parent SHA does not exist or is not a commit object");
        var made = git.MakeCommit(tree, parents, message, state.Time.GetUtcNow());
        return Reply.Created(shapes.GitCommit(git.Commit(made)!));
    }

    private JObject ShownTag(string sha)
    {
        var parts = git.Raw("tag", sha).Split("\n\n", 2);
        var fields = parts[0].Split('\n').Select(line => line.Split(' ', 2)).Where(pair => pair.Length == 2 && pair[0].Length > 0)
            .DistinctBy(pair => pair[0]).ToDictionary(pair => pair[0], pair => pair[1]);
        return new JObject
        {
            ["node_id"] = sha,
            ["sha"] = sha,
            ["tag"] = fields.GetValueOrDefault("tag"),
            ["message"] = parts.Length > 1 ? parts[1] : "",
            ["tagger"] = fields.TryGetValue("tagger", out var tagger) ? Tagger(tagger) : null,
            ["object"] = shapes.Object(fields["object"], fields["type"]),
            ["url"] = shapes.Url($"git/tags/{sha}"),
            ["verification"] = Shapes.Unverified(),
        };
    }

    /// <param name="line"><c>Name &lt;email&gt; seconds zone</c></param>
    private static JObject Tagger(string line)
    {
        var (open, close) = (line.IndexOf('<', StringComparison.Ordinal), line.LastIndexOf('>'));
        var seconds = long.Parse(line[(close + 2)..].Split(' ')[0], CultureInfo.InvariantCulture);
        return new JObject
        {
            ["name"] = line[..open].TrimEnd(),
            ["email"] = line[(open + 1)..close],
            ["date"] = DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        };
    }

    private IResult Commit(string name)
    {
        var revision = Uri.UnescapeDataString(name);
        return git.Commit(revision) is { } commit ? Reply.Json(shapes.Commit(commit)) : Unprocessable($"No commit found for SHA: {revision}");
    }

    private static IResult Unprocessable(string message) => Reply.Error(StatusCodes.Status422UnprocessableEntity, message);
}
