using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;
using NSwag;

namespace TorchTrt.Release.GitHub.Tests.Contract;

/// <summary>GitHub's own description of its REST API, from the npm package @octokit/openapi: what a request may ask and what a reply must say.</summary>
public sealed class PublishedApi
{
    public const string Package = "@octokit/openapi";

    /// <summary>Where provisioning leaves the description, seen from the root of this repository.</summary>
    public const string Location = "artifacts/contract/api.github.com.json";

    private static readonly Lazy<Task<PublishedApi?>> Shared = new(Read);

    private readonly IReadOnlyList<Route> routes;

    private PublishedApi(OpenApiDocument document) => routes = [.. document.Paths.Select(path => new Route(path.Key, path.Value))];

    /// <summary>Read once for all tests; null where it was not provided.</summary>
    public static Task<PublishedApi?> Here => Shared.Value;

    /// <summary>Everything in which an exchange departs from the description; nothing when it keeps to it.</summary>
    public IReadOnlyList<string> Departures(Exchange exchange)
    {
        if (routes.Where(route => route.Fits(exchange.Path)).OrderByDescending(route => route.Fixed).FirstOrDefault() is not { } route)
            return [$"{exchange}: there is no such path"];
        if (!route.Item.TryGetValue(exchange.Method.ToLowerInvariant(), out var operation))
            return [$"{exchange}: {route.Template} has no such method"];
        return
        [
            .. Query(exchange, operation),
            .. exchange.RequestBody is { Length: > 0 } asked ? Body(exchange, "request", operation.RequestBody?.Content, asked) : [],
            .. Reply(exchange, operation),
        ];
    }

    private static IEnumerable<string> Query(Exchange exchange, OpenApiOperation operation)
    {
        var known = operation.ActualParameters.Where(parameter => parameter.Kind == OpenApiParameterKind.Query).ToDictionary(parameter => parameter.Name);
        foreach (var (name, value) in exchange.Query)
        {
            if (!known.TryGetValue(name, out var parameter)) yield return $"{exchange}: query {name} is not described";
            else if (parameter.ActualSchema.Enumeration is { Count: > 0 } choices && !choices.Any(choice => choice?.ToString() == value))
                yield return $"{exchange}: query {name}={value} is none of {string.Join(", ", choices)}";
        }
    }

    private static IEnumerable<string> Reply(Exchange exchange, OpenApiOperation operation)
    {
        if (!operation.ActualResponses.TryGetValue($"{exchange.Status}", out var response)) return [$"{exchange}: such a status is not described"];
        return exchange.ReplyBody is { } said ? Body(exchange, "reply", response.Content, said) : [];
    }

