using System.Security.Cryptography;
using Build.Adapters.Builds;
using Build.Adapters.Signing;
using Build.CommandLine;
using Build.Output;
using TorchTrt.Release;
using TorchTrt.Release.Artifacts;
using TorchTrt.Release.Attestations;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Versions;
using TorchTrt.Release.Wheels;

namespace Build.Desk;

/// <summary>Checks a folder of downloads, without a release and without asking anybody.</summary>
public sealed class Downloads(ReleaseRequest request, SourceOpener sources, VersionChooser chooser, ArtifactSources finished, ResultWriter results, Screen screen, TimeProvider time)
{
    /// <exception cref="ReleaseException">TR55xx, TR54xx: everything that is wrong.</exception>
    public async Task Verify(string folder, CancellationToken cancel)
    {
        var files = await Files(folder, cancel);
        var catalog = request.Repo is null ? null : await Catalog(files, cancel);
        var check = new DownloadCheck(new ArtifactFiles(new ReleaseFolder(folder)), new Signer(null), request.Trust, catalog);
        var verdict = await check.Run(files, cancel);
        results.Write(string.Concat(verdict.Evidence.Select(line => $"good: {line}\n").Concat(verdict.Open.Select(line => $"open: {line}\n"))));
        if (verdict.Problems.Count > 0) throw new ReleaseException(ExitCode.Failed, verdict.Problems);
    }

    private async Task<IReadOnlyList<OutFile>> Files(string folder, CancellationToken cancel)
    {
        using var progress = new ToolProgress(screen.Ledger, time, "hashing");
        var files = new List<OutFile>();
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles().OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            progress.Report(file.Name);
            await using var content = file.OpenRead();
            files.Add(new OutFile(file.Name, file.FullName, file.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel))));
        }

        return files;
    }

    /// <summary>Of the version that was given, or that the checkout's tag says, or the wheels; of the next one where nothing says another.</summary>
    private async Task<ArtifactCatalog> Catalog(IReadOnlyList<OutFile> files, CancellationToken cancel)
    {
        var source = await sources.Open(SampleUse.ReadOnly, cancel);
        var version = request.Version ?? Tagged(source) ?? Named(files) ?? (await chooser.Choose(source, cancel)).Version;
        return finished.Of(request).Catalog(source.Files, version);
    }

    /// <summary>The last candidate and its release are the same commit: the release counts.</summary>
    private static ReleaseVersion? Tagged(SourceCheckout source)
        => source.Tags.Known.Where(tag => tag.Target == source.Head.Id).Select(tag => Spelling.TryReadTag(tag.Name, out var version) ? version : null).Max();

    private static ReleaseVersion? Named(IReadOnlyList<OutFile> files)
        => files.Select(file => WheelFileName.Read(file.Name)).OfType<WheelFileName>().Select(wheel => ReleaseVersion.TryParse(wheel.Version.Split('+')[0], out var version) ? version : null).FirstOrDefault(version => version is not null);
}
