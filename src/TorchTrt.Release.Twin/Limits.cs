using System.Globalization;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;

namespace TorchTrt.Release.Twin;

/// <summary>GitHub's limits: requests an hour, and changes a minute (the secondary limit on creating content).</summary>
internal sealed class Limits(TwinOptions options)
{
    private readonly Lock gate = new();
    private readonly Queue<DateTimeOffset> changes = [];
    private DateTimeOffset reset;
    private int used;

    /// <summary>Counts a request; false, and the refusal is sent, when there was one too many.</summary>
    public async Task<bool> Admit(HttpContext context)
    {
        var isChange = !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method);
        var (isOver, wait) = Count(isChange);
        Tell(context.Response.Headers);
        if (isOver)
        {
            await Reply.Error(StatusCodes.Status403Forbidden, "API rate limit exceeded").ExecuteAsync(context);
            return false;
        }

        if (wait is null) return true;
        context.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.Value.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        await Reply.Error(StatusCodes.Status403Forbidden, "You have exceeded a secondary rate limit").ExecuteAsync(context);
        return false;
    }

    /// <summary>A 304 is free.</summary>
    public void GiveBack()
    {
        lock (gate) used = Math.Max(0, used - 1);
    }

    public JObject Shown()
    {
        lock (gate)
        {
            Turn();
            var core = new JObject { ["limit"] = options.HourlyLimit, ["used"] = used, ["remaining"] = Remaining, ["reset"] = reset.ToUnixTimeSeconds() };
            return new JObject { ["resources"] = new JObject { ["core"] = core, ["search"] = core.DeepClone() }, ["rate"] = core.DeepClone() };
        }
    }

    private int Remaining => Math.Max(0, options.HourlyLimit - used);

    private (bool IsOver, TimeSpan? Wait) Count(bool isChange)
    {
        lock (gate)
        {
            Turn();
            if (used >= options.HourlyLimit) return (true, null);
            used++;
            if (!isChange || options.ChangesPerMinute is not { } most) return (false, null);
            var now = options.Time.GetUtcNow();
            while (changes.TryPeek(out var oldest) && oldest <= now.AddMinutes(-1)) changes.Dequeue();
            if (changes.Count >= most) return (false, changes.Peek().AddMinutes(1) - now);
            changes.Enqueue(now);
            return (false, null);
        }
    }

    private void Turn()
    {
        var now = options.Time.GetUtcNow();
        if (now < reset) return;
        (reset, used) = (now.AddHours(1), 0);
    }

    private void Tell(IHeaderDictionary headers)
    {
        lock (gate)
        {
            headers["X-RateLimit-Limit"] = Text(options.HourlyLimit);
            headers["X-RateLimit-Used"] = Text(used);
            headers["X-RateLimit-Remaining"] = Text(Remaining);
            headers["X-RateLimit-Reset"] = Text(reset.ToUnixTimeSeconds());
            headers["X-RateLimit-Resource"] = "core";
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
