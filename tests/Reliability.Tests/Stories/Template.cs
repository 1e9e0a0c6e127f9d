using Build.Sample;

namespace Reliability.Tests.Stories;

/// <summary>The sample's checkout and its remote, made once and copied for each case.</summary>
public sealed class Template
{
    private static readonly Lazy<Task<Template>> One = new(Make);

    private Template(string root, string seed) => (Root, Seed) = (root, seed);

    public string Root { get; }

    /// <summary>What the forge holds in the beginning, JSON.</summary>
    public string Seed { get; }

    public static Task<Template> Get() => One.Value;

    /// <summary>Copies the checkout to <c>checkout</c> and the remote to <c>remote.git</c>.</summary>
    public void CopyTo(string folder)
    {
        Copy(Path.Combine(Root, "checkout"), Path.Combine(folder, "checkout"));
        Copy(Path.Combine(Root, "remote.git"), Path.Combine(folder, "remote.git"));
        Git.Run(Path.Combine(folder, "checkout"), "config", "remote.origin.url", Path.Combine(folder, "remote.git"));
    }

    private static async Task<Template> Make()
    {
        var root = Directory.CreateTempSubdirectory("template-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(root, recursive: true);
        var home = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(home, "TorchTensorRT.Release.slnx"))) home = Path.GetDirectoryName(home)!;
        var checkout = Path.Combine(root, "checkout");
        var sample = await new SampleRepository(home).Materialise(checkout, SampleLayout.Classic, default);
        Git.Run(checkout, "clone", "--quiet", "--bare", checkout, Path.Combine(root, "remote.git"));
        foreach (var (key, value) in new[] { ("remote.origin.url", "nowhere"), ("user.name", "Ada"), ("user.email", "ada@example.org"), ("gc.auto", "0") })
            Git.Run(checkout, "config", key, value);
        return new Template(root, sample.GitHubSeed);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories)) Directory.CreateDirectory(to + folder[from.Length..]);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories)) File.Copy(file, to + file[from.Length..]);
    }
}
