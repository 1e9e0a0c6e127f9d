using System.Text;
using Build.Adapters.Programs;
using TorchTrt.Release.Docs;
using TorchTrt.Release.Docs.Conf;
using TorchTrt.Release.Ports;

namespace Build.Tests.Docs;

/// <summary>Real Sphinx in real virtual environments, with real installations of the library.</summary>
public sealed class DocsPlaceTests : IDisposable
{
    private readonly DocsStory story = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => story.Dispose();

    [Fact]
    public async Task The_pages_are_made_with_the_library_and_the_programs_of_the_virtual_environment()
    {
        NeedSphinx();
        var place = story.Environment("an environment", story.Wheel("2.13.0+cu130", "built"));
        var docs = await story.In(place);

        (await docs.Missing(Cancel)).ShouldBeEmpty();
        var library = (await docs.Find("torch_tensorrt", Cancel)).ShouldNotBeNull();
        library.Place.ShouldBe(LibraryPlace.Installed);
        library.Version.ShouldBe("2.13.0+cu130");
        library.Packaged.ShouldBe("2.13.0+cu130");
        library.Folder.ShouldStartWith(place);
        library.Record.ShouldNotBeNull().ShouldContain("torch_tensorrt/_version.py,sha256=");
        (await story.Check(docs).Problem(new ConfName("torch_tensorrt", 4), Cancel)).ShouldBeNull();

        var pages = await docs.Make(new DocsPass("frozen", "v2.13.0", "v2.13.0", ConfShape.Of((await story.Files()).Read(ConfShape.Path)!).Way), Cancel);

        pages.Run.Succeeded.ShouldBeTrue(pages.Run.Complaint);
        FrozenDocs.Stamp(Page(pages, "objects.inv")).ShouldBe("v2.13.0");
        SwitcherMark.Of(Page(pages, "index.html")).ShouldBe("v2.13.0");
        Encoding.UTF8.GetString(Page(pages, "index.html")).ShouldContain("The library of 2.13.0+cu130.");
        Encoding.UTF8.GetString(Page(pages, "python3.txt")).Trim().ShouldBe(place);
    }

    [Fact]
    public async Task The_pages_of_the_branch_are_marked_main_also_when_the_release_s_library_makes_them()
    {
        NeedSphinx();
        var docs = await story.In(story.Environment("venv", story.Wheel("2.13.0", "built")));

        var pages = await docs.Make(new DocsPass("main", null, null, StampWay.Override), Cancel);

        pages.Run.Succeeded.ShouldBeTrue(pages.Run.Complaint);
        SwitcherMark.Of(Page(pages, "index.html")).ShouldBe("main");
        FrozenDocs.Stamp(Page(pages, "objects.inv")).ShouldBe("v2.13.0");
    }

