using System.Collections.Immutable;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using TorchTrt.Release.Applications;
using TorchTrt.Release.Artifacts;
using TorchTrt.Release.Docs;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Testing;

/// <summary>What steps that drive tools need, in memory.</summary>
public static class ToolsWorld
{
    public static ToolRun Well(string tool) => new(tool, 0, "/logs/tool.log", "");

    public static ToolRun Badly(string tool, string complaint) => new(tool, 1, "/logs/tool.log", complaint);

    public static ReleaseError Reason(string what) => new("TR4000", what, "do something");

    public static ReleaseTarget Target(string version)
        => new(ReleaseVersion.Parse(version), null, new CommitId(new string('a', 40)), "main", new RepositoryName("pytorch", "TensorRT"));

    /// <summary>Observes, applies, observes again.</summary>
    public static async Task<Observation> Carry(this IStep step)
    {
        if (await step.Observe(CancellationToken.None) is not Pending pending) throw new InvalidOperationException($"{step.Name} has nothing to do.");
        await step.Apply(pending, CancellationToken.None);
        return await step.Observe(CancellationToken.None);
    }

    /// <summary>A libtorchtrt tarball.</summary>
    public static byte[] Tarball(params (string Path, string Text)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zipped = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(zipped))
            foreach (var (path, text) in files)
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
        return bytes.ToArray();
    }

    /// <summary>A tarball that may be released as the version.</summary>
    public static byte[] Library(string version)
    {
        var number = version.Split('.');
        return Tarball(
            ("./torch_tensorrt/lib/libtorchtrt.so", "ELF"),
            ("./torch_tensorrt/include/torch_tensorrt/macros.h", $"#define TORCH_TENSORRT_MAJOR_VERSION {number[0]}\n#define TORCH_TENSORRT_MINOR_VERSION {number[1]}\n#define TORCH_TENSORRT_PATCH_VERSION {number[2]}\n"));
    }

    /// <summary>A sound wheel of pure Python, named for cp38, whose METADATA says the version.</summary>
    public static byte[] Wheel(string version) => Wheel(version, "cp38");

    public static byte[] Wheel(string version, string python, string platform = "linux_x86_64") => new WheelBuilder($"torch_tensorrt-{version}-{python}-{python}-{platform}.whl").Bytes;
}

/// <summary>Receipts in memory.</summary>
public sealed class ToolsReceipts : IReceipts
{
    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);

    public string? Read(string name) => texts.GetValueOrDefault(name);

    public void Write(string name, string text) => texts[name] = text;

    public string PathOf(string name) => $"/state/{name}";
}

/// <summary>Folders of files in memory; <c>out/</c> is one of them.</summary>
public sealed class ToolsFiles : IArtifactFiles, IOutFolder
{
    /// <summary>Containers that run at once leave files while others are read.</summary>
    private ImmutableSortedDictionary<string, byte[]> files = ImmutableSortedDictionary.Create<string, byte[]>(StringComparer.Ordinal);

    public IReadOnlyList<string> Out => [.. In("/out").Select(path => Path.GetFileName(path)!)];

    public ToolsFiles With(string path, byte[] content)
    {
        Put(path, content);
        return this;
    }

    public string Text(string path) => Encoding.UTF8.GetString(files[path]);

    public IReadOnlyList<string> In(string place) => [.. files.Keys.Where(path => Path.GetDirectoryName(path) == place)];

    public IReadOnlyList<string> Under(string place) => [.. files.Keys.Where(path => path.StartsWith($"{place}/", StringComparison.Ordinal))];

    public Stream Open(string path) => new MemoryStream(files[path]);

    public IRandomBytes Bytes(string path) => new MemoryBytes(files[path]);

    public IScratchBytes Scratch() => new ScratchMemory();

    public byte[] Content(string path) => files[path];

    public Task Take(string path, string name, CancellationToken cancel)
    {
        Put($"/out/{name}", files[path]);
        return Task.CompletedTask;
    }

    public void Write(string name, byte[] content) => Put($"/out/{name}", content);

    public void Write(string name, Action<Stream> fill)
    {
        using var content = new MemoryStream();
        fill(content);
        Put($"/out/{name}", content.ToArray());
    }

    public void Remove(string name) => ImmutableInterlocked.Update(ref files, all => all.Remove($"/out/{name}"));

