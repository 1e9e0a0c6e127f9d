using TorchTrt.Release.Artifacts;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Steps;

/// <summary>Checklist step 6, before anything is uploaded: SHA256SUMS over everything in <c>out/</c>.</summary>
public sealed class AttestStep(IOutFolder folder, IArtifactFiles artifacts) : IStep
{
    public string Name => "Attest";

    public async Task<Observation> Observe(CancellationToken cancel)
    {
        var files = await folder.Files(cancel);
        var count = files.Count(file => file.Name != Checksums.FileName);
        if (count == 0) return new NotApplicable("there is no file to publish, so there is nothing to attest");
        var present = files.FirstOrDefault(file => file.Name == Checksums.FileName);
        var wanted = Checksums.Of(files);
        var listed = count == 1 ? "1 file" : $"{count} files";
        if (present?.Sha256 == Digest.Of(wanted)) return new Done($"{Checksums.FileName} lists {listed}, each as it is in out/");
        return new Pending([new Change("write", Checksums.FileName, present is null ? null : "another list", $"digests of {listed}")]);
    }

    public async Task Apply(Pending pending, CancellationToken cancel) => artifacts.Write(Checksums.FileName, Checksums.Of(await folder.Files(cancel)));
}
