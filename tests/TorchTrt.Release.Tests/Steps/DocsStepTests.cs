using TorchTrt.Release.Docs;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Testing;
using TorchTrt.Release.Tests.Docs.Conf;

namespace TorchTrt.Release.Tests.Steps;

public class DocsStepTests
{
    private readonly ToolsReceipts receipts = new();
    private readonly ToolsDocs tool = new();
    private readonly SitesMemoryWorkspace files = new SitesMemoryWorkspace().With("docsrc/conf.py", "release = 'master'\n").With("docsrc/Makefile", "html:\n").With("docs/index.html", "old");

    [Fact]
    public async Task Both_passes_are_made_and_conf_py_stays_as_it_was()
    {
        (await Step().Carry()).ShouldBeOfType<Done>();

        files["docs/v1.1.0/index.html"].ShouldBe("frozen v1.1.0");
        files["docs/index.html"].ShouldBe("main master");
        files["docsrc/conf.py"].ShouldBe("release = 'master'\n");
        tool.Passes.ShouldBe([new DocsPass("frozen", "v1.1.0", "v1.1.0", StampWay.Override), new DocsPass("main", null, null, StampWay.Override)]);
    }

    [Fact]
    public async Task A_conf_py_that_defeats_overrides_is_stamped_in_a_copy()
    {
        tool.Heeds.Remove(StampWay.Override);

        (await Step().Carry()).ShouldBeOfType<Done>();

        tool.Passes.Select(pass => pass.Way).ShouldBe([StampWay.Override, StampWay.Copy, StampWay.Override]);
        files["docs/v1.1.0/index.html"].ShouldBe("frozen v1.1.0");
    }

    [Fact]
    public async Task Pages_whose_switcher_says_main_are_stamped_in_a_copy_too()
    {
        tool.Marks = pass => pass.Way == StampWay.Copy ? pass.Stamp! : "main";

        (await Step().Carry()).ShouldBeOfType<Done>();

        tool.Passes.Select(pass => pass.Way).ShouldBe([StampWay.Override, StampWay.Copy, StampWay.Override]);
        files["docs/v1.1.0/index.html"].ShouldBe("frozen v1.1.0 <script>DOCUMENTATION_OPTIONS.theme_switcher_version_match = 'v1.1.0';</script>");
    }

    [Fact]
    public async Task A_conf_py_with_a_switcher_is_stamped_in_a_copy_at_once()
    {
        files["docsrc/conf.py"] = ConfEras.Switcher;
        tool.Marks = pass => pass.Way == StampWay.Copy ? pass.Stamp! : "main";

        (await Step().Carry()).ShouldBeOfType<Done>();

        tool.Passes.Select(pass => pass.Way).ShouldBe([StampWay.Copy, StampWay.Override]);
        files["docsrc/conf.py"].ShouldBe(ConfEras.Switcher);
    }

    [Fact]
    public async Task Pages_that_never_say_the_version_are_refused_and_nothing_is_written()
    {
        tool.Heeds.Clear();

        (await Should.ThrowAsync<ReleaseException>(Step().Carry)).Errors[0].Code.ShouldBe("TR4103");

        files.Writes.ShouldBe(0);
    }

    [Fact]
    public async Task Frozen_docs_of_other_versions_are_never_nested()
    {
        tool.Extra.Add(new DocsFile("v1.0.0/index.html", [1]));
        tool.Extra.Add(new DocsFile("versions.json", [2]));

        await Step().Carry();

        files.Exists("docs/v1.1.0/v1.0.0/index.html").ShouldBeFalse();
        files.Exists("docs/v1.0.0/index.html").ShouldBeFalse();
        files.Exists("docs/versions.json").ShouldBeTrue();
    }

    [Fact]
    public async Task Pages_of_an_earlier_build_of_the_same_version_are_removed()
    {
        files.With("docs/v1.1.0/gone.html", "old").With("docs/v1.0.0/index.html", "kept");

        await Step().Carry();

        files.Exists("docs/v1.1.0/gone.html").ShouldBeFalse();
        files.Exists("docs/v1.0.0/index.html").ShouldBeTrue();
    }

    [Fact]
    public async Task A_changed_page_makes_the_docs_stale()
    {
        await Step().Carry();
        files["docsrc/index.rst"] = "new";

        (await Step().Observe(default)).ShouldBeOfType<Pending>();
    }

    [Fact]
    public async Task A_failing_pass_leaves_the_checkout_alone_and_names_its_log()
    {
        tool.Run = ToolsWorld.Badly("make html VERSION=v1.1.0", "Extension error: no module breathe");

        (await Should.ThrowAsync<ReleaseException>(Step().Carry)).Errors[0].ToString()
            .ShouldBe("TR4102: /logs/tool.log: make html VERSION=v1.1.0 failed with 1: Extension error: no module breathe. Next: read /logs/tool.log, mend what it says, then give the same command again");

        files["docs/index.html"].ShouldBe("old");
    }

    [Fact]
    public async Task Everything_that_is_missing_is_named_at_once()
    {
        tool.Lacking.AddRange(["the program doxygen", "the Python module torch"]);

        (await Step().Observe(default)).ShouldBeOfType<Unable>().Reason.What.ShouldEndWith("the program doxygen; the Python module torch.");
    }

    [Fact]
    public async Task Other_documentation_tools_make_other_pages()
    {
        await Step().Carry();
        tool.Here = "sphinx 8.1";

        (await Step().Observe(default)).ShouldBeOfType<Pending>();
    }

    [Fact]
    public async Task A_machine_without_Sphinx_takes_the_pages_that_another_one_made()
    {
        await Step().Carry();
        tool.Here = null;
        tool.Lacking.Add("the program sphinx-build");

        (await Step().Observe(default)).ShouldBeOfType<Done>();
    }

    [Fact]
    public async Task Unchanged_pages_are_made_again_when_somebody_asks_for_it()
    {
        await Step().Carry();
        tool.Passes.Clear();

        (await Step(DocsReuse.Never).Carry()).ShouldBeOfType<Done>();

        tool.Passes.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_fails_in_either_pass_is_told_together()
    {
        tool.Run = ToolsWorld.Badly("make html", "WARNING: document isn't included in any toctree");

        (await Should.ThrowAsync<ReleaseException>(Step().Carry)).Errors.Select(error => error.Code).ShouldBe(["TR4102", "TR4102"]);
        files.Writes.ShouldBe(0);
    }

    private DocsStep Step(DocsReuse reuse = DocsReuse.Unchanged) => new(files, tool, receipts, ToolsWorld.Target("1.1.0"), reuse);
}
