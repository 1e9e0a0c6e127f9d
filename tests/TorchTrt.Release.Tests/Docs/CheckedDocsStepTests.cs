using TorchTrt.Release.Docs;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Testing;
using TorchTrt.Release.Tests.Docs.Conf;

namespace TorchTrt.Release.Tests.Docs;

public class CheckedDocsStepTests
{
    private static readonly ReleaseTarget Release = ToolsWorld.Target("2.13.0");

    private readonly ToolsDocs docs = new();
    private readonly ToolsReceipts receipts = new();
    private readonly SitesMemoryWorkspace files = new SitesMemoryWorkspace().With("docsrc/conf.py", ConfEras.Switcher).With("docsrc/Makefile", "html:\n");

    [Fact]
    public async Task Documentation_is_not_begun_with_another_library_and_everything_in_the_way_is_told_at_once()
    {
        (await Step("2.12.0").Observe(default)).ShouldBeOfType<Unable>().Reason.Code.ShouldBe("TR4104");

        docs.Lacking.Add("the program doxygen");
        (await Step("2.12.0").Observe(default)).ShouldBeOfType<Unable>().Reason.What.ShouldBe(
            "the documentation needs what this machine lacks: the program doxygen; and docsrc/conf.py:3: it imports torch_tensorrt 2.12.0 of /venv/torch_tensorrt, which is not of 2.13.0.");
        docs.Passes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Documentation_that_imports_no_library_needs_none()
    {
        files["docsrc/conf.py"] = ConfEras.Master;

        (await Step(null).Observe(default)).ShouldBeOfType<Pending>();
    }

    [Fact]
    public async Task A_version_that_no_reader_can_choose_is_told()
    {
        files["docsrc/conf.py"] = "release = 'master'\nhtml_theme_options = {\n    \"version_info\": {\n        \"master\": \"https://x/\",\n        \"v2.12.0\": \"https://x/v2.12.0/\",\n    }\n}\n";
        files.With("docs/v2.12.0/index.html", "old");

        Warnings(await Carry()).ShouldBe(["warning: docsrc/conf.py:5 does not list v2.13.0, so that no reader can choose it (--target=Bump)"]);
    }

    [Fact]
    public async Task A_version_that_is_listed_and_has_no_pages_is_told()
    {
        files["docsrc/conf.py"] = "release = 'master'\nhtml_theme_options = {\n    \"version_info\": {\n        \"master\": \"https://x/\",\n        \"v2.13.0\": \"https://x/v2.13.0/\",\n        \"v2.1.0\": \"https://x/v2.1.0/\",\n        \"v2.0.0\": \"https://x/v2.0.0/\",\n    }\n}\n";

        Warnings(await Carry()).ShouldBe(["warning: docsrc/conf.py:6 lists v2.1.0, v2.0.0: no pages"]);
    }

    private static IEnumerable<string> Warnings(Done done) => done.Evidence.Where(line => line.StartsWith("warning: ", StringComparison.Ordinal));

    private async Task<Done> Carry() => (await Step("2.13.0").Carry()).ShouldBeOfType<Done>();

    private CheckedDocsStep Step(string? installed)
        => new(new DocsStep(files, docs, receipts, Release, DocsReuse.Unchanged), files, new LibraryCheck(new Found(installed), new ToolsFiles(), "/out", Release, DevelopmentBuild.Refused), Release);

    private sealed class Found(string? version) : IDocsLibrary
    {
        public Task<InstalledLibrary?> Find(string module, CancellationToken cancel)
            => Task.FromResult(version is null ? null : new InstalledLibrary("/venv/bin/python", "cp311", LibraryPlace.Installed, "/venv/torch_tensorrt", version, version, null, null));
    }
}
