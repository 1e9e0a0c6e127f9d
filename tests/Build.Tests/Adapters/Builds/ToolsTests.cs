using Build.Adapters.Builds;
using Build.Adapters.Git;
using Build.Adapters.Programs;
using Build.Tests.Adapters.Git;
using Build.Tools.Bazel;
using Build.Tools.Docker;
using Build.Tools.Make;
using TorchTrt.Release;
using TorchTrt.Release.Docs;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Testing;

namespace Build.Tests.Adapters.Builds;

public sealed class ToolsTests : IDisposable
{
    private readonly GitStory story = new();
    private readonly ToolsFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ReleaseFolder Folder => new(folder["release"]);

    private ToolRunner Tools => new(Folder, null);

    public void Dispose()
    {
        story.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Bazel_leaves_no_links_and_separates_the_programs_own_arguments()
        => new BazelSettings("run", ["//tools/supportedops"]) { ProgramArguments = ["/x y.rst"] }.In("/w").Arguments
            .ShouldBe(["--max_idle_secs=120", "run", "--color=no", "--curses=no", "--symlink_prefix=/", "//tools/supportedops", "--", "/x y.rst"]);

    [Fact]
    public void Docker_is_given_lists()
    {
        var none = new Dictionary<string, string>();
        new DockerSettings("docker").Build("t", "/r/py/Dockerfile", "/r/py", new Dictionary<string, string> { ["BASE_IMAGE"] = "b:1" }, none).Arguments
            .ShouldBe(["build", "--tag", "t", "--file", "/r/py/Dockerfile", "--build-arg", "BASE_IMAGE=b:1", "--", "/r/py"]);
        new DockerSettings("podman").Run("n", "t", [new Mount("/s", "/source", MountAccess.Read), new Mount("/c", "/w", MountAccess.Write)], new Confinement("65534:65534", ContainerNetwork.None, ["CHOWN"], 2, ["nofile=1:2"]), ["/bin/bash", "s.sh"], none).Arguments
            .ShouldBe(
            [
                "run", "--rm", "--name", "n", "--user", "65534:65534", "--cap-drop", "ALL", "--cap-add", "CHOWN", "--security-opt", "no-new-privileges", "--network", "none",
                "--cpus", "2", "--ulimit", "nofile=1:2", "--volume", "/s:/source:ro", "--volume", "/c:/w", "t", "/bin/bash", "s.sh",
            ]);
    }

    [Fact]
    public void Make_takes_goals_and_then_variables()
        => new MakeSettings(["html"], new Dictionary<string, string> { ["VERSION"] = "v1.1.0", ["O"] = "-D version=v1.1.0" }).In("/d").Arguments.ShouldBe(["html", "O=-D version=v1.1.0", "VERSION=v1.1.0"]);

    [Fact]
    public async Task A_failing_tool_is_quoted_where_it_says_what_is_wrong()
    {
        var program = folder.Script("tool", "echo 'building'; printf '\\033[31mERROR: \\033[0mno such package\\n' >&2; echo 'INFO: more' >&2; exit 1");

        var run = await Tools.Run(new ProgramCall(program), "tool", "bazel build //:x", Cancel);

        run.Failure("TR4401").ToString().ShouldBe(
            $"TR4401: {Folder.Logs}/tool.log: bazel build //:x failed with 1: no such package. Next: read {Folder.Logs}/tool.log, mend what it says, then give the same command again");
    }

    [Fact]
    public async Task A_disk_that_is_full_ends_the_tool_and_says_so()
    {
        if (!File.Exists("/dev/full")) Assert.Skip("There is no /dev/full on this machine.");
        Directory.CreateDirectory(Folder.Logs);
        File.CreateSymbolicLink(Path.Combine(Folder.Logs, "tool.log"), "/dev/full");
        var program = folder.Script("tool", "while true; do echo line; done");

        var refused = await Should.ThrowAsync<ReleaseException>(() => Tools.Run(new ProgramCall(program), "tool", "tool", Cancel));

        refused.Errors[0].What.ShouldBe("the disk is full.");
    }

    [Fact]
    public async Task Docs_are_built_in_a_copy_and_stamped_through_sphinx()
    {
        if (ProgramPath.Find("sphinx-build") is null || ProgramPath.Find("make") is null) Assert.Skip("Sphinx and make are not on this machine.");
        Documented("version = release = 'master'\nhtml_theme = 'basic'\n");
        var checkout = (await story.Open()).Checkout;
        var docs = new SphinxDocs(checkout, new DocsHere(checkout, Tools, Folder, null), Written);

        (await docs.Missing(Cancel)).ShouldBeEmpty();
        var frozen = await docs.Make(new DocsPass("frozen", "v1.1.0", "v1.1.0", StampWay.Override), Cancel);
        var main = await docs.Make(new DocsPass("main", null, null, StampWay.Override), Cancel);

        Stamp(frozen).ShouldBe("v1.1.0");
        Stamp(main).ShouldBe("master");
        frozen.Files.ShouldContain(file => file.Path == ".nojekyll");
        (await (await story.Open()).Writer.Uncommitted(Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_conf_py_that_sets_its_version_late_is_stamped_in_the_copy()
    {
        if (ProgramPath.Find("sphinx-build") is null || ProgramPath.Find("make") is null) Assert.Skip("Sphinx and make are not on this machine.");
        Documented("version = release = 'master'\nhtml_theme = 'basic'\n");
        var checkout = (await story.Open()).Checkout;
        var docs = new SphinxDocs(checkout, new DocsHere(checkout, Tools, Folder, null), Written);

        Stamp(await docs.Make(new DocsPass("frozen", "v1.1.0", "v1.1.0", StampWay.Copy), Cancel)).ShouldBe("v1.1.0");

        File.ReadAllText(Path.Combine(story.Root, "docsrc/conf.py")).ShouldNotContain("v1.1.0");
    }

    [Fact]
    public async Task Pages_that_show_a_date_show_the_commits_and_keep_their_copyright_where_they_show_none()
    {
        if (ProgramPath.Find("sphinx-build") is null || ProgramPath.Find("make") is null) Assert.Skip("Sphinx and make are not on this machine.");
        Documented("version = release = 'master'\nhtml_theme = 'basic'\ncopyright = '1999, all of us'\n");
        var undated = await Footer();
        Documented("version = release = 'master'\nhtml_theme = 'basic'\ncopyright = '1999, all of us'\nhtml_last_updated_fmt = 'on %Y-%m-%d'\n");
        var dated = await Footer();

        undated.ShouldContain("1999, all of us");
        undated.ShouldNotContain("2001");
        dated.ShouldContain("on 2001-02-03");
    }

    private async Task<string> Footer()
    {
        var checkout = (await story.Open()).Checkout;
        var pages = await new SphinxDocs(checkout, new DocsHere(checkout, Tools, Folder, null), Written).Make(new DocsPass("main", null, null, StampWay.Override), Cancel);
        return System.Text.Encoding.UTF8.GetString(pages.Files.Single(file => file.Path == "index.html").Content);
    }

    private static Task<DateTimeOffset> Written(CancellationToken cancel) => Task.FromResult(new DateTimeOffset(2001, 2, 3, 4, 5, 6, TimeSpan.Zero));

    [Fact]
    public async Task Modules_that_conf_py_imports_are_found_missing_without_running_it()
    {
        if (ProgramPath.Find("python3") is null) Assert.Skip("There is no python3 on this machine.");
        Documented($"import os, no_such_module_a.b\nextensions = ['no_such_module_c.ext']\nopen({PythonText(folder["ran"])}, 'w')\n");

        var checkout = (await story.Open()).Checkout;
        var missing = await new SphinxDocs(checkout, new DocsHere(checkout, Tools, Folder, "python3"), Written).Missing(Cancel);

        missing.Where(what => what.Contains("no_such", StringComparison.Ordinal)).ShouldBe(["the Python module no_such_module_a", "the Python module no_such_module_c"]);
        File.Exists(folder["ran"]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_is_in_out_whole_or_not_at_all()
    {
        var artifacts = new ArtifactFiles(Folder);
        var wheel = folder.Write("built/x.whl", "wheel");

        await artifacts.Take(wheel, "x.whl", Cancel);
        artifacts.Write("SHA256SUMS", "sums"u8.ToArray());
        artifacts.Remove("absent");

        artifacts.In(Folder.Out).Select(path => Path.GetFileName(path)!).ShouldBe(["SHA256SUMS", "x.whl"]);
        await Should.ThrowAsync<ArgumentException>(() => artifacts.Take(wheel, "../x.whl", Cancel));
    }

    [Fact]
    public async Task A_bazel_that_is_not_there_is_a_reason_and_no_failure()
    {
        if (ProgramPath.Find("bazel") is not null) Assert.Skip("There is a bazel on this machine.");
        story.Commit("feat: one");

        (await new BazelWorkspace((await story.Open()).Checkout, Tools).Unable("//:x", [], Cancel)).ShouldNotBeNull().Code.ShouldBe("TR4001");
    }

    [Fact]
    public async Task Bazel_says_why_it_cannot_load_a_workspace()
    {
        if (ProgramPath.Find("bazel") is null) Assert.Skip("There is no bazel on this machine.");
        story.File("README.md", "no workspace").Commit("feat: one");

        var reason = await new BazelWorkspace((await story.Open()).Checkout, Tools).Unable("//:libtorchtrt", [], Cancel);

        reason.ShouldNotBeNull().What.ShouldStartWith("bazel cannot load //:libtorchtrt here: ");
    }

    [Fact]
    public async Task An_image_that_is_not_here_is_absent_and_no_failure()
    {
        if (ProgramPath.Find("docker") is null) Assert.Skip("There is no docker on this machine.");
        story.File("py/build_whl.sh", "x").Commit("feat: one");
        var engine = new DockerEngine((await story.Open()).Checkout, Tools, Folder);
        if (await engine.Unable(Cancel) is { } reason) Assert.Skip(reason.What);

        (await engine.Image("no-such-image-here:1", Cancel)).ShouldBeNull();
    }

    private GitStory Documented(string conf)
    {
        story.File("docsrc/conf.py", conf).File("docsrc/index.rst", "Title\n=====\n")
            .File("docsrc/Makefile", "VERSION ?=\nDESTDIR = ../docs/$(VERSION)\nSPHINXBUILD ?= sphinx-build\nhtml:\n\t$(SPHINXBUILD) -M html . _build $(SPHINXOPTS) $(O)\n\tmkdir -p $(DESTDIR)\n\tcp -r _build/html/* $(DESTDIR)\n\ttouch $(DESTDIR)/.nojekyll\n")
            .Commit("docs: begin");
        return story;
    }

    private static string PythonText(string path) => $"'{path}'";

    private static string? Stamp(DocsPages pages) => FrozenDocs.Stamp(pages.Files.FirstOrDefault(file => file.Path == "objects.inv")?.Content);
}
