using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TorchTrt.Release.Twin.Routes;

namespace TorchTrt.Release.Twin;

/// <summary>
/// An embedded, stateful GitHub on loopback for rehearsals and tests: the part of the REST API that a release uses, over a real bare repository.
/// Every change is on disk before its reply is sent, so a twin that dies is continued by starting another on the same folder.
/// </summary>
public sealed class GitHubTwin : IAsyncDisposable
{
    private readonly WebApplication app;

    private GitHubTwin(WebApplication app, Uri api, string gitRemote)
    {
        this.app = app;
        Api = api;
        GitRemote = gitRemote;
    }

    /// <summary>Base address of the REST API, ends with a slash.</summary>
    public Uri Api { get; }

    /// <summary>What <c>origin</c> is to point to.</summary>
    public string GitRemote { get; }

    /// <exception cref="ReleaseException">TR3901 when the port is taken, TR3902 when the seed cannot be used, TR3903 when the state cannot be read or kept.</exception>
    public static async Task<GitHubTwin> Start(TwinOptions given, CancellationToken cancel)
    {
        var options = given with { Folder = Path.GetFullPath(given.Folder), BareRepository = Path.GetFullPath(given.BareRepository) };
        var git = new BareGit(options.BareRepository);
        var state = TwinState.Open(options, git);
        var app = Build(options);
        Wire(app, options, state, git);
        try
        {
            await app.StartAsync(cancel);
        }
        catch (IOException error)
        {
            await app.DisposeAsync();
            throw new ReleaseException(new ReleaseError(
                "TR3901", $"the twin cannot listen on port {options.Port}: {error.Message}", "stop what uses the port, or leave --twin-port away and a free one is taken", "--twin-port"), error);
        }

        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new GitHubTwin(app, new Uri(address.TrimEnd('/') + "/"), options.BareRepository);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }

    private static WebApplication Build(TwinOptions options)
    {
        // The empty builder reads no configuration, watches no file and logs nothing.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = options.Folder });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, GuestLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.AddServerHeader = false;
        });
        return builder.Build();
    }

    private static void Wire(WebApplication app, TwinOptions options, TwinState state, BareGit git)
    {
        var faults = new Faults();
        var limits = new Limits(options);
        var freshness = new Freshness(options.ReadsThatLag);
        if (options.Watch is { } watch) app.Use(watch);
        app.Use((context, next) => Door.Enter(context, next, options, faults, limits, freshness));
        app.UseRouting();
        faults.Map(app);
        app.MapGet("/rate_limit", () => Reply.Json(limits.Shown()));
        var repository = app.MapGroup($"/repos/{options.Owner}/{options.Name}");
        var pulls = new PullRoutes(options, state, git);
        pulls.Settle();
        new RepositoryRoutes(options, state, git).Map(repository);
        new RefRoutes(options, state, git).Map(repository);
        pulls.Map(repository);
        new IssueRoutes(options, state).Map(repository);
        new MilestoneRoutes(options, state).Map(repository);
        new RulesetRoutes(options, state).Map(repository);
        new CheckRoutes(options, state, git).Map(repository);
        new ReleaseRoutes(options, state, git).Map(repository);
    }

    /// <summary>The twin is a guest in its process: Ctrl-C and SIGTERM are for the program it runs in, not for it.</summary>
    private sealed class GuestLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
