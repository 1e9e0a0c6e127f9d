using System.Text;
using TorchTrt.Release.Docs.Conf;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Tests.Docs.Conf;

public class ConfShapeTests
{
    private const string Golden = """
        v0.0.2   version Absent   release Literal  title Absent   mark Absent   imports -               Override
        v0.0.3   version Absent   release Literal  title Absent   mark Absent   imports -               Override
        v0.1.0   version Absent   release Literal  title Absent   mark Absent   imports -               Override
        v0.2.0   version Absent   release Literal  title Absent   mark Absent   imports -               Override
        v0.3.0   version Absent   release Literal  title Absent   mark Absent   imports -               Override
        v0.4.0   version Absent   release Literal  title Absent   mark Absent   imports -               Override
        v0.4.1   version Absent   release Literal  title Absent   mark Absent   imports -               Override
        v1.0.0   version Absent   release Literal  title Absent   mark Absent   imports -               Override
        v1.1.0   version Absent   release Literal  title Absent   mark Absent   imports -               Override
        v1.1.1   version Absent   release Literal  title Absent   mark Absent   imports -               Override
        v1.2.0   version Library  release Literal  title Absent   mark Absent   imports torch_tensorrt  Override
        v1.3.0   version Library  release Library  title Absent   mark Absent   imports torch_tensorrt  Override
        v1.4.0   version Library  release Library  title Absent   mark Absent   imports torch_tensorrt  Override
        v2.2.0   version Library  release Library  title Absent   mark Absent   imports torch_tensorrt  Override
        v2.3.0   version Library  release Library  title Absent   mark Absent   imports torch_tensorrt  Override
        v2.4.0   version Library  release Library  title Absent   mark Absent   imports torch_tensorrt  Override
        v2.5.0   version Library  release Library  title Absent   mark Absent   imports torch_tensorrt  Override
        v2.6.0   version Library  release Library  title Absent   mark Absent   imports torch_tensorrt  Override
        v2.6.1   version Library  release Library  title Absent   mark Absent   imports torch_tensorrt  Override
        v2.7.0   version Library  release Library  title Absent   mark Absent   imports torch_tensorrt  Override
        v2.8.0   version Library  release Library  title Absent   mark Absent   imports torch_tensorrt  Override
        v2.9.0   version Library  release Library  title Absent   mark Absent   imports torch_tensorrt  Override
        v2.10.0  version Library  release Library  title Absent   mark Absent   imports torch_tensorrt  Override
        v2.11.0  version Library  release Library  title Absent   mark Absent   imports torch_tensorrt  Override
        v2.12.0  version Library  release Library  title Literal  mark Library  imports torch_tensorrt  Copy
        v2.12.1  version Library  release Library  title Literal  mark Library  imports torch_tensorrt  Copy
        v2.13.0  version Library  release Library  title Literal  mark Library  imports torch_tensorrt  Copy
        main     version Library  release Library  title Literal  mark Library  imports torch_tensorrt  Copy
        """;

    [Fact]
    public void Every_release_since_there_is_a_conf_py_is_read()
        => Table(ConfEras.Releases.Select(release => (release.Release, ConfEras.Bytes(release.Conf)))).ShouldBe(Golden);

    [Fact]
    public void The_project_s_own_files_are_read_so_too()
        => Table(ConfEras.Releases.Select(release => (release.Release, RealRepository.Read(release.Release, ConfShape.Path)!))).ShouldBe(Golden);

    [Fact]
    public void A_way_is_told_with_its_reason_and_line()
    {
        ConfShape.Of(ConfEras.Bytes(ConfEras.Master)).Reason.ShouldBe("docsrc/conf.py:7: nothing but version and release says the version, and '-D' replaces both");
        ConfShape.Of(ConfEras.Bytes(ConfEras.Switcher)).Reason.ShouldBe(
            "docsrc/conf.py:13: the switcher's mark is _version_match (line 13), of _version_match (line 8) of _raw_version (line 4) of version (line 5) of the installed torch_tensorrt, which '-D version' does not reach");
    }

    [Theory]
    [InlineData("version = open(os.path.join(here, '../version.txt')).read().strip()", VersionSource.File, "../version.txt")]
    [InlineData("import os\nversion = os.environ.get('DOCS_VERSION', 'main')", VersionSource.Environment, "DOCS_VERSION")]
    [InlineData("from os import getenv as ask\nversion = ask('DOCS_VERSION')", VersionSource.Environment, "DOCS_VERSION")]
    [InlineData("import subprocess\nversion = subprocess.check_output(['git', 'describe']).decode()", VersionSource.Program, null)]
    [InlineData("import trtorch\nversion = release = trtorch.__version__", VersionSource.Library, "trtorch")]
    [InlineData("import torch_tensorrt as t\nversion: str = \"v\" + t.__version__", VersionSource.Library, "torch_tensorrt")]
    [InlineData("from torch_tensorrt import __version__\nversion = f'v{__version__!s:>10}'", VersionSource.Library, "torch_tensorrt")]
    [InlineData("import torch_tensorrt\nversion = (\n    'v'\n    + torch_tensorrt.__version__\n)", VersionSource.Library, "torch_tensorrt")]
    [InlineData("import torch_tensorrt\nversion = torch_tensorrt \\\n    .__version__", VersionSource.Library, "torch_tensorrt")]
    [InlineData("import torch_tensorrt; version = torch_tensorrt.__version__; release = 'x'", VersionSource.Library, "torch_tensorrt")]
    [InlineData("import torch\nversion = torch.__version__", VersionSource.Unknown, null)]
    [InlineData("version = compute()", VersionSource.Unknown, null)]
    [InlineData("version = 'v{a}' # torch_tensorrt.__version__", VersionSource.Literal, null)]
    [InlineData("version = version", VersionSource.Literal, null)]
    [InlineData("\"\"\"\nversion = torch_tensorrt.__version__\n\"\"\"", VersionSource.Absent, null)]
    [InlineData("def setup(app):\n    version = '1'", VersionSource.Absent, null)]
    [InlineData("if True:\n    version = '1'", VersionSource.Literal, null)]
    public void Where_a_version_comes_from_is_seen_however_it_is_written(string conf, VersionSource source, string? detail)
    {
        var origin = ConfShape.Of(ConfEras.Bytes(conf)).Version;

        origin.Source.ShouldBe(source);
        origin.Detail.ShouldBe(detail);
    }

