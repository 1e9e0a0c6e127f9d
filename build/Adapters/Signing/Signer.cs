using System.Text;
using Build.Adapters.Builds;
using Build.Adapters.Programs;
using Build.Desk;
using TorchTrt.Release;
using TorchTrt.Release.Ports;

namespace Build.Adapters.Signing;

/// <summary>
/// Signatures by ssh-keygen, minisign and gpg, in a folder that is gone afterwards. A passphrase goes to the tool's standard input, or the tool asks for it on the terminal
/// or its agent; it is never an argument.
/// </summary>
/// <param name="passphrase">Of the minisign or gpg key; null where it has none or an agent knows it.</param>
public sealed class Signer(string? passphrase) : ISigner
{
    /// <summary>What ssh signatures are for (ssh-keygen(1), <c>-n</c>): the namespace of files.</summary>
    private const string Namespace = "file";

    private readonly ProgramRunner programs = new();

    public async Task<ReleaseError?> Unable(SignatureKey key, CancellationToken cancel)
    {
        if (ProgramPath.Find(Program(key.Method)) is null) return ProgramPath.Missing(Program(key.Method));
        if (key.Method == SignatureMethod.Gpg)
        {
            var known = await Run(Gpg("--list-secret-keys", "--with-colons", "--", key.Key), cancel);
            return known.Succeeded ? null : NoKey(key, Complaint.In(known.Errors, known.Output));
        }

        return File.Exists(key.Key) ? null : NoKey(key, "there is no such file");
    }

    public async Task<byte[]> Sign(SignatureKey key, string fileName, byte[] content, CancellationToken cancel)
    {
        using var folder = new PassingFolder();
        var file = Write(folder, fileName, content);
        var signature = file + key.Ending;
        var run = await Run(key.Method switch
        {
            SignatureMethod.Ssh => new ProgramCall("ssh-keygen", "-Y", "sign", "-n", Namespace, "-f", key.Key, file),
            SignatureMethod.Minisign => new ProgramCall("minisign", "-S", "-s", key.Key, "-m", file, "-x", signature, "-t", $"{fileName} of a Torch-TensorRT release") { Input = Passphrase },
            _ => Gpg([.. Loopback, "--yes", "--armor", "--local-user", key.Key, "--output", signature, "--detach-sign", file]) with { Input = Passphrase },
        }, cancel);
        return run.Succeeded && File.Exists(signature)
            ? await File.ReadAllBytesAsync(signature, cancel)
            : throw new ReleaseException(new ReleaseError("TR5312", $"{Program(key.Method)} did not sign: {Complaint.In(run.Errors, run.Output).TrimEnd('.')}.", "see whether the key needs a passphrase (SIGNING_PASSPHRASE) or an agent", $"--sign {key}"));
    }

    public async Task<string?> Wrong(SignatureKey trusted, string fileName, byte[] content, byte[] signature, CancellationToken cancel)
    {
        if (ProgramPath.Find(Program(trusted.Method)) is null) return $"{Program(trusted.Method)} is not here to check it";
        using var folder = new PassingFolder();
        var file = Write(folder, fileName, content);
        var detached = Write(folder, fileName + trusted.Ending, signature);
        return trusted.Method switch
        {
            SignatureMethod.Ssh => await WrongSsh(trusted.Key, content, detached, cancel),
            SignatureMethod.Minisign => Said(await Run(new ProgramCall("minisign", "-V", "-p", trusted.Key, "-m", file, "-x", detached), cancel)),
            _ => await WrongGpg(trusted.Key, file, detached, cancel),
        };
    }

    /// <summary>The allowed_signers file says whose key it is; then the signature has to be that one's.</summary>
    private async Task<string?> WrongSsh(string signers, byte[] content, string signature, CancellationToken cancel)
    {
        var found = await Run(new ProgramCall("ssh-keygen", "-Y", "find-principals", "-f", signers, "-s", signature), cancel);
        if (!found.Succeeded) return $"its key is not in {signers}";
        var principal = found.Output.Split('\n')[0].Trim();
        return Said(await Run(new ProgramCall("ssh-keygen", "-Y", "verify", "-f", signers, "-I", principal, "-n", Namespace, "-s", signature) { Input = content }, cancel));
    }

    /// <summary>gpg is content with any key of the keyring; the one that was named has to be it (doc/DETAILS, VALIDSIG: fingerprint first, the primary key's last).</summary>
    private async Task<string?> WrongGpg(string fingerprint, string file, string signature, CancellationToken cancel)
    {
        var run = await Run(Gpg("--status-fd", "1", "--verify", signature, file), cancel);
        if (!run.Succeeded) return Said(run);
        var wanted = fingerprint.Replace(" ", "", StringComparison.Ordinal);
        var valid = run.Output.Split('\n').Select(line => line.Split(' ')).FirstOrDefault(words => words is ["[GNUPG:]", "VALIDSIG", ..]);
        return valid is not null && wanted.Length >= 40 && (valid[2].Equals(wanted, StringComparison.OrdinalIgnoreCase) || valid[^1].Equals(wanted, StringComparison.OrdinalIgnoreCase))
            ? null
            : $"it is by {valid?[2] ?? "nobody"}; the whole fingerprint of the key has to be given, 40 digits";
    }

    private Task<ProgramResult> Run(ProgramCall call, CancellationToken cancel)
        => programs.Run(call with { Inherited = ProgramEnvironment.ForSigning(), Session = call.Input.IsEmpty ? ProgramSession.Shared : ProgramSession.Own }, cancel);

    private static ProgramCall Gpg(params string[] arguments) => new("gpg", ["--batch", .. arguments]);

    private IReadOnlyList<string> Loopback => passphrase is null ? [] : ["--pinentry-mode", "loopback", "--passphrase-fd", "0"];

    private ReadOnlyMemory<byte> Passphrase => passphrase is null ? ReadOnlyMemory<byte>.Empty : Encoding.UTF8.GetBytes($"{passphrase}\n");

    private static string Write(PassingFolder folder, string name, byte[] content)
    {
        var path = Path.Combine(folder.Path, Path.GetFileName(name));
        File.WriteAllBytes(path, content);
        return path;
    }

    private static string Program(SignatureMethod method) => method switch
    {
        SignatureMethod.Ssh => "ssh-keygen",
        SignatureMethod.Minisign => "minisign",
        _ => "gpg",
    };

    private static string? Said(ProgramResult run) => run.Succeeded ? null : Complaint.In(run.Errors, run.Output);

    private static ReleaseError NoKey(SignatureKey key, string why) => new("TR5311", $"{key.Key} is no key to sign with: {why.TrimEnd('.')}.", "check the path, or the key's id", $"--sign {key}");
}
