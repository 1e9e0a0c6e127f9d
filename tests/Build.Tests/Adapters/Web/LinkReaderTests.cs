using System.Collections.Concurrent;
using System.Net;
using Build.Adapters.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TorchTrt.Release.Ports;

namespace Build.Tests.Adapters.Web;

/// <summary>Links of release notes, followed to a web site on loopback.</summary>
public sealed class LinkReaderTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> asked = [];
    private WebApplication? site;
    private int busy;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        site = builder.Build();
        site.Run(Answer);
        await site.StartAsync();
    }

    public async ValueTask DisposeAsync() => await site!.DisposeAsync();

    [Fact]
    public async Task A_page_that_is_there_answers_and_one_that_is_not_is_dead()
    {
        var answers = await Ask("/page", "/gone");

        answers.Select(answer => (answer.State, answer.Said)).ShouldBe([(LinkState.Answers, "200"), (LinkState.Dead, "404")]);
    }

    [Fact]
    public async Task Only_the_head_of_a_page_is_asked_for_where_that_is_enough()
    {
        await Ask("/page");

        asked.ShouldBe(["HEAD /page"]);
    }

    [Fact]
    public async Task A_server_without_an_idea_of_HEAD_is_asked_for_the_page()
    {
        (await Ask("/no-head")).ShouldHaveSingleItem().State.ShouldBe(LinkState.Answers);

        asked.ShouldBe(["HEAD /no-head", "GET /no-head"]);
    }

    [Fact]
    public async Task A_server_that_is_busy_is_asked_again()
    {
        busy = 2;

        (await Ask("/busy")).ShouldHaveSingleItem().State.ShouldBe(LinkState.Answers);

        asked.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_server_that_stays_busy_or_wants_a_name_proves_nothing()
    {
        busy = 100;

        (await Ask("/busy", "/members")).Select(answer => (answer.State, answer.Said)).ShouldBe([(LinkState.Unclear, "503"), (LinkState.Unclear, "403")]);
    }

    [Fact]
    public async Task A_page_that_moved_is_followed_to_where_it_is() => (await Ask("/moved")).ShouldHaveSingleItem().State.ShouldBe(LinkState.Answers);

    [Fact]
    public async Task Nobody_at_the_address_is_dead()
    {
        var address = Address("/page");
        await site!.StopAsync();

        (await Reader(LinkReach.Everywhere).Ask([address], default)).ShouldHaveSingleItem().State.ShouldBe(LinkState.Dead);
    }

    [Fact]
    public async Task Not_more_than_eight_are_followed_at_a_time()
    {
        await Ask([.. Enumerable.Range(0, 40).Select(number => $"/slow/{number}")]);

        most.ShouldBeInRange(2, 8);
    }

    [Theory]
    [InlineData("http://localhost/")]
    [InlineData("http://127.0.0.1:8080/metrics")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://10.1.2.3/")]
    [InlineData("http://[fe80::1]/")]
    [InlineData("ftp://example.org/x")]
    public async Task What_leads_into_a_private_network_or_is_no_page_is_left_alone(string link)
        => (await Reader(LinkReach.Public).Ask([new Uri(link)], default)).ShouldHaveSingleItem().State.ShouldBe(LinkState.NotAsked);

    private int now;
    private int most;

    private async Task Answer(HttpContext context)
    {
        asked.Enqueue($"{context.Request.Method} {context.Request.Path}");
        context.Request.Headers.Authorization.Count.ShouldBe(0);
        context.Response.StatusCode = context.Request.Path.Value switch
        {
            "/gone" => 404,
            "/members" => 403,
            "/no-head" when HttpMethods.IsHead(context.Request.Method) => 405,
            "/busy" when Interlocked.Decrement(ref busy) >= 0 => 503,
            "/moved" => 301,
            _ => 200,
        };
        if (context.Response.StatusCode == 503) context.Response.Headers.RetryAfter = "0";
        if (context.Response.StatusCode == 301) context.Response.Headers.Location = "/page";
        if (!context.Request.Path.StartsWithSegments("/slow")) return;
        var together = Interlocked.Increment(ref now);
        lock (asked) most = Math.Max(most, together);
        await Task.Delay(5, context.RequestAborted);
        Interlocked.Decrement(ref now);
    }

    private Task<IReadOnlyList<LinkAnswer>> Ask(params string[] paths) => Reader(LinkReach.Everywhere).Ask([.. paths.Select(Address)], TestContext.Current.CancellationToken);

    private static LinkReader Reader(LinkReach reach) => new(TimeProvider.System, null, reach);

    private Uri Address(string path) => new(new Uri(site!.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()), path);
}
