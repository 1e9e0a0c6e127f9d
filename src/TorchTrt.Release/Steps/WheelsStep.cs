using System.Globalization;
using TorchTrt.Release.Artifacts;
using TorchTrt.Release.Attestations;
using TorchTrt.Release.Examine;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Wheels;

namespace TorchTrt.Release.Steps;

/// <summary>
/// Checklist step 6: <c>docker run … build_whl.sh</c>, or from v2.4.0 on the steps of the release workflow, in a container for each interpreter, as many at once as there
/// are cores; or finished wheels are taken. Each wheel is looked into, goes to <c>out/</c> and is remembered as soon as it is built: what fails or is killed later costs
/// nothing but itself.
/// </summary>
/// <param name="cores">Of this machine.</param>
public sealed class WheelsStep(
    IWorkspace files, IContainerEngine engine, IArtifactFiles artifacts, IOutFolder folder, IReceipts receipts, BuildRecords records, ReleaseTarget target, ArtifactSource source, Examiner examiner, int cores,
    Foresight? foresight = null) : IStep
{
    private const string Receipt = "wheels.txt";

    private readonly WheelImage image = new(files, engine, source.BaseImage);

    /// <summary>Where the scripts of the various layouts leave wheels; repaired ones first, since they replace the others.</summary>
    private static readonly string[] Outputs = ["py/wheelhouse", "wheelhouse", "py/dist", "dist"];

    public string Name => "Wheels";

    public async Task<Observation> Observe(CancellationToken cancel)
    {
        var catalog = source.Catalog(files, target.Version);
        if (!catalog.All.Any(artifact => artifact.Kind == ArtifactKind.Wheel)) return new NotApplicable("no wheel is among the files that were asked for");
        return source.FinishedFolder is { } finished ? await ObserveFinished(finished, cancel) : await ObserveBuilds(cancel);
    }

    /// <exception cref="ReleaseException">TR4303 a container failed; TR5110 to TR5116, TR5202 to TR5229 a wheel is not fit for this release; TR5203, TR5204 an interpreter has none; every reason at once.</exception>
    public async Task Apply(Pending pending, CancellationToken cancel)
    {
        if (source.FinishedFolder is not null) await TakeFinished(cancel);
        else await Build(cancel);
    }

    private async Task<Observation> ObserveFinished(string finished, CancellationToken cancel)
    {
        var receipt = OutReceipt.Read(receipts.Read(Receipt));
        if (receipt is not null && receipt.Sources == FinishedSources() && receipt.IsIn(await folder.Files(cancel))) return new Done(Evidence(receipt));
        return Finished() is { Count: > 0 } found
            ? new Pending([.. found.Select(path => new Change("take", Path.GetFileName(path), null, $"from {finished}"))]) { Makes = [.. found.Select(path => Path.GetFileName(path))] }
            : new Blocked([new ReleaseError("TR5201", "there is no wheel among the finished files.", "put them there, or leave --artifacts-from out to build them here", finished, "*.whl")]);
    }

    private async Task<Observation> ObserveBuilds(CancellationToken cancel)
    {
        var wanted = Wanted();
        if (wanted.Count == 0) return new NotApplicable($"no wheel that was asked for is built on {Platform.Linux(source.Architecture)}");
        var (built, missing) = Sorted(wanted, await Digest.OfSources(files, cancel), await folder.Files(cancel));
        if (missing.Count == 0) return new Done([.. built.SelectMany(Evidence)]);
        if (WheelRecipe.Find(files, wanted[0]) is not { } recipe) return new Unable(WheelContainerStep.NoRecipe());
        if (recipe.Build is null) return new Unable(WheelContainerStep.NoScript(recipe));
        if (await engine.Unable(cancel) is { } reason) return new Unable(reason);
        return await image.Made(recipe, cancel) is null && foresight?.Changes("WheelContainer") != true
            ? new Unable(new ReleaseError("TR4306", $"there is no image {WheelImage.Tag} made from this checkout's {recipe.Dockerfile}.", "run WheelContainer first (leave --exclusive away)"))
            : new Pending([.. missing.Select(artifact => new Change("build wheel", artifact.FileName, null, $"{recipe.Build.Title} for {artifact.PythonTag} in {WheelImage.Tag}, {Words(NetworkOf(recipe.Build))}"))]) { Makes = [.. missing.Select(artifact => artifact.FileName)] };
    }

    private async Task TakeFinished(CancellationToken cancel)
    {
        var sources = FinishedSources();
        var wheels = Finished();
        var problems = wheels.SelectMany(wheel => examiner.Wheel(wheel, target.Version, cancel)).Concat(Gaps(wheels)).ToList();
        if (problems.Count > 0) throw new ReleaseException(ExitCode.Failed, problems);
        foreach (var wheel in wheels) await artifacts.Take(wheel, Path.GetFileName(wheel), cancel);
        var entries = wheels.Select(path => new OutReceipt.Entry(Digest.OfStream(artifacts.Open(path)), Path.GetFileName(path))).ToList();
        Forget(Receipt, entries);
        receipts.Write(Receipt, new OutReceipt(sources, entries).Text);
    }

    private async Task Build(CancellationToken cancel)
    {
        var wanted = Wanted();
        var recipe = WheelRecipe.Find(files, wanted[0]) ?? throw new InvalidOperationException("The observation found a recipe.");
        var made = await image.Made(recipe, cancel) ?? throw new InvalidOperationException("The observation found an image.");
        var sources = await Digest.OfSources(files, cancel);
        var (_, missing) = Sorted(wanted, sources, await folder.Files(cancel));
        var interpreters = await engine.Interpreters(made.Id, cancel);
        var absent = missing.Where(artifact => Folder(artifact, interpreters) is null).ToList();
        var possible = missing.Except(absent).ToList();
        await engine.Snapshot(cancel);

        var context = new WheelBuild(recipe, recipe.Build!, made, await BaseOf(recipe, cancel), await engine.Identity(cancel), sources, Math.Max(1, cores / Math.Max(1, Math.Min(cores, possible.Count))));
        using var slots = new SemaphoreSlim(Math.Max(1, Math.Min(cores, possible.Count)));
        using var desk = new SemaphoreSlim(1);
        var failures = await Task.WhenAll(possible.Select(artifact => One(artifact, Folder(artifact, interpreters)!, context, slots, desk, cancel)));
        var problems = absent.Select(artifact => Absent(artifact, interpreters)).Concat(failures.SelectMany(failure => failure)).ToList();
        if (problems.Count == 0) return;
        var (built, _) = Sorted(Wanted(), sources, await folder.Files(cancel));
        throw new ReleaseException(ExitCode.Failed, [.. problems.Select(problem => built.Count == 0 ? problem : problem with
        {
            Next = $"{problem.Next}; {string.Join(", ", built.SelectMany(receipt => receipt.Files).Select(file => file.Name))} {(built.Count == 1 ? "is" : "are")} built and kept",
        })]);
    }

    /// <summary>Builds one wheel, looks into it and remembers it; what is wrong comes back, so that the others go on.</summary>
    private async Task<IReadOnlyList<ReleaseError>> One(Artifact artifact, string interpreter, WheelBuild build, SemaphoreSlim slots, SemaphoreSlim desk, CancellationToken cancel)
    {
        await slots.WaitAsync(cancel);
        try
        {
            var started = records.Now;
            var network = NetworkOf(build.Script);
            var environment = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                // Layouts since v2.2.0 take the version from here instead of from a file; the others do not look.
                ["BUILD_VERSION"] = WheelFileName.Read(artifact.FileName)!.Version, ["RELEASE"] = "1", ["CI_BUILD"] = "1",
                ["SOURCE_DATE_EPOCH"] = (await records.SourceTime(cancel)).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                // The copy may belong to another user than the container's: git is to answer all the same.
                ["GIT_CONFIG_COUNT"] = "1", ["GIT_CONFIG_KEY_0"] = "safe.directory", ["GIT_CONFIG_VALUE_0"] = "*",
                ["HOME"] = "/tmp", ["LANG"] = "C.UTF-8", ["MAX_JOBS"] = build.Cores.ToString(CultureInfo.InvariantCulture),
            };
            foreach (var (name, value) in build.Script.Variables(artifact)) environment[name] = value;
            var output = await engine.Run(
                new ContainerRun(RunOf(artifact), build.Image.Id, build.Recipe.MountedAt, ["/bin/bash", $"{build.Recipe.MountedAt}/{build.Recipe.Script}"], environment)
                {
                    Changes = new Dictionary<string, byte[]> { [build.Recipe.Script] = System.Text.Encoding.UTF8.GetBytes(build.Script.For(interpreter, artifact)) },
                    Network = network, User = build.Script.Installs ? ContainerUser.Root : ContainerUser.Unprivileged, Cores = build.Cores,
                },
                cancel);
            await desk.WaitAsync(cancel);
            try
            {
                return await Keep(artifact, interpreter, output, started, build, environment, cancel);
            }
            finally
            {
                desk.Release();
            }
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task<IReadOnlyList<ReleaseError>> Keep(
        Artifact artifact, string interpreter, ContainerOutput output, DateTimeOffset started, WheelBuild build, IReadOnlyDictionary<string, string> environment, CancellationToken cancel)
    {
        if (!output.Run.Succeeded) return [output.Run.Failure("TR4303")];
        var left = Outputs.Select(place => In(Path.Combine(output.Folder, place))).FirstOrDefault(found => found.Count > 0) ?? [];
        if (left.FirstOrDefault(path => artifact.IsNamed(Path.GetFileName(path)) || artifact.IsMeantBy(Path.GetFileName(path))) is not { } wheel)
            return [Missing(artifact, left, output.Run)];
        if (examiner.Wheel(wheel, target.Version, cancel) is { Count: > 0 } problems) return problems;

        var name = Path.GetFileName(wheel);
        var sha256 = Digest.OfStream(artifacts.Open(wheel));
        await artifacts.Take(wheel, name, cancel);
        var parameters = new Dictionary<string, string>(environment.Select(pair => KeyValuePair.Create($"env.{pair.Key}", pair.Value)), StringComparer.Ordinal)
        {
            ["id"] = artifact.Id, ["interpreter"] = $"/opt/python/{interpreter}", ["network"] = NetworkOf(build.Script).ToString().ToLowerInvariant(), ["script"] = build.Script.Title, ["dockerfile"] = build.Recipe.Dockerfile,
        };
        Material[] materials = [new($"urn:torch-tensorrt-release:image:{WheelImage.Tag}", "sha256", build.Image.Id["sha256:".Length..]), .. build.Base];
        var facts = new BuildFacts("wheel", parameters, new Dictionary<string, string> { [build.Engine.Name] = build.Engine.Version }, materials, started, Digest.OfStream(artifacts.Open(output.Run.LogFile)));
        await records.Write(name, sha256, build.Sources, facts, cancel);
        IReadOnlyList<OutReceipt.Entry> entries = [new(sha256, name)];
        Forget(ReceiptOf(artifact), entries);
        receipts.Write(ReceiptOf(artifact), new OutReceipt(build.Sources, entries).Text);
        return [];
    }

    private IReadOnlyList<Artifact> Wanted() => source.WheelsHere(files, target.Version);

    private (IReadOnlyList<OutReceipt> Built, IReadOnlyList<Artifact> Missing) Sorted(IReadOnlyList<Artifact> wanted, string sources, IReadOnlyList<OutFile> present)
    {
        var seen = wanted.Select(artifact => (Artifact: artifact, Receipt: OutReceipt.Read(receipts.Read(ReceiptOf(artifact))))).ToList();
        bool IsBuilt(OutReceipt? receipt) => receipt is not null && receipt.Sources == sources && receipt.IsIn(present);
        return ([.. seen.Where(one => IsBuilt(one.Receipt)).Select(one => one.Receipt!)], [.. seen.Where(one => !IsBuilt(one.Receipt)).Select(one => one.Artifact)]);
    }

    /// <summary>Removes what an earlier build of the same wheel put into out/ under another name.</summary>
    private void Forget(string receipt, IReadOnlyList<OutReceipt.Entry> entries)
    {
        foreach (var old in OutReceipt.Read(receipts.Read(receipt))?.Files.Where(file => entries.All(entry => entry.Name != file.Name)) ?? []) artifacts.Remove(old.Name);
    }

    private async Task<IReadOnlyList<Material>> BaseOf(WheelRecipe recipe, CancellationToken cancel)
        => image.Base(recipe) is { } name && await engine.Image(name, cancel) is { } found
            ? [new Material($"docker://{name}", "sha256", (found.Digests is [var digest, ..] ? digest : found.Id).Split("sha256:")[^1])]
            : [];

    private ContainerNetwork NetworkOf(IWheelScript script) => source.Network ?? (script.Installs ? ContainerNetwork.Engine : ContainerNetwork.None);

    /// <summary>Which Pythons the others say there should be; where some were chosen, Attest compares with the catalog alone.</summary>
    private IEnumerable<ReleaseError> Gaps(IReadOnlyList<string> wheels)
        => source.Only.Count > 0 || source.Overrides.Pythons is not null ? [] : WheelExam.Gaps([.. wheels.Select(path => WheelFileName.Read(Path.GetFileName(path))).OfType<WheelFileName>()]);

    private IReadOnlyList<string> Finished() => source.Finished(artifacts, source.Catalog(files, target.Version), name => name.EndsWith(".whl", StringComparison.Ordinal));

    private string FinishedSources() => $"finished {string.Join(' ', Finished().Select(path => Digest.OfStream(artifacts.Open(path))))}";

    private IReadOnlyList<string> In(string place) => [.. artifacts.In(place).Where(path => path.EndsWith(".whl", StringComparison.Ordinal))];

    /// <summary>For the log, the folder and the container: <c>wheel-cp312</c>.</summary>
    private static string RunOf(Artifact artifact) => $"wheel-{artifact.PythonTag}{(artifact.IsRtx ? "-rtx" : "")}";

    private static string ReceiptOf(Artifact artifact) => $"{artifact.Id}.txt";

    private static string? Folder(Artifact artifact, IReadOnlyList<string> interpreters) => interpreters.FirstOrDefault(name => name == $"{artifact.PythonTag}-{Artifact.AbiTagOf(artifact.Python!)}");

    private static IReadOnlyList<string> Evidence(OutReceipt receipt) => [.. receipt.Files.Select(file => $"{file.Name} sha256:{file.Sha256}")];

    private static string Words(ContainerNetwork network) => network == ContainerNetwork.None ? "without a network" : "with the engine's network";

    private static ReleaseError Missing(Artifact artifact, IReadOnlyList<string> left, ToolRun run) => new(
        "TR5203", $"the script ended well for {artifact.PythonTag} and left {(left.Count == 0 ? "no wheel" : string.Join(", ", left.Select(path => Path.GetFileName(path))))}.", $"read {run.LogFile}", run.LogFile, artifact.FileName);

    private static ReleaseError Absent(Artifact artifact, IReadOnlyList<string> interpreters) => new(
        "TR5204", $"the container has no interpreter for {artifact.FileName}: there {(interpreters.Count == 1 ? "is" : "are")} {(interpreters.Count == 0 ? "none" : string.Join(", ", interpreters))}.",
        "name another --base-image, or other Pythons in the release file", "/opt/python", $"/opt/python/{artifact.PythonTag}-{Artifact.AbiTagOf(artifact.Python!)}");

    /// <summary>What all containers of one run have in common.</summary>
    private sealed record WheelBuild(
        WheelRecipe Recipe, IWheelScript Script, ContainerImage Image, IReadOnlyList<Material> Base, (string Name, string Version) Engine, string Sources, int Cores);
}
