using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using TorchTrt.Release.Artifacts;

namespace Build.Adapters.Json;

/// <summary>A catalog as the JSON that CI systems take for a matrix: one object a cell under <c>include</c>, on one line, as outputs of jobs have to be.</summary>
public static class MatrixJson
{
    public static string Of(ArtifactCatalog catalog) => new JObject { ["include"] = new JArray(catalog.All.Select(Cell)) }.ToString(Formatting.None);

    private static JObject Cell(Artifact artifact) => new()
    {
        ["only"] = artifact.Id,
        ["target"] = artifact.Kind == ArtifactKind.Tarball ? "Libtorchtrt" : "Wheels",
        ["kind"] = artifact.Kind.ToString().ToLowerInvariant(),
        ["product"] = artifact.Product,
        ["os"] = artifact.Platform.System,
        ["architecture"] = artifact.Platform.Architecture,
        ["python"] = artifact.Python,
        ["cuda"] = artifact.Cuda,
        ["abi"] = artifact.Abi == CxxAbi.Cxx11 ? "cxx11" : "pre-cxx11",
        ["container"] = artifact.Container,
        ["name"] = artifact.FileName,
    };
}