    [Theory]
    [InlineData("2.13.0.dev0+73e887c", "a development build of commit 73e887c")]
    [InlineData("2.12.0", "which is not of 2.13.0")]
    public async Task An_environment_with_another_build_is_refused_with_the_way_out(string installed, string why)
    {
        NeedSphinx();
        var released = story.Wheel("2.13.0", Path.GetRelativePath(story[""], story.Artifacts.Out));
        var docs = await story.In(story.Environment("venv", story.Wheel(installed, "built")));

        var problem = (await story.Check(docs).Problem(new ConfName("torch_tensorrt", 4), Cancel)).ShouldNotBeNull();

        problem.What.ShouldContain($"it imports torch_tensorrt {installed} of {story["venv"]}");
        problem.What.ShouldContain(why);
        problem.Next.ShouldStartWith($"{story["venv"]}/bin/python -m pip install --force-reinstall --no-deps {released}");
        // The way out, taken.
        (await new ProgramRunner().Run(new ProgramCall(story["venv/bin/python"], "-m", "pip", "install", "--quiet", "--no-index", "--disable-pip-version-check", "--force-reinstall", "--no-deps", released), Cancel)).Succeeded.ShouldBeTrue();
        (await story.Check(await story.In(story["venv"])).Problem(new ConfName("torch_tensorrt", 4), Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_file_that_somebody_mended_where_the_release_s_wheel_is_installed_makes_it_another_build()
    {
        NeedSphinx();
        var place = story.Environment("venv", story.Wheel("2.13.0", Path.GetRelativePath(story[""], story.Artifacts.Out)));
        var library = (await (await story.In(place)).Find("torch_tensorrt", Cancel)).ShouldNotBeNull();
        (await story.Check(await story.In(place)).Problem(new ConfName("torch_tensorrt", 4), Cancel)).ShouldBeNull();

        File.AppendAllText(Path.Combine(library.Folder, "__init__.py"), "# mended by hand\n");

        (await story.Check(await story.In(place)).Problem(new ConfName("torch_tensorrt", 4), Cancel)).ShouldNotBeNull().What
            .ShouldEndWith("in which 1 of 4 files are not those of torch_tensorrt-2.13.0-py3-none-any.whl, torch_tensorrt/__init__.py first.");
    }

    [Fact]
    public async Task Another_wheel_of_the_same_version_is_another_build()
    {
        NeedSphinx();
        var released = story.Wheel("2.13.0", Path.GetRelativePath(story[""], story.Artifacts.Out));
        story.Environment("venv", story.Wheel("2.13.0", "built"));
        var docs = await story.In(story["venv"]);
        (await story.Check(docs).Problem(new ConfName("torch_tensorrt", 4), Cancel)).ShouldBeNull();

        var wheel = new TorchTrt.Release.Testing.WheelBuilder(Path.GetFileName(released)).With("torch_tensorrt/_version.py", "__version__ = \"2.13.0\"\n"u8.ToArray());
        File.WriteAllBytes(released, wheel.Bytes);

        (await story.Check(docs).Problem(new ConfName("torch_tensorrt", 4), Cancel)).ShouldNotBeNull().What
            .ShouldEndWith("in which 1 of 4 files are not those of torch_tensorrt-2.13.0-py3-none-any.whl, torch_tensorrt/__init__.py first.");
    }

    [Fact]
    public async Task A_package_that_was_built_in_its_checkout_only_is_not_enough_since_pages_are_made_in_a_copy()
    {
        NeedSphinx();
        var docs = await story.In("/usr/bin/python3");
        File.WriteAllText(Path.Combine(story.Root, "py", "torch_tensorrt", "_version.py"), "__version__ = \"2.13.0\"\n");

        (await story.Check(docs).Problem(new ConfName("torch_tensorrt", 4), Cancel)).ShouldNotBeNull().What
            .ShouldBe($"it imports torch_tensorrt of {story.Root}/py/torch_tensorrt, which fails: it was built in its checkout and is not installed.");
    }

    [Fact]
    public async Task A_checkout_that_was_never_built_is_told_in_Pythons_words()
    {
        NeedSphinx();

        (await story.Check(await story.In("/usr/bin/python3")).Problem(new ConfName("torch_tensorrt", 4), Cancel)).ShouldNotBeNull().What
            .ShouldBe($"it imports torch_tensorrt of {story.Root}/py/torch_tensorrt, which fails: ModuleNotFoundError: No module named 'torch_tensorrt._version'.");
    }

    [Fact]
    public async Task What_Sphinx_stumbles_over_is_told_in_its_words()
    {
        NeedSphinx();
        var docs = await story.In(story.Environment("venv", story.Wheel("2.13.0", "built")));
        File.WriteAllText(Path.Combine(story.Root, "docsrc", "_templates", "layout.html"), "{% include 'no-such-sidebar' %}");

        (await docs.Make(new DocsPass("frozen", "v2.13.0", "v2.13.0", StampWay.Copy), Cancel)).Run.Complaint.ShouldStartWith("Theme error: An error happened in rendering the page ");
    }

    [Fact]
    public async Task An_interpreter_that_is_not_there_is_named() => (await (await story.In("/nowhere/venv/bin/python")).Missing(Cancel)).ShouldBe(["the Python interpreter /nowhere/venv/bin/python"]);

    private static byte[] Page(DocsPages pages, string path) => pages.Files.First(file => file.Path == path).Content;

    private static void NeedSphinx()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/sphinx-build"), "needs sphinx-build: ./build.sh --target=Test --provision installs it");
        Assert.SkipUnless(Directory.Exists("/usr/lib/python3/dist-packages/pip"), "needs python3-pip and python3-venv: ./build.sh --target=Test --provision installs them");
    }
}
