using Build.Adapters.Builds;
using Build.Adapters.Git;
using Build.Adapters.Programs;
using Build.Desk;
using Build.Sample;
using Build.Tests.Sample;
using Build.Tools.Bazel;
using TorchTrt.Release;
using TorchTrt.Release.Artifacts;
using TorchTrt.Release.Docs;
using TorchTrt.Release.Examine;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Suites;
using TorchTrt.Release.Testing;
using TorchTrt.Release.Versions;

namespace Build.Tests.Adapters.Builds;

/// <summary>The classic sample in a folder of its own, brought back to its own state for each story; one Bazel server for all of them.</summary>
public sealed class SampleWithBazel : IAsyncLifetime
{
    private readonly ToolsFolder folder = new();
    private MaterialisedSample? sample;
    private CommitId? released;
    private int stories;

    private string Root => sample!.Root;

    public async ValueTask InitializeAsync()
    {
        sample = await new SampleRepository(SampleProduct.Root).Materialise(folder["classic"], SampleLayout.Classic, CancellationToken.None);
        released = new CommitId(await Git("rev-parse", "v1.0.0^{commit}"));
    }

    public async ValueTask DisposeAsync()
    {
        if (ProgramPath.Find(BazelSettings.Program) is not null)
            await new ProgramRunner().Run(new ProgramCall(BazelSettings.Program, "shutdown") { Folder = Root }, CancellationToken.None);
        folder.Dispose();
    }

    /// <summary>Leave for every operator of the last release.</summary>
    public IReadOnlyList<OperatorWaiver> LeaveForAll
        => [.. OperatorIndexText.Read(File.ReadAllBytes(Path.Combine(Root, OperatorIndexSource.Path))).Sections.SelectMany(section => section.Operators).Select(operation => new OperatorWaiver(operation.Name, "a test"))];

    private ReleaseFolder Folder => new(folder[$"release-{stories}"]);

    /// <summary>The step, with a folder of its own.</summary>
    public async Task<SupportedOpsStep> Step(CommitId? previous = null, OperatorWaiver? waiver = null, string? prebuilt = null, IReadOnlyList<OperatorWaiver>? waivers = null)
    {
        if (prebuilt is null) NeedBazel();
        stories++;
        var git = await GitRepositoryAt.Open(Root, TestContext.Current.CancellationToken);
        var tools = new ToolRunner(Folder, null);
        var target = ToolsWorld.Target("1.1.0") with { Previous = new PreviousRelease(ReleaseVersion.Parse("1.0.0"), "v1.0.0", previous ?? released!) };
        var index = new OperatorIndexTool(git.Checkout, new BazelWorkspace(git.Checkout, tools), tools, Folder, null);
        return new SupportedOpsStep(git.Checkout, git.History, index, new Receipts(Folder), target, new OperatorRules(prebuilt, waivers ?? (waiver is null ? [] : [waiver])));
    }

    /// <summary>Builds the C++ release and returns where a copy of its tarball is.</summary>
    public async Task<string> Library(params string[] options)
    {
        NeedBazel();
        stories++;
        var git = await GitRepositoryAt.Open(Root, TestContext.Current.CancellationToken);
        var target = LibraryTarget.Find(git.Checkout).ShouldNotBeNull();
        var build = await new BazelWorkspace(git.Checkout, new ToolRunner(Folder, null)).Build(target.Label, [.. target.Options, .. options], TestContext.Current.CancellationToken);
        build.Run.Succeeded.ShouldBeTrue(build.Run.Complaint);
        var copy = folder[$"library-{stories}.tar.gz"];
        File.Copy(Path.Combine(build.Outputs, target.File), copy);
        return copy;
    }

    /// <summary>Runs suites of the checkout at its present HEAD.</summary>
    public async Task<SuiteResult> Suite(params SuiteCommand[] commands)
    {
        NeedBazel();
        stories++;
        var git = await GitRepositoryAt.Open(Root, TestContext.Current.CancellationToken);
        var tools = new ToolRunner(Folder, null);
        var target = ToolsWorld.Target("1.1.0") with { Base = new CommitId(await Git("rev-parse", "HEAD")) };
        var runner = new SuiteRunner(git.Checkout, new BazelWorkspace(git.Checkout, tools), tools, Folder, target, null, TimeProvider.System);
        try
        {
            return await runner.Run(new LocalSuite("Required Tests (x86_64)", commands), TestContext.Current.CancellationToken);
        }
        finally
        {
            await new ProgramRunner().Run(new ProgramCall(BazelSettings.Program, "shutdown") { Folder = Directory.GetDirectories(Path.Combine(Folder.State, "copies", "suites"))[0] }, CancellationToken.None);
        }
    }

    /// <summary>The step that builds and runs the checked-in applications, on the files as they are.</summary>
    public async Task<ApplicationsStep> Applications()
    {
        NeedBazel();
        stories++;
        var git = await GitRepositoryAt.Open(Root, TestContext.Current.CancellationToken);
        var tools = new ToolRunner(Folder, null);
        return new ApplicationsStep(git.Checkout, new ApplicationBuilder(git.Checkout, new BazelWorkspace(git.Checkout, tools), tools, Folder, "/usr/bin/python3"), new Receipts(Folder), null);
    }

    /// <summary>What an examination says of a tarball that is published under a name.</summary>
    public async Task<IReadOnlyList<ReleaseError>> Examined(string tarball, string name)
    {
        var git = await GitRepositoryAt.Open(Root, TestContext.Current.CancellationToken);
        using var aside = new ScratchFile(folder.Root);
        return new Examiner(git.Checkout, new ArtifactFiles(Folder), ExaminationRequest.Standard).Library(tarball, name, "x86_64", ReleaseVersion.Parse("1.2.0"), aside, TestContext.Current.CancellationToken).Problems;
    }

    public OperatorChanges Changes() => OperatorChanges.Read(new Receipts(Folder).Read(OperatorChanges.Receipt)).ShouldNotBeNull();

    public string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public void Edit(string path, string old, string replacement)
    {
        var text = Read(path);
        text.ShouldContain(old);
        File.WriteAllText(Path.Combine(Root, path), text.Replace(old, replacement, StringComparison.Ordinal));
    }

    public string Program(string name, string script) => folder.Script(name, script);

    public CommitId Commit(string message)
    {
        Git("add", "--all").GetAwaiter().GetResult();
        Git("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "--quiet", "--message", message).GetAwaiter().GetResult();
        return new CommitId(Git("rev-parse", "HEAD").GetAwaiter().GetResult());
    }

    public Task BringBack() => Git("reset", "--quiet", "--hard", sample!.Head.Hex);

    private static void NeedBazel()
    {
        if (ProgramPath.Find(BazelSettings.Program) is null) Assert.Skip("needs bazel");
    }

    private Task<string> Git(params string[] arguments) => new GitCommand(Root).Text(CancellationToken.None, arguments);
}
