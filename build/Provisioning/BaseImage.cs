using Build.Adapters.Programs;
using System.Formats.Tar;
using TorchTrt.Release;

namespace Build.Provisioning;

/// <summary>The image that the wheel container is built on.</summary>
/// <param name="folder">Folder for the image's files while it is made: about 500 MB.</param>
public sealed class BaseImage(IMachine machine, string folder, ProvisioningLog log)
{
    /// <summary>The wanted image where it is here or can be pulled, else one made from the distribution's packages.</summary>
    /// <param name="wanted">Name of the image in the project's Dockerfile, such as <c>pytorch/manylinux-builder:cuda11.3</c>.</param>
    /// <returns>Name to give as <c>BASE_IMAGE</c>.</returns>
    public async Task<string> Ensure(string wanted, CancellationToken cancel)
    {
        if (await IsHere(wanted, cancel))
            return wanted;
        var pull = await machine.Run(Docker("pull", "--quiet", wanted), cancel);
        if (pull.Succeeded)
            return wanted;
        log.Say($"base image: {wanted} cannot be pulled here ({pull.LastWords.Split('\n')[^1]}); making one from Debian's packages instead");
        return await EnsureLocal(BaseImageRecipe.Bookworm, cancel);
    }

    /// <summary>The image of a recipe, made when it is not here yet: about 40 s.</summary>
    /// <exception cref="ReleaseException">TR4810 when mmdebstrap fails, TR4811 when Docker does not take the image.</exception>
    public async Task<string> EnsureLocal(BaseImageRecipe recipe, CancellationToken cancel)
    {
        if (await IsHere(recipe.Tag, cancel))
            return recipe.Tag;

        Directory.CreateDirectory(folder);
        var work = Directory.CreateDirectory(Path.Combine(folder, $"base-image.{Guid.NewGuid():N}")).FullName;
        try
        {
            log.Say($"base image: making {recipe.Tag} from Debian {recipe.Suite} ({string.Join(' ', recipe.Packages)})");
            var interpreters = Path.Combine(work, "interpreters.tar");
            WriteInterpreters(recipe, interpreters);
            var root = Path.Combine(work, "root.tar");
            (await machine.Run(Bootstrap(recipe, interpreters, root) with { Progress = log.Progress }, cancel)).OrFail("TR4810", "see whether the machine reaches a Debian mirror.");
            (await machine.Run(Docker("import", "--change", "ENV LANG=C.UTF-8", root, recipe.Tag), cancel))
                .OrFail("TR4811", "see whether the Docker engine has space left: docker system df");
            return recipe.Tag;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private async Task<bool> IsHere(string image, CancellationToken cancel) =>
        (await machine.Run(Docker("image", "inspect", "--format", "{{.Id}}", image), cancel)).Succeeded;

    private static ProgramCall Docker(params IReadOnlyList<string> arguments) => new("docker", arguments) { Limit = TimeSpan.FromMinutes(15) };

    private static ProgramCall Bootstrap(BaseImageRecipe recipe, string interpreters, string root) => new(
        "mmdebstrap", "--variant=minbase", $"--include={string.Join(',', recipe.Packages)}",
        "--dpkgopt=path-exclude=/usr/share/man/*", "--dpkgopt=path-exclude=/usr/share/doc/*", "--dpkgopt=path-exclude=/usr/share/locale/*",
        $"--customize-hook=tar-in '{interpreters.Replace("'", @"'\''", StringComparison.Ordinal)}' /",
        recipe.Suite, root);

    // /opt/python/cp311-cp311/bin/python, as manylinux images have it.
    private static void WriteInterpreters(BaseImageRecipe recipe, string path)
    {
        using var tar = new TarWriter(File.Create(path), TarEntryFormat.Ustar);
        Folder(tar, "opt/");
        Folder(tar, "opt/python/");
        foreach (var (name, program) in recipe.Interpreters.OrderBy(i => i.Key, StringComparer.Ordinal))
        {
            Folder(tar, $"opt/python/{name}/");
            Folder(tar, $"opt/python/{name}/bin/");
            foreach (var link in new[] { "python", "python3" })
                tar.WriteEntry(new UstarTarEntry(TarEntryType.SymbolicLink, $"opt/python/{name}/bin/{link}") { LinkName = program });
        }
    }

    private static void Folder(TarWriter tar, string name) => tar.WriteEntry(new UstarTarEntry(TarEntryType.Directory, name)
    {
        Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherExecute,
    });
}