    [Theory]
    [InlineData("version = 'main'\nhtml_title = f'Torch-TensorRT {version}'", "html_title")]
    [InlineData("import torch_tensorrt\n_v = torch_tensorrt.__version__\nhtml_context = {'shown': 'v' + _v}", "html_context")]
    [InlineData("version = 'main'\nhtml_theme_options = {}\nhtml_theme_options['switcher'] = {'version_match': 'main'}", "the switcher's mark")]
    [InlineData("version = 'main'\nhtml_theme_options = {'switcher': {}}\nhtml_theme_options['switcher']['version_match'] = version", "the switcher's mark")]
    public void What_the_command_line_does_not_reach_is_stamped_in_a_copy(string conf, string what)
    {
        var shape = ConfShape.Of(ConfEras.Bytes(conf));

        shape.Way.ShouldBe(StampWay.Copy);
        shape.Reason.ShouldContain($"{what} is ");
    }

    [Fact]
    public void A_stamped_copy_says_the_version_where_it_is_set_and_is_the_same_elsewhere()
        => Difference(ConfEras.Switcher, Stamped(ConfEras.Switcher)).ShouldBe("""
            - _raw_version = torch_tensorrt.__version__
            + _raw_version = '2.13.0'
            - version = f"v{_raw_version}"
            + version = 'v2.13.0'
            - release = f"v{_raw_version}"
            + release = 'v2.13.0'
            -         "version_match": _version_match,
            +         "version_match": 'v2.13.0',
            """);

    [Fact]
    public void The_branch_s_own_pages_are_marked_main_where_a_mark_is_computed()
    {
        Difference(ConfEras.Switcher, Encoding.UTF8.GetString(ConfShape.OfTheBranch(ConfEras.Bytes(ConfEras.Switcher)).ShouldNotBeNull())).ShouldBe("""
            -         "version_match": _version_match,
            +         "version_match": 'main',
            """);
        ConfShape.OfTheBranch(ConfEras.Bytes(ConfEras.Library)).ShouldBeNull();
    }

    [Fact]
    public void The_master_of_v1_2_0_is_stamped_like_any_other()
        => Difference(ConfEras.MasterOfLibrary, Stamped(ConfEras.MasterOfLibrary)).ShouldBe("""
            - version = "master (" + torch_tensorrt.__version__ + ")"
            + version = 'v2.13.0'
            - release = "master"
            + release = 'v2.13.0'
            """);

    [Fact]
    public void Bytes_that_are_no_text_and_line_ends_stay_in_a_stamped_copy()
    {
        byte[] conf = [0xEF, 0xBB, 0xBF, .. "author = '"u8, 0xE9, .. "'\r\nrelease = 'master'\r\n"u8];

        ConfShape.Stamped(conf, "v1.1.0").ShouldBe([0xEF, 0xBB, 0xBF, .. "author = '"u8, 0xE9, .. "'\r\nrelease = 'v1.1.0'\r\n"u8]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("version = ")]
    [InlineData("version = 'unclosed\nrelease = \"\"\"never")]
    [InlineData("version = f'{a")]
    [InlineData("version == 1\n)))\nx = [\\")]
    [InlineData("'version_match': ")]
    public void Text_that_is_no_Python_is_no_reason_to_fail(string conf)
    {
        ConfShape.Of(ConfEras.Bytes(conf)).Library.ShouldBeNull();
        ConfShape.Stamped(ConfEras.Bytes(conf), "v1.0.0").ShouldNotBeNull();
    }

    private static string Table(IEnumerable<(string Release, byte[] Conf)> releases) => string.Join('\n', releases.Select(release => Row(release.Release, ConfShape.Of(release.Conf))));

    private static string Row(string release, ConfShape shape)
        => $"{release,-8} version {shape.Version.Source,-8} release {shape.Release.Source,-8} title {shape.Title.Source,-8} mark {shape.Mark.Source,-8} imports {shape.Library?.Name ?? "-",-15} {shape.Way}";

    private static string Stamped(string conf) => Encoding.UTF8.GetString(ConfShape.Stamped(ConfEras.Bytes(conf), "v2.13.0"));

    private static string Difference(string before, string after)
        => string.Join('\n', before.Split('\n').Zip(after.Split('\n')).Where(pair => pair.First != pair.Second).Select(pair => $"- {pair.First}\n+ {pair.Second}"));
}
