using TorchTrt.Release.Ports;
using TorchTrt.Release.Sites;
using TorchTrt.Release.Testing;
using TorchTrt.Release.Tests.Docs.Conf;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Tests.Docs;

/// <summary>Checklist step 4, "Add new link to doc versions": the new link once, in order, and no other byte changed.</summary>
public class DocsLinkTests
{
    private const string Generator = "docsrc/generate_versions.py";
    private const string Generated = "docs/versions.json";

    [Fact]
    public void The_release_after_v1_1_0_is_written_like_v1_1_0()
        => Difference("1.1.1", ("docsrc/conf.py", """
            release = 'master'
            html_theme_options = {
                'master_doc': True,
                "version_info": {
                    "master": "https://nvidia.github.io/Torch-TensorRT/",
                    "v1.1.0": "https://nvidia.github.io/Torch-TensorRT/v1.1.0/",
                    "v1.0.0": "https://nvidia.github.io/Torch-TensorRT/v1.0.0/",
                }
            }
            """)).ShouldBe("""
            docsrc/conf.py:6 +        "v1.1.1": "https://nvidia.github.io/Torch-TensorRT/v1.1.1/",
            """);

    [Fact]
    public void The_release_after_v1_3_0_has_its_host_and_no_slash_as_v1_3_0_has()
        => Difference("1.4.0", ("docsrc/conf.py", """
            html_theme_options = {
                "version_info": {
                    "main": "https://pytorch.org/TensorRT/",
                    "v1.3.0": "https://pytorch.org/TensorRT/v1.3.0",
                    "v1.2.0": "https://pytorch.org/TensorRT/v1.2.0",
                    "v1.1.1": "https://nvidia.github.io/Torch-TensorRT/v1.1.1",
                    "v1.1.0": "https://nvidia.github.io/Torch-TensorRT/v1.1.0/",
                },
            }
            """)).ShouldBe("""
            docsrc/conf.py:4 +        "v1.4.0": "https://pytorch.org/TensorRT/v1.4.0",
            """);

    [Fact]
    public void The_list_of_v2_5_0_lacks_two_releases_and_gains_only_its_own()
        => Difference("2.6.0", ("docsrc/conf.py", """
            html_theme_options = {
                "version_info": {
                    "main": "https://pytorch.org/TensorRT/",
                    "v2.3.0": "https://pytorch.org/TensorRT/v2.3.0",
                    "v2.2.0": "https://pytorch.org/TensorRT/v2.2.0",
                },
            }
            """)).ShouldBe("""
            docsrc/conf.py:4 +        "v2.6.0": "https://pytorch.org/TensorRT/v2.6.0",
            """);

    [Fact]
    public void Since_v2_12_0_the_generator_and_what_it_writes_gain_the_same_entry()
        => Difference("2.14.0", (Generator, """
            VERSIONS = [
                {
                    "name": "main (latest)",
                    "version": "main",
                    "url": "https://pytorch.org/TensorRT/",
                    "preferred": True,
                },
                {
                    "name": "v2.13.0",
                    "version": "v2.13.0",
                    "url": "https://pytorch.org/TensorRT/v2.13.0/",
                },
            ]
            """), (Generated, """
            [
              {
                "name": "main (latest)",
                "version": "main",
                "url": "https://pytorch.org/TensorRT/",
                "preferred": true
              },
              {
                "name": "v2.13.0",
                "version": "v2.13.0",
                "url": "https://pytorch.org/TensorRT/v2.13.0/"
              }
            ]
            """)).ShouldBe("""
            docs/versions.json:8 +  {
            docs/versions.json:9 +    "name": "v2.14.0",
            docs/versions.json:10 +    "version": "v2.14.0",
            docs/versions.json:11 +    "url": "https://pytorch.org/TensorRT/v2.14.0/"
            docs/versions.json:12 +  },
            docsrc/generate_versions.py:8 +    {
            docsrc/generate_versions.py:9 +        "name": "v2.14.0",
            docsrc/generate_versions.py:10 +        "version": "v2.14.0",
            docsrc/generate_versions.py:11 +        "url": "https://pytorch.org/TensorRT/v2.14.0/",
            docsrc/generate_versions.py:12 +    },
            """);

