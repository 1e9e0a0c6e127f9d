using Build.Adapters.Programs;

namespace Build.Provisioning;

/// <summary>A part of a tool: the package that brings it and the ways to see that it is here; any one of them is enough.</summary>
/// <param name="Package">Name of the Debian package.</param>
public sealed record ToolPart(string Package, params IReadOnlyList<Sign> Signs);

/// <summary>A sign that something is installed.</summary>
public abstract record Sign
{
    /// <summary>A program of that name on PATH or in the system's own folders.</summary>
    public sealed record Command(string Name) : Sign;

    /// <summary>A file or folder.</summary>
    public sealed record Location(string Path) : Sign;

    /// <summary>A call that succeeds.</summary>
    public sealed record Call(ProgramCall Program) : Sign;
}

/// <param name="For">What it is for, to complete "needed to ...".</param>
public sealed record Tool(Need Need, string For, params IReadOnlyList<ToolPart> Parts);

/// <summary>The tools that targets may need. A tool is added here and nowhere else.</summary>
public static class ToolRegistry
{
    private static readonly Sign EngineAnswers = new Sign.Call(DockerEngine.Question);

    /// <summary>Brings a whole bazel of its own.</summary>
    private static readonly Sign Bazelisk = new Sign.Command("bazelisk");

    public static IReadOnlyList<Tool> All { get; } =
    [
        new(Need.Git, "read and write the repository",
            new ToolPart("git", new Sign.Command("git"))),
        new(Need.Docker, "build wheels in a container",
            new ToolPart("docker.io", EngineAnswers, new Sign.Command("dockerd")),
            new ToolPart("iptables", EngineAnswers, new Sign.Command("iptables"))),
        new(Need.Bazel, "build the library and the index of operators",
            new ToolPart("bazel-bootstrap", new Sign.Command("bazel"), Bazelisk),
            new ToolPart("bazel-platforms", new Sign.Location("/usr/share/bazel/tools/platforms"), Bazelisk),
            new ToolPart("bazel-rules-java", new Sign.Location("/usr/share/bazel/rules/java"), Bazelisk),
            new ToolPart("bazel-rules-proto", new Sign.Location("/usr/share/bazel/rules/proto"), Bazelisk),
            new ToolPart("bazel-skylib", new Sign.Location("/usr/share/bazel/tools/skylib"), Bazelisk),
            new ToolPart("g++", new Sign.Command("g++"))),
        new(Need.Sphinx, "build the documentation",
            new ToolPart("python3-sphinx", new Sign.Command("sphinx-build")),
            new ToolPart("python3-breathe", Imports("breathe")),
            new ToolPart("python3-sphinx-rtd-theme", Imports("sphinx_rtd_theme")),
            new ToolPart("doxygen", new Sign.Command("doxygen")),
            new ToolPart("graphviz", new Sign.Command("dot")),
            new ToolPart("make", new Sign.Command("make"))),
        new(Need.BaseImages, "make the wheel container's base image",
            new ToolPart("mmdebstrap", new Sign.Command("mmdebstrap")),
            new ToolPart("debian-archive-keyring", new Sign.Location("/usr/share/keyrings/debian-archive-keyring.gpg"))),
        new(Need.Python, "install wheels, build Python applications and run tests",
            new ToolPart("python3", new Sign.Command("python3")),
            new ToolPart("python3-dev", new Sign.Call(new ProgramCall("/usr/bin/python3-config", "--includes"))),
            new ToolPart("python3-venv", new Sign.Call(new ProgramCall("/usr/bin/python3", "-c", "import ensurepip, venv"))),
            new ToolPart("python3-pip", new Sign.Call(new ProgramCall("/usr/bin/python3", "-m", "pip", "--version"))),
            new ToolPart("python3-setuptools", new Sign.Call(new ProgramCall("/usr/bin/python3", "-c", "import setuptools"))),
            new ToolPart("python3-pytest", new Sign.Call(new ProgramCall("/usr/bin/python3", "-c", "import pytest")))),
        new(Need.Browser, "look at the documentation as readers see it",
            new ToolPart("chromium", new Sign.Command("chromium"))),
        new(Need.Signing, "sign files and hold what is written about them against published schemas",
            new ToolPart("minisign", new Sign.Command("minisign")),
            new ToolPart("gnupg", new Sign.Command("gpg")),
            new ToolPart("openssh-client", new Sign.Command("ssh-keygen")),
            new ToolPart("python3-jsonschema", new Sign.Call(new ProgramCall("/usr/bin/python3", "-c", "import jsonschema")))),
        new(Need.Podman, "run containers without Docker",
            new ToolPart("podman", new Sign.Command("podman"))),
        new(Need.Timing, "time programs against their peers",
            new ToolPart("time", new Sign.Location("/usr/bin/time")),
            new ToolPart("pigz", new Sign.Command("pigz")),
            new ToolPart("tabix", new Sign.Command("bgzip")),
            new ToolPart("binutils", new Sign.Command("readelf")),
            new ToolPart("python3-pyelftools", Imports("elftools"))),
        new(Need.Npm, "fetch what is published as a package of npm",
            new ToolPart("npm", new Sign.Command("npm"))),
        new(Need.Slurm, "schedule measurements on a cluster",
            new ToolPart("slurmctld", new Sign.Command("slurmctld")),
            new ToolPart("slurmd", new Sign.Command("slurmd")),
            new ToolPart("slurm-client", new Sign.Command("sbatch")),
            new ToolPart("munge", new Sign.Command("munged"))),
        new(Need.Cpp, "build C++ applications",
            new ToolPart("make", new Sign.Command("make")),
            new ToolPart("g++", new Sign.Command("g++"))),
    ];

    public static Tool For(Need need) => All.Single(tool => tool.Need == need);

    // The distribution's Sphinx runs on its own Python; one that was installed otherwise runs on the first python3 of PATH.
    // Finding a module is enough, and ten times as fast as importing it.
    private static Sign[] Imports(string module) => [Finds("/usr/bin/python3", module), Finds("python3", module)];

    private static Sign.Call Finds(string python, string module)
        => new(new ProgramCall(python, "-c", "import importlib.util, sys; sys.exit(importlib.util.find_spec(sys.argv[1]) is None)", module));
}
