namespace TorchTrt.Release.GitHub.Tests.Contract;

/// <summary>The judge is judged: it must see what is wrong before its silence means anything.</summary>
public sealed class PublishedApiTests
{
    private static readonly Dictionary<string, string> NoQuery = [];

    [Theory]
    [InlineData("GET", "/repos/o/r/gits", null, 200, "{}", "there is no such path")]
    [InlineData("PUT", "/repos/o/r/milestones", null, 200, "{}", "has no such method")]
    [InlineData("POST", "/repos/o/r/git/refs", """{"ref":"refs/heads/x"}""", 404, null, "request #/sha PropertyRequired")]
    [InlineData("POST", "/repos/o/r/git/refs", """{"ref":"refs/heads/x","sha":7}""", 404, null, "request #/sha StringExpected")]
    [InlineData("GET", "/repos/o/r/git/ref/heads/release/2.13", null, 200, """{"ref":"refs/heads/release/2.13"}""", "reply #/object PropertyRequired")]
    [InlineData("GET", "/repos/o/r/git/ref/heads/x", null, 200, """{"ref":"refs/heads/x","node_id":"a","url":"https://example.org","object":{"type":"commit","sha":"0000000000000000000000000000000000000000","url":"https://example.org"},"colour":"blue"}""", "reply #/colour is not described")]
    [InlineData("GET", "/repos/o/r/milestones", null, 418, null, "such a status is not described")]
    public async Task A_departure_is_seen(string method, string path, string? asked, int status, string? said, string expected)
    {
        var published = await Published();

        published.Departures(new Exchange(method, path, NoQuery, asked, status, said)).ShouldContain(departure => departure.EndsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_query_that_GitHub_does_not_know_is_seen()
    {
        var published = await Published();

        published.Departures(new Exchange("GET", "/repos/o/r/milestones", new Dictionary<string, string> { ["sort"] = "due_date", ["per_page"] = "100" }, null, 200, "[]"))
            .ShouldHaveSingleItem().ShouldContain("query sort=due_date is none of due_on");
    }

    private static async Task<PublishedApi> Published()
    {
        var published = await PublishedApi.Here;
        Assert.SkipWhen(published is null, $"needs GitHub's description of its API, the npm package {PublishedApi.Package}, in {PublishedApi.Location}");
        return published;
    }
}