    private static IEnumerable<string> Body(Exchange exchange, string which, IDictionary<string, OpenApiMediaType>? content, string text)
    {
        if (content is null || !content.TryGetValue("application/json", out var type) || type.Schema is null)
            return content is { Count: > 0 } ? [$"{exchange}: the {which} has JSON that is not described"] : [];
        using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None };
        var body = JToken.ReadFrom(reader);
        var errors = new JsonSchemaValidator().Validate(body, type.Schema, SchemaType.OpenApi3);
        return
        [
            .. errors.SelectMany(Leaves).Select(error => $"{exchange}: {which} {error.Path} {error.Kind}"),
            .. Unknown(body, type.Schema, "#").Select(member => $"{exchange}: {which} {member} is not described"),
        ];
    }

    private static IEnumerable<ValidationError> Leaves(ValidationError error) => error switch
    {
        ChildSchemaValidationError child when child.Errors.Values.SelectMany(list => list).ToList() is { Count: > 0 } inner => inner.SelectMany(Leaves),
        _ => [error],
    };

    /// <summary>Members that GitHub does not know: the description forbids none, so these would be fiction that no validator sees.</summary>
    private static IEnumerable<string> Unknown(JToken body, JsonSchema schema, string path)
    {
        var actual = schema.ActualSchema;
        if (body is JArray list) return actual.Item is { } item ? list.SelectMany(one => Unknown(one, item, $"{path}[]")).Distinct() : [];
        if (body is not JObject thing) return [];
        var known = Members(actual).ToLookup(member => member.Key, member => member.Value);
        if (known.Count == 0 || actual.AdditionalPropertiesSchema is not null) return [];
        return thing.Properties().SelectMany(property => known.Contains(property.Name)
            ? known[property.Name].Count() == 1 ? Unknown(property.Value, known[property.Name].Single(), $"{path}/{property.Name}") : []
            : [$"{path}/{property.Name}"]);
    }

    private static IEnumerable<KeyValuePair<string, JsonSchemaProperty>> Members(JsonSchema schema) =>
    [
        .. schema.ActualProperties,
        .. schema.AllOf.Concat(schema.AnyOf).Concat(schema.OneOf).SelectMany(part => Members(part.ActualSchema)),
    ];

    private static async Task<PublishedApi?> Read()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "global.json"))) root = root.Parent;
        var path = Path.Combine(root!.FullName, Location);
        if (!File.Exists(path)) return null;
        using var reader = new JsonTextReader(new StreamReader(path)) { DateParseHandling = DateParseHandling.None };
        return new PublishedApi(await OpenApiDocument.FromJsonAsync(OfRepositories((JObject)await JToken.ReadFromAsync(reader)).ToString(Formatting.None)));
    }

    /// <summary>The part of the description that speaks of one repository, with what that refers to; the whole takes ten times as long to read.</summary>
    private static JObject OfRepositories(JObject whole)
    {
        string[] rooms = ["", "/branches", "/check-runs", "/commits", "/git", "/immutable-releases", "/issues", "/milestones", "/pulls", "/releases", "/rules", "/rulesets", "/statuses", "/tags", "/compare", "/actions/runs", "/actions/permissions", "/contents"];
        const string repository = "/repos/{owner}/{repo}";
        var paths = new JObject(((JObject)whole["paths"]!).Properties().Where(path => path.Name == "/rate_limit" || rooms.Any(room => path.Name == repository + room || (room.Length > 0 && path.Name.StartsWith($"{repository}{room}/", StringComparison.Ordinal)))));
        foreach (var example in paths.Descendants().OfType<JProperty>().Where(property => property.Name is "examples" or "example" && property.Parent?.Parent is not JProperty { Name: "properties" }).ToList()) example.Remove();
        var components = new JObject();
        var left = new Queue<JToken>([paths]);
        while (left.TryDequeue(out var token))
        {
            foreach (var reference in ((JContainer)token).DescendantsAndSelf().OfType<JProperty>().Where(property => property.Name == "$ref" && property.Value.Type == JTokenType.String))
            {
                var parts = ((string)reference.Value!).Split('/');
                var kind = (JObject)(components[parts[2]] ??= new JObject());
                if (kind[parts[3]] is not null) continue;
                kind[parts[3]] = whole["components"]![parts[2]]![parts[3]]!.DeepClone();
                left.Enqueue(kind[parts[3]]!);
            }
        }

        return new JObject { ["openapi"] = whole["openapi"], ["info"] = new JObject { ["title"] = "GitHub", ["version"] = "1" }, ["paths"] = paths, ["components"] = components };
    }

    /// <summary>A path of the description. Its last parameter may hold slashes where a ref or a branch is named (x-multi-segment).</summary>
    private sealed class Route(string template, OpenApiPathItem item)
    {
        private readonly string[] parts = template.Split('/');

        public string Template => template;

        public OpenApiPathItem Item => item;

        /// <summary>Parts that are words, not parameters; of two that fit the one with more is meant.</summary>
        public int Fixed => parts.Count(part => !IsParameter(part));

        public bool Fits(string path) => Fits(parts, path.Split('/'));

        private static bool Fits(ReadOnlySpan<string> parts, ReadOnlySpan<string> words)
        {
            if (parts.IsEmpty || words.IsEmpty) return parts.IsEmpty && words.IsEmpty;
            if (!IsParameter(parts[0])) return parts[0] == words[0] && Fits(parts[1..], words[1..]);
            if (words[0].Length == 0) return false;
            if (parts[0] is not ("{ref}" or "{branch}" or "{tag}")) return Fits(parts[1..], words[1..]);
            for (var taken = 1; taken <= words.Length; taken++)
            {
                if (Fits(parts[1..], words[taken..])) return true;
            }

            return false;
        }

        private static bool IsParameter(string part) => part.StartsWith('{');
    }
}
