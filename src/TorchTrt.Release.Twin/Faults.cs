using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace TorchTrt.Release.Twin;

/// <summary>
/// Faults that wait for their request: <c>POST /_twin/faults {method, path, kind, times, status, seconds}</c>, where path is a regular expression and kind a
/// <see cref="FaultKind"/>.
/// </summary>
internal sealed class Faults
{
    private readonly List<Waiting> waiting = [];
    private readonly Lock gate = new();

    public void Map(IEndpointRouteBuilder app) => app.MapPost("/_twin/faults", async context =>
    {
        var body = await Reply.Body(context);
        var fault = new Waiting(
            (string?)body["method"] ?? "POST",
            new Regex((string?)body["path"] ?? ".", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)),
            new Fault(Enum.Parse<FaultKind>((string?)body["kind"] ?? "status", ignoreCase: true))
            {
                Status = (int?)body["status"] ?? StatusCodes.Status502BadGateway, Wait = TimeSpan.FromSeconds((int?)body["seconds"] ?? 0),
            });
        lock (gate) waiting.AddRange(Enumerable.Repeat(fault, (int?)body["times"] ?? 1));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    });

    /// <summary>The fault this request runs into; it is used up.</summary>
    public Fault? Take(HttpContext context)
    {
        lock (gate)
        {
            var found = waiting.FirstOrDefault(one => one.Method == context.Request.Method && one.Path.IsMatch(context.Request.Path));
            if (found is not null) waiting.Remove(found);
            return found?.Fault;
        }
    }

    private sealed record Waiting(string Method, Regex Path, Fault Fault);
}