    /// <summary>The next release, and a patch of the oldest, at every release of the project so far.</summary>
    [Fact]
    public void Every_list_that_the_project_had_takes_new_links_in_order_and_nothing_else()
    {
        var read = new List<string>();
        foreach (var (release, _) in ConfEras.Releases)
        {
            var files = new SitesMemoryWorkspace();
            foreach (var path in SiteRegistry.Paths)
                if (RealRepository.Read(release, path) is { } content) files.With(path, content);
            var lists = Lists(files);
            var listed = lists[0].Links.Select(link => link.Release).OfType<ReleaseVersion>().ToList();
            foreach (var version in new[] { listed.Max()!.NextMinor, listed.Min()!.NextPatch with { Patch = 9 } })
            {
                var after = Edited(files, version);
                foreach (var list in lists)
                {
                    IsInsertion(files.Bytes(list.Site.Path), after.Bytes(list.Site.Path)).ShouldBeTrue($"{release} {list.Site.Path} {version}");
                    var now = Lists(after).Single(other => other.Site.Path == list.Site.Path).Links.Select(link => link.Release).OfType<ReleaseVersion>().ToList();
                    now.ShouldBe(list.Links.Select(link => link.Release).OfType<ReleaseVersion>().Append(version).OrderDescending().ToList(), $"{release} {list.Site.Path}");
                }

                Edits(after, version).ShouldBeEmpty();
            }

            read.Add($"{release} {lists.Count}");
        }

        read.Count.ShouldBe(28);
    }

    /// <summary>Lines that are new, each with its file and number; the rest is as it was.</summary>
    private static string Difference(string version, params (string Path, string Text)[] lists)
    {
        var files = new SitesMemoryWorkspace();
        foreach (var (path, text) in lists) files.With(path, $"{text}\n");
        var after = Edited(files, ReleaseVersion.Parse(version));
        Edits(after, ReleaseVersion.Parse(version)).ShouldBeEmpty("a second time");
        return string.Join('\n', lists.Select(list => list.Path).Order(StringComparer.Ordinal).SelectMany(path => New(files[path].Split('\n'), after[path].Split('\n')).Select(line => $"{path}:{line.Number} +{line.Text}")));
    }

    private static IEnumerable<(int Number, string Text)> New(string[] before, string[] after)
    {
        var start = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        var count = after.Length - before.Length;
        // An entry's opening is that of the next one too; told as its own.
        if (after[start + count - 1].Trim() == "{") start--;
        after.Take(start).Concat(after.Skip(start + count)).ShouldBe(before);
        return Enumerable.Range(start, count).Select(at => (at + 1, after[at]));
    }

    private static bool IsInsertion(byte[] before, byte[] after)
    {
        var same = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        return after.Length > before.Length && before.AsSpan(same).SequenceEqual(after.AsSpan(same + after.Length - before.Length));
    }

    private static SitesMemoryWorkspace Edited(SitesMemoryWorkspace files, ReleaseVersion version)
    {
        var after = new SitesMemoryWorkspace();
        foreach (var path in files.Paths) after.With(path, files.Bytes(path));
        after.Write(Edits(files, version));
        return after;
    }

    private static IReadOnlyList<FileChange> Edits(SitesMemoryWorkspace files, ReleaseVersion version)
    {
        var problems = new List<ReleaseError>();
        var edits = Lists(files).SelectMany(list => list.EditsFor(version, problems)).ToList();
        problems.ShouldBeEmpty();
        return Edit.Combine(edits);
    }

    private static List<LinkReading> Lists(SitesMemoryWorkspace files)
    {
        var problems = new List<ReleaseError>();
        var lists = SiteRegistry.All.OfType<LinkSite>().Select(site => site.Read(Tree.Of(files), problems)).OfType<LinkReading>().ToList();
        problems.ShouldBeEmpty();
        return lists;
    }
}