    public Task<IReadOnlyList<OutFile>> Files(CancellationToken cancel)
        => Task.FromResult<IReadOnlyList<OutFile>>([.. In("/out").Select(path => new OutFile(Path.GetFileName(path)!, path, files[path].Length, Digest.Of(files[path])))]);

    private void Put(string path, byte[] content) => ImmutableInterlocked.Update(ref files, all => all.SetItem(path, content));
}

/// <summary>A generator that prints what it is told.</summary>
public sealed class ToolsOperatorIndex : IOperatorIndex
{
    public ReleaseError? Reason { get; set; }

    public OperatorIndex Made { get; set; } = new(ToolsWorld.Well("bazel run //tools/supportedops"), null);

    public int Runs { get; private set; }

    public Task<ReleaseError?> Unable(OperatorIndexSource source, CancellationToken cancel) => Task.FromResult(Reason);

    public Task<OperatorIndex> Generate(OperatorIndexSource source, CancellationToken cancel)
    {
        Runs++;
        return Task.FromResult(Made);
    }
}

/// <summary>Docs whose stamp comes through the ways that its conf.py lets through.</summary>
public sealed class ToolsDocs : IDocsTool
{
    public List<string> Lacking { get; } = [];

    public List<DocsPass> Passes { get; } = [];

    public HashSet<StampWay> Heeds { get; } = [StampWay.Override, StampWay.Copy];

    /// <summary>What the version switcher of a pass's pages says; null is a theme without one.</summary>
    public Func<DocsPass, string>? Marks { get; set; }

    public ToolRun Run { get; set; } = ToolsWorld.Well("make html");

    public List<DocsFile> Extra { get; } = [];

    public Task<IReadOnlyList<string>> Missing(CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>>(Lacking);

    public string? Here { get; set; } = "sphinx 5.3";

    public Task<string?> Installed(CancellationToken cancel) => Task.FromResult(Here);

    public Task<DocsPages> Make(DocsPass pass, CancellationToken cancel)
    {
        Passes.Add(pass);
        var version = pass.Stamp is not null && Heeds.Contains(pass.Way) ? pass.Stamp : "master";
        return Task.FromResult(new DocsPages(Run, Run.Succeeded
            ? [new DocsFile("index.html", Encoding.UTF8.GetBytes($"{pass.Name} {version}{Mark(pass)}")), new DocsFile("objects.inv", Encoding.UTF8.GetBytes($"# Sphinx inventory version 2\n# Project: x\n# Version: {version}\n")), .. Extra]
            : []));
    }

    private string Mark(DocsPass pass) => Marks is null ? "" : $" <script>DOCUMENTATION_OPTIONS.theme_switcher_version_match = '{Marks(pass)}';</script>";
}

/// <summary>A bazel that leaves one file.</summary>
public sealed class ToolsBazel(ToolsFiles files, string name, byte[] content) : IBazel
{
    public ReleaseError? Reason { get; set; }

    public ToolRun Run { get; set; } = ToolsWorld.Well("bazel build //:libtorchtrt");

    public int Builds { get; private set; }

    /// <summary>What is built instead under an option.</summary>
    public Dictionary<string, byte[]> Contents { get; } = new(StringComparer.Ordinal);

    public Task<ReleaseError?> Unable(string label, IReadOnlyList<string> options, CancellationToken cancel) => Task.FromResult(Reason);

    public Task<BazelBuild> Build(string label, IReadOnlyList<string> options, CancellationToken cancel)
    {
        Builds++;
        if (Run.Succeeded) files.With($"/bazel-bin/{name}", options.Select(option => Contents.GetValueOrDefault(option)).FirstOrDefault(other => other is not null) ?? content).With(Run.LogFile, "INFO: Build completed successfully"u8.ToArray());
        return Task.FromResult(new BazelBuild(Run, "/bazel-bin", new Dictionary<string, string> { ["bazel"] = "4.2.3" }));
    }
}

/// <summary>A container engine that remembers its images, and what ran in it.</summary>
public sealed class ToolsEngine(ToolsFiles files) : IContainerEngine
{
    public ReleaseError? Reason { get; set; }

    public ReleaseError? Unpullable { get; set; }

    public Dictionary<string, ContainerImage> Images { get; } = new(StringComparer.Ordinal);

