using Microsoft.AspNetCore.Http;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace TorchTrt.Release.Twin;

/// <summary>Replies in GitHub's form.</summary>
internal static class Reply
{
    public static IResult Json(JToken body, int status = StatusCodes.Status200OK)
        => Results.Text(body.ToString(Formatting.None), "application/json; charset=utf-8", statusCode: status);

    public static IResult Created(JToken body) => Json(body, StatusCodes.Status201Created);

    public static IResult NoContent() => Results.StatusCode(StatusCodes.Status204NoContent);

    public static IResult NotFound() => Error(StatusCodes.Status404NotFound, "Not Found");

    public static IResult Error(int status, string message) => Json(new JObject { ["message"] = message, ["documentation_url"] = "https://docs.github.com/rest" }, status);

    /// <summary>422 with the field that is at fault.</summary>
    public static IResult Invalid(string resource, string field, string code, string? message = null) => Json(
        new JObject
        {
            ["message"] = "Validation Failed",
            ["errors"] = new JArray(new JObject { ["resource"] = resource, ["field"] = field, ["code"] = code, ["message"] = message }),
            ["documentation_url"] = "https://docs.github.com/rest",
        },
        StatusCodes.Status422UnprocessableEntity);

    /// <summary>One page of a list, with the Link header that leads on.</summary>
    public static IResult Page(HttpContext context, IEnumerable<JToken> items, string? member = null)
    {
        var size = Math.Clamp(Number(context, "per_page", 30), 1, 100);
        var page = Math.Max(Number(context, "page", 1), 1);
        var all = items.ToList();
        var last = Math.Max((all.Count + size - 1) / size, 1);
        if (page < last) context.Response.Headers.Link = $"<{Address(context, page + 1)}>; rel=\"next\", <{Address(context, last)}>; rel=\"last\"";
        var slice = new JArray(all.Skip((page - 1) * size).Take(size));
        return Json(member is null ? slice : new JObject { ["total_count"] = all.Count, [member] = slice });
    }

    public static async Task<JObject> Body(HttpContext context) => await Any(context) as JObject ?? throw new JsonReaderException("The body is not an object.");

    /// <summary>The body, whatever JSON it is; an empty one is an empty object.</summary>
    public static async Task<JToken> Any(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync(context.RequestAborted);
        using var json = new JsonTextReader(new StringReader(text.Length == 0 ? "{}" : text)) { DateParseHandling = DateParseHandling.None };
        return await JToken.ReadFromAsync(json, context.RequestAborted);
    }

    private static int Number(HttpContext context, string name, int otherwise) => int.TryParse(context.Request.Query[name], out var number) ? number : otherwise;

    private static string Address(HttpContext context, int page)
    {
        var query = context.Request.Query.Where(pair => pair.Key != "page").Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value.ToString())}");
        return $"{context.Request.Scheme}://{context.Request.Host}{context.Request.Path}?{string.Join('&', [.. query, $"page={page}"])}";
    }
}
