using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
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

    /// <exception cref="ReleaseException">TR3901 when the port is taken, TR3902 when the seed cannot be read.</exception>
    public static async Task<GitHubTwin> Start(TwinOptions options, CancellationToken cancel)
    {
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
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = options.Folder });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
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
        app.Use((context, next) => Door.Enter(context, next, options, faults));
        app.UseRouting();
        faults.Map(app);
        var repository = app.MapGroup($"/repos/{options.Owner}/{options.Name}");
        new RepositoryRoutes(options, state, git).Map(repository);
        new RefRoutes(git).Map(repository);
        new PullRoutes(options, state, git).Map(repository);
        new IssueRoutes(options, state).Map(repository);
        new CheckRoutes(options, state).Map(repository);
        new ReleaseRoutes(options, state, git).Map(repository);
    }
}
