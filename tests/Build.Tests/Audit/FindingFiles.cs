using Build.Adapters.Json;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using TorchTrt.Release;
using TorchTrt.Release.Audit;

namespace Build.Tests.Audit;

/// <summary>What an audit found, as files for other programs.</summary>
public sealed class FindingFiles
{
    private static readonly AuditReport Report = new(
        ["v2.7.0", "main"],
        [
            new("v2.7.0", new Finding("TR1030", "cpp/include/torch_tensorrt/macros.h:26", "2.7.0", "2.6.0", "./build.sh --target=Bump --version=2.7.0")),
            new("main", new Finding("TR1054", "refs/tags/uv-update-v1", "vX.Y.Z", "uv-update-v1", "leave it")),
            new("main", new Finding("TR1056", "=2.12.0.dev:1", "no such file", "\"odd\" \u2028 <name>", "git rm")),
        ],
        [(new Located("main", new Finding("TR1041", "docs/v0.2.0/x.js:3", "v0.2.0", "master", "make it anew")), "shipped in 2021")]);

    [Fact]
    public void The_list_has_exactly_the_promised_fields()
    {
        var list = JArray.Parse(FindingsFile.Text(Report));

        list.Count.ShouldBe(3);
        list.Select(entry => string.Join(' ', ((JObject)entry).Properties().Select(property => property.Name))).Distinct().ShouldBe(["ref code severity file line expected found fix"]);
        list[0].ToString(Newtonsoft.Json.Formatting.None).ShouldBe(
            """{"ref":"v2.7.0","code":"TR1030","severity":"error","file":"cpp/include/torch_tensorrt/macros.h","line":26,"expected":"2.7.0","found":"2.6.0","fix":"./build.sh --target=Bump --version=2.7.0"}""");
        list[1]["file"]!.ToString().ShouldBe("refs/tags/uv-update-v1");
    }

    [Fact]
    public void Nothing_found_is_an_empty_list() => JArray.Parse(FindingsFile.Text(new AuditReport(["main"], [], []))).ShouldBeEmpty();

    [Fact]
    public async Task Sarif_is_what_its_schema_demands()
    {
        var schema = await JsonSchema.FromJsonAsync(await Schema(), TestContext.Current.CancellationToken);

        schema.Validate(SarifFile.Text(Report, "1.0.0")).Select(error => error.ToString()).ShouldBeEmpty();
        schema.Validate(SarifFile.Text(Report, "1.0.0").Replace("\"level\": \"error\"", "\"level\": \"fatal\"", StringComparison.Ordinal)).ShouldNotBeEmpty();
    }

    [Fact]
    public void Sarif_tells_rule_place_and_reason()
    {
        var run = JObject.Parse(SarifFile.Text(Report, "1.0.0"))["runs"]![0]!;
        var (first, tag, stray, accepted) = (run["results"]![0]!, run["results"]![1]!, run["results"]![2]!, run["results"]![3]!);

        run["tool"]!["driver"]!["rules"]![(int)first["ruleIndex"]!]!["id"]!.ToString().ShouldBe("TR1030");
        first["locations"]![0]!["physicalLocation"]!["region"]!["startLine"]!.ToObject<int>().ShouldBe(26);
        tag["locations"]![0]!["logicalLocations"]![0]!["fullyQualifiedName"]!.ToString().ShouldBe("refs/tags/uv-update-v1");
        stray["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]!.ToString().ShouldBe("%3D2.12.0.dev");
        accepted["suppressions"]![0]!["justification"]!.ToString().ShouldBe("shipped in 2021");
        first["suppressions"].ShouldBeNull();
    }

    [Fact]
    public void A_baseline_is_read_with_the_lines_of_its_entries()
    {
        using var file = new TemporaryFile("""
            {"accepted": [
              {"code": "TR1041", "file": "docs/v0.2.0/x.js", "reason": "shipped in 2021"},
              {"code": "TR1030", "file": "a", "found": "1.0.0", "ref": "v1.1.1", "reason": "known"}
            ]}
            """);

        BaselineFile.Read(file.Path).Accepted.ShouldBe(
        [
            new AcceptedFinding("TR1041", "docs/v0.2.0/x.js", null, null, "shipped in 2021", 2),
            new AcceptedFinding("TR1030", "a", "1.0.0", "v1.1.1", "known", 3),
        ]);
    }

    [Fact]
    public void What_is_wrong_with_a_baseline_is_told_all_at_once()
    {
        using var file = new TemporaryFile("""
            {"accepted": [
              {"code": "TR1041", "file": "a"},
              {"code": "TR9999", "file": "a", "reason": "b"},
              {"code": "TR1041", "file": "a", "reason": "b", "until": "2027"}
            ]}
            """);

        Should.Throw<ReleaseException>(() => BaselineFile.Read(file.Path)).Errors.Select(error => error.Where).ShouldBe([$"{file.Path}:2", $"{file.Path}:3", $"{file.Path}:4"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"accepted\": {}}")]
    [InlineData("{\"accepted\": [1]}")]
    public void What_is_no_baseline_is_refused(string text)
    {
        using var file = new TemporaryFile(text);

        Should.Throw<ReleaseException>(() => BaselineFile.Read(file.Path)).Errors.ShouldHaveSingleItem().Code.ShouldBe("TR1908");
    }

    private static async Task<string> Schema()
    {
        using var reader = new StreamReader(typeof(FindingFiles).Assembly.GetManifestResourceStream("sarif-schema-2.1.0.json")!);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private sealed class TemporaryFile : IDisposable
    {
        public TemporaryFile(string text) => File.WriteAllText(Path, text);

        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
