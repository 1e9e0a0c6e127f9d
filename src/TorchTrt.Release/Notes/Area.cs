namespace TorchTrt.Release.Notes;

/// <summary>What a part of an area's changes means to somebody who uses the library.</summary>
internal enum Audience
{
    /// <summary>The library itself.</summary>
    Users,

    /// <summary>How it is built and installed.</summary>
    Packagers,

    /// <summary>What is written about it.</summary>
    Readers,

    /// <summary>Tests, continuous integration, tools of the project.</summary>
    Project,
}

/// <summary>A part of Torch-TensorRT's tree, in every layout it has had, as people speak of it.</summary>
/// <param name="Name">For a heading.</param>
/// <param name="Folders">Beginnings of paths. A path belongs to the area with the longest one that fits.</param>
internal sealed record Area(string Name, Audience Audience, params IReadOnlyList<string> Folders)
{
    /// <summary>In the order of the notes.</summary>
    public static IReadOnlyList<Area> All { get; } =
    [
        new("Dynamo frontend", Audience.Users, "py/torch_tensorrt/dynamo/"),
        new("Converters", Audience.Users, "py/torch_tensorrt/dynamo/conversion/", "core/conversion/", "py/torch_tensorrt/dynamo/converters/"),
        new("Lowering", Audience.Users, "py/torch_tensorrt/dynamo/lowering/", "core/lowering/"),
        new("Partitioning", Audience.Users, "py/torch_tensorrt/dynamo/partitioning/", "core/partitioning/"),
        new("Runtime", Audience.Users, "py/torch_tensorrt/dynamo/runtime/", "py/torch_tensorrt/runtime/", "core/runtime/", "core/plugins/"),
        new("Distributed inference", Audience.Users, "py/torch_tensorrt/distributed/"),
        new("Quantization", Audience.Users, "py/torch_tensorrt/ptq", "py/torch_tensorrt/_quantization", "py/torch_tensorrt/ts/ptq"),
        new("ExecuTorch", Audience.Users, "py/torch_tensorrt/executorch/", "core/executorch/", "cpp/executorch/", "libtorchtrt_executorch/", "py/torch_tensorrt/dynamo/_executorch"),
        new("Python API", Audience.Users, "py/torch_tensorrt/", "py/trtorch/"),
        new("C++ API and tools", Audience.Users, "cpp/"),
        new("TorchScript frontend", Audience.Users, "core/", "py/torch_tensorrt/ts/", "py/torch_tensorrt/csrc/"),
        new("FX frontend", Audience.Users, "py/torch_tensorrt/fx/", "fx/"),
        new(Packaging, Audience.Packagers,
            "setup.py", "py/", "pyproject.toml", "MODULE.bazel", "WORKSPACE", "BUILD", ".bazel", "toolchains/", "third_party/", "docker/", "packaging/", "cmake/", "CMakeLists.txt", "dev_dep_versions.yml",
            "bzl_def/", "uv.lock", "version", "requirements", "justfile", "noxfile.py"),
        new(Documentation, Audience.Readers, "docs/", "docsrc/", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "examples/", "notebooks/", "cpp/include/torch_tensorrt/Doxyfile"),
        new("Tests", Audience.Project, "tests/", "cpp/test/", "py/torch_tensorrt/fx/test/"),
        new("Tools and continuous integration", Audience.Project, ".github/", ".circleci/", "tools/", ".pre-commit-config.yaml", ".git", ".claude/", "CLAUDE.md"),
    ];

    public const string Packaging = "Build and packaging";

    public const string Documentation = "Documentation and examples";

    /// <summary>
    /// The area with the most files of a change, those that users see before the others; null where no path is known. A converter's change
    /// usually has more tests than code.
    /// </summary>
    public static Area? Of(IEnumerable<string> paths)
        => paths.Select(OfPath).OfType<Area>().CountBy(area => area)
            .OrderBy(found => found.Key.Audience).ThenByDescending(found => found.Value).ThenBy(found => Place(found.Key)).FirstOrDefault().Key;

    private static Area? OfPath(string path)
        => All.SelectMany(area => area.Folders, (area, folder) => (area, folder)).Where(entry => path.StartsWith(entry.folder, StringComparison.Ordinal))
            .OrderByDescending(entry => entry.folder.Length).FirstOrDefault().area;

    private static int Place(Area area) => All.Index().First(entry => ReferenceEquals(entry.Item, area)).Index;
}