    /// <summary>What a registry has, by name.</summary>
    public Dictionary<string, ContainerImage> Registry { get; } = new(StringComparer.Ordinal);

    public List<string> Pythons { get; } = ["cp38-cp38", "cp39-cp39"];

    public List<ImageBuild> Built { get; } = [];

    public List<ContainerRun> Ran { get; } = [];

    /// <summary>Most runs there were at the same time.</summary>
    public int AtOnce { get; private set; }

    /// <summary>Names of runs that fail.</summary>
    public HashSet<string> Failing { get; } = [];

    /// <summary>Files that a run leaves in its scratch copy, by path in the checkout; those of wheels only where the tag is the run's.</summary>
    public Dictionary<string, byte[]> Leaves { get; } = new(StringComparer.Ordinal);

    private int running;

    public Task<ReleaseError?> Unable(CancellationToken cancel) => Task.FromResult(Reason);

    public Task<(string Name, string Version)> Identity(CancellationToken cancel) => Task.FromResult(("docker", "20.10.24"));

    public Task<ContainerImage?> Image(string name, CancellationToken cancel) => Task.FromResult(Images.GetValueOrDefault(name));

    public Task<ReleaseError?> Unobtainable(string name, CancellationToken cancel) => Task.FromResult(Unpullable);

    public Task<ToolRun> Pull(string name, CancellationToken cancel)
    {
        if (!Registry.TryGetValue(name, out var image)) return Task.FromResult(ToolsWorld.Badly($"docker pull {name}", "not found"));
        Images[name] = image;
        return Task.FromResult(ToolsWorld.Well($"docker pull {name}"));
    }

    public Task<ToolRun> Build(ImageBuild build, CancellationToken cancel)
    {
        Built.Add(build);
        Images[build.Tag] = new ContainerImage($"sha256:{Built.Count:x64}", build.Labels);
        return Task.FromResult(ToolsWorld.Well("docker build"));
    }

    public Task<IReadOnlyList<string>> Interpreters(string image, CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>>(Pythons);

    public Task Snapshot(CancellationToken cancel) => Task.CompletedTask;

    public async Task<ContainerOutput> Run(ContainerRun run, CancellationToken cancel)
    {
        lock (Ran)
        {
            Ran.Add(run);
            AtOnce = Math.Max(AtOnce, ++running);
        }

        await Task.Delay(20, cancel);
        lock (Ran)
        {
            running--;
            files.With("/logs/tool.log", [1]);
            if (Failing.Contains(run.Name)) return new ContainerOutput(ToolsWorld.Badly($"docker run ({run.Name})", "error: no such header"), $"/{run.Name}");
            foreach (var (path, content) in Leaves.Where(file => !file.Key.EndsWith(".whl", StringComparison.Ordinal) || file.Key.Contains($"-{run.Name.Split('-')[^1]}-", StringComparison.Ordinal)))
                files.With($"/{run.Name}/{path}", content);
            return new ContainerOutput(ToolsWorld.Well($"docker run ({run.Name})"), $"/{run.Name}");
        }
    }
}

/// <summary>Builds applications, or not.</summary>
public sealed class ToolsApplications : IApplicationBuilder
{
    public Dictionary<string, string> Broken { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> NotHere { get; } = new(StringComparer.Ordinal);

    public List<string> Built { get; } = [];

    /// <summary>What becomes of the programs of an application that was built; of others nothing is known.</summary>
    public Dictionary<string, ApplicationTrial> Trials { get; } = new(StringComparer.Ordinal);

    public Task<ReleaseError?> Unable(Application application, CancellationToken cancel)
        => Task.FromResult(NotHere.GetValueOrDefault(application.ToString()) is { } what ? ToolsWorld.Reason(what) : null);

    public Task<ToolRun> Build(Application application, CancellationToken cancel)
    {
        Built.Add(application.ToString());
        return Task.FromResult(Broken.GetValueOrDefault(application.ToString()) is { } complaint ? ToolsWorld.Badly("make", complaint) : ToolsWorld.Well("make"));
    }

    public Task<IReadOnlyList<ApplicationTrial>> Run(Application application, CancellationToken cancel)
        => Task.FromResult<IReadOnlyList<ApplicationTrial>>(Trials.TryGetValue(application.ToString(), out var trial) ? [trial] : []);
}
