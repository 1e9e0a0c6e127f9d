using System.Net;
using System.Net.Sockets;
using Newtonsoft.Json.Linq;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;

namespace TorchTrt.Release.GitHub.Tests;

/// <summary>Bad lines, silent forges, limits, and what a refusal is called.</summary>
public sealed class ConnectionTests(TwinWorld world) : IClassFixture<TwinWorld>, IDisposable
{
    private static int serial;

    private readonly string folder = Directory.CreateTempSubdirectory("connection-").FullName;
    private readonly string tag = $"v4.0.{Interlocked.Increment(ref serial)}";

    private readonly GitHubForge impatient = world.Connect(TwinWorld.Token, address => address with { Patience = TimeSpan.FromSeconds(1) });

    [Fact]
    public async Task A_repository_that_is_not_there_is_an_error_and_not_an_empty_list()
    {
        using var forge = world.Connect(TwinWorld.Token, address => address with { Repository = new RepositoryName("pytorch", "TensorTR") });

        (await Code(() => forge.Pulls.Open("main", world.Cancel))).ShouldBe("TR3009");
        (await Code(() => forge.Releases.Find(tag, world.Cancel))).ShouldBe("TR3009");
        (await Code(() => forge.Checks.At(world.Head, world.Cancel))).ShouldBe("TR3009");
    }

    [Fact]
    public async Task Checks_of_a_commit_that_the_forge_does_not_have_are_an_error()
        => (await Code(() => world.Forge.Checks.At(new CommitId(new string('a', 40)), world.Cancel))).ShouldBe("TR3005");

    [Fact]
    public async Task Nobody_at_the_address_is_said_for_reads_and_changes()
    {
        // Bound, so that nobody else takes the port, and never listening.
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)taken.LocalEndPoint!).Port;
        using var forge = world.Connect(TwinWorld.Token, address => address with { Api = new Uri($"http://127.0.0.1:{port}/") });

        (await Task.WhenAll(Code(() => forge.Pulls.Open("main", world.Cancel)), Code(() => forge.Releases.CreateDraft(Description(), world.Cancel)))).ShouldBe(["TR3007", "TR3007"]);
    }

    [Fact]
    public async Task A_forge_that_falls_silent_is_asked_again()
    {
        await world.Fault("GET", "/milestones$", "hang");

        (await impatient.Milestones.Find("no such", world.Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task An_upload_that_falls_silent_is_looked_for_and_sent_again()
    {
        var draft = await world.Forge.Releases.CreateDraft(Description(), world.Cancel);
        await world.Fault("POST", "/assets$", "hang");

        (await impatient.Releases.Upload(draft, Write("a.whl", [1, 2]), world.Cancel)).Size.ShouldBe(2);
    }

    [Fact]
    public async Task A_change_that_nobody_answers_and_that_is_not_there_is_said()
    {
        await world.Fault("POST", "/releases$", "status", 500);

        var error = await Should.ThrowAsync<ReleaseException>(() => world.Forge.Releases.CreateDraft(Description(), world.Cancel));

        error.Errors.ShouldHaveSingleItem().Code.ShouldBe("TR3008");
        error.Message.ShouldContain("500");
    }

    [Theory]
    [InlineData("secondary")]
    [InlineData("rate")]
    public async Task A_change_waits_for_a_limit_to_end_and_happens_once(string kind)
    {
        await world.Fault("POST", "/releases$", kind);

        await world.Forge.Releases.CreateDraft(Description(), world.Cancel);

        (await world.Forge.Releases.Find(tag, world.Cancel)).ShouldNotBeNull();
    }

    [Fact]
    public async Task An_upload_waits_for_a_limit_to_end_and_sends_the_whole_file_again()
    {
        var draft = await world.Forge.Releases.CreateDraft(Description(), world.Cancel);
        await world.Fault("POST", "/assets$", "secondary");

        (await world.Forge.Releases.Upload(draft, Write("a.whl", new byte[700_000]), world.Cancel)).Size.ShouldBe(700_000);
    }

    [Fact]
    public async Task A_file_that_is_attached_already_is_adopted()
    {
        var draft = await world.Forge.Releases.CreateDraft(Description(), world.Cancel);
        var first = await world.Forge.Releases.Upload(draft, Write("a+cu130.whl", [1, 2, 3]), world.Cancel);

        (await world.Forge.Releases.Upload(draft, Write("a+cu130.whl", [1, 2, 3]), world.Cancel)).Id.ShouldBe(first.Id);
    }

    [Fact]
    public async Task Other_bytes_of_the_same_name_and_size_are_never_taken_for_the_file()
    {
        var draft = await world.Forge.Releases.CreateDraft(Description(), world.Cancel);
        await world.Forge.Releases.Upload(draft, Write("a.whl", [1, 2, 3]), world.Cancel);

        (await Code(() => world.Forge.Releases.Upload(draft, Write("a.whl", [3, 2, 1]), world.Cancel))).ShouldBe("TR3105");
    }

    [Fact]
    public async Task A_file_that_is_gone_is_said()
    {
        var draft = await world.Forge.Releases.CreateDraft(Description(), world.Cancel);

        (await Code(() => world.Forge.Releases.Upload(draft, Path.Combine(folder, "absent.whl"), world.Cancel))).ShouldBe("TR3104");
    }

    [Fact]
    public async Task Lists_are_read_to_their_last_page()
    {
        var milestone = (int)(await world.Send(HttpMethod.Post, "repos/pytorch/TensorRT/milestones", new { title = "4.0.0" }))["number"]!;
        for (var number = 0; number < 105; number++) await world.Send(HttpMethod.Post, "repos/pytorch/TensorRT/issues", new { title = $"issue {number}", milestone });

        (await world.Forge.Milestones.Find("v4.0.0", world.Cancel))!.Items.Count.ShouldBe(105);
    }

    [Fact]
    public async Task A_token_with_the_line_end_of_its_file_is_still_a_token()
    {
        using var forge = world.Connect($"{TwinWorld.Token}\n");

        (await forge.Releases.CreateDraft(Description(), world.Cancel)).Tag.ShouldBe(tag);
    }

    [Fact]
    public async Task Giving_up_is_a_cancellation_and_no_error()
    {
        using var given = new CancellationTokenSource();
        await world.Fault("GET", "/pulls$", "hang");
        var asked = world.Forge.Pulls.Open("main", given.Token);

        await given.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => asked);
    }

    [Fact]
    public async Task A_title_that_looks_like_a_date_stays_as_it_is()
    {
        const string title = "2024-01-02T03:04:05Z";
        var draft = await world.Forge.Releases.CreateDraft(Description() with { Name = title }, world.Cancel);

        draft.Name.ShouldBe(title);
    }

    [Fact]
    public void No_type_of_the_client_underneath_is_seen_outside()
    {
        var seen = typeof(GitHubForge).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods().SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType)).Append(type.BaseType));

        seen.Where(type => type?.Assembly.GetName().Name is "Octokit" or "Newtonsoft.Json").ShouldBeEmpty();
    }

    public void Dispose()
    {
        impatient.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private NewRelease Description() => new(tag, world.Head, $"Torch-TensorRT {tag}", "notes\n", false);

    private static async Task<string> Code(Func<Task> act) => (await Should.ThrowAsync<ReleaseException>(act)).Errors.ShouldHaveSingleItem().Code;

    private string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
