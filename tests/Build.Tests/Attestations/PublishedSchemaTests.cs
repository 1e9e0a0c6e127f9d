using System.Diagnostics;
using Build.Provisioning;
using TorchTrt.Release.Artifacts;
using TorchTrt.Release.Attestations;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Testing;

namespace Build.Tests.Attestations;

/// <summary>The bills of materials against the schemas that others published, by a validator of others.</summary>
public sealed class PublishedSchemaTests : IDisposable
{
    private readonly ToolsFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_CycloneDX_document_is_what_the_schema_of_1_6_wants()
    {
        var bom = folder.Write("bom.json", System.Text.Encoding.UTF8.GetString(CycloneDxDocument.Of(Contents)));

        Validate(Schema("bom-1.6"), bom, Schema("spdx"), Schema("jsf-0.82")).ShouldBe("valid");
    }

    [Fact]
    public void The_validator_does_find_what_is_wrong()
    {
        var bom = folder.Write("bom.json", System.Text.Encoding.UTF8.GetString(CycloneDxDocument.Of(Contents)).Replace("\"SHA-256\"", "\"SHA-257\"", StringComparison.Ordinal));

        Validate(Schema("bom-1.6"), bom, Schema("spdx"), Schema("jsf-0.82")).ShouldContain("'SHA-257' is not one of");
    }

    private static ReleaseContents Contents { get; } = new(
        ToolsWorld.Target("2.9.0"), "https://github.com/pytorch/TensorRT", AttestHistory.Head, AttestHistory.Time,
        [
            new OutFile("libtorchtrt-2.9.0-tensorrt10.13.3-cuda130-libtorch2.9.0-x86_64-linux.tar.gz", "/out/a", 2, Digest.Of([2])),
            new OutFile("torch_tensorrt-2.9.0+cu130-cp312-cp312-manylinux_2_28_x86_64.whl", "/out/b", 1, Digest.Of([1])),
        ],
        Dependency.Of(new PinnedText("2.9.0", "13.0", null, "10.13.3.post1")), ("torch-tensorrt-release", "1.0.0"));

    private static string Schema(string name)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "global.json"))) root = root.Parent;
        var place = Path.Combine(root!.FullName, "artifacts", NpmFile.CycloneDx.Single(file => file.Place.EndsWith($"/{name}.schema.json", StringComparison.Ordinal)).Place);
        Assert.SkipUnless(File.Exists(place), $"needs {name}.schema.json: ./build.sh --target=Test --provision fetches it");
        return place;
    }

    /// <summary>Python's jsonschema, with the schemas that the first refers to at hand.</summary>
    private static string Validate(string schema, string document, params string[] others)
    {
        const string Script = """
            import json, os, sys
            try:
                import jsonschema
            except ImportError:
                sys.exit(77)
            read = lambda path: json.load(open(path, encoding="utf-8"))
            schema = read(sys.argv[1])
            base = schema["$id"].rsplit("/", 1)[0]
            store = {f"{base}/{os.path.basename(path).replace('.schema', '.SNAPSHOT.schema')}": read(path) for path in sys.argv[3:]}
            resolver = jsonschema.RefResolver.from_schema(schema, store=store)
            validator = jsonschema.Draft7Validator(schema, resolver=resolver, format_checker=jsonschema.FormatChecker())
            problems = sorted(f"{list(e.absolute_path)}: {e.message}" for e in validator.iter_errors(read(sys.argv[2])))
            print("\n".join(problems) or "valid")
            """;
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", Script, schema, document, .. others]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.SkipWhen(process.ExitCode == 77, "needs python3-jsonschema: ./build.sh --target=Test --provision installs it");
        process.ExitCode.ShouldBe(0, errors.Result);
        return output.Trim();
    }
}
