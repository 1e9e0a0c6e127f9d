using System.Diagnostics;
using Build.Adapters.Signing;
using TorchTrt.Release;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Testing;

namespace Build.Tests.Adapters.Signing;

/// <summary>The real tools, with keys made for one test in a folder of their own; what they sign is checked by the tools themselves and by the program.</summary>
public sealed class SignerTests : IDisposable
{
    private const string Passphrase = "correct horse battery staple";

    private static readonly byte[] Sums = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881  a.whl\n"u8.ToArray();

    private readonly ToolsFolder folder = new();
    private readonly string? home = Environment.GetEnvironmentVariable("GNUPGHOME");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public SignerTests()
    {
        foreach (var tool in new[] { "ssh-keygen", "minisign", "gpg" })
            Assert.SkipUnless(File.Exists($"/usr/bin/{tool}"), $"needs {tool}: ./build.sh --target=Test --provision installs it");
        Directory.CreateDirectory(folder["gnupg"]);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder["gnupg"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Environment.SetEnvironmentVariable("GNUPGHOME", folder["gnupg"]);
        File.WriteAllBytes(folder["SHA256SUMS"], Sums);
    }

    public void Dispose()
    {
        Call("gpgconf", "--kill", "gpg-agent");
        Environment.SetEnvironmentVariable("GNUPGHOME", home);
        folder.Dispose();
    }

    [Fact]
    public async Task Ssh_keygen_takes_its_own_signature()
    {
        var (secret, trusted) = SshKey("manager");

        var signature = await Sign(new SignatureKey(SignatureMethod.Ssh, secret));

        Call("ssh-keygen", Sums, "-Y", "verify", "-f", trusted.Key, "-I", "manager@example.com", "-n", "file", "-s", signature).ShouldContain("Good \"file\" signature for manager@example.com");
        await ShouldBeGoodByNobodyElse(trusted, signature, SshKey("stranger").Trusted);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Passphrase)]
    public async Task Minisign_takes_its_own_signature_with_and_without_a_passphrase(string? passphrase)
    {
        var (secret, trusted) = MinisignKey("manager", passphrase);

        var signature = await Sign(new SignatureKey(SignatureMethod.Minisign, secret), passphrase);

        Call("minisign", "-V", "-p", trusted.Key, "-m", folder["SHA256SUMS"], "-x", signature).ShouldContain("Signature and comment signature verified");
        await ShouldBeGoodByNobodyElse(trusted, signature, MinisignKey("stranger", null).Trusted);
    }

    [Theory]
    [InlineData("")]
    [InlineData(Passphrase)]
    public async Task Gpg_takes_its_own_signature_with_and_without_a_passphrase(string passphrase)
    {
        var trusted = GpgKey("manager@example.com", passphrase);

        var signature = await Sign(new SignatureKey(SignatureMethod.Gpg, "manager@example.com"), passphrase.Length > 0 ? passphrase : null);

        Call("gpg", "--batch", "--verify", signature, folder["SHA256SUMS"]).ShouldContain("Good signature");
        await ShouldBeGoodByNobodyElse(trusted, signature, GpgKey("stranger@example.com", ""));
    }

    [Fact]
    public async Task A_short_fingerprint_is_not_enough_to_trust()
    {
        var trusted = GpgKey("manager@example.com", "");
        var signature = await Sign(new SignatureKey(SignatureMethod.Gpg, "manager@example.com"));

        (await Wrong(trusted with { Key = trusted.Key[^16..] }, Sums, signature)).ShouldNotBeNull().ShouldContain("40 digits");
    }

    [Fact]
    public async Task A_wrong_passphrase_is_an_error_that_does_not_tell_it()
    {
        var (secret, _) = MinisignKey("manager", Passphrase);

        var refused = await Should.ThrowAsync<ReleaseException>(() => new Signer("a wrong guess").Sign(new SignatureKey(SignatureMethod.Minisign, secret), "SHA256SUMS", Sums, Cancel));

        refused.Errors[0].Code.ShouldBe("TR5312");
        refused.Message.ShouldNotContain("a wrong guess");
    }

    [Fact]
    public async Task A_key_that_is_nowhere_is_said_before_anything_is_signed()
    {
        foreach (var key in new SignatureKey[] { new(SignatureMethod.Ssh, folder["none"]), new(SignatureMethod.Minisign, folder["none"]), new(SignatureMethod.Gpg, "nobody@example.com") })
            (await new Signer(null).Unable(key, Cancel)).ShouldNotBeNull($"{key}").Code.ShouldBe("TR5311");
    }

    private async Task<string> Sign(SignatureKey key, string? passphrase = null)
    {
        (await new Signer(passphrase).Unable(key, Cancel)).ShouldBeNull();
        var signature = folder[$"SHA256SUMS{key.Ending}"];
        await File.WriteAllBytesAsync(signature, await new Signer(passphrase).Sign(key, "SHA256SUMS", Sums, Cancel), Cancel);
        return signature;
    }

    private async Task ShouldBeGoodByNobodyElse(SignatureKey trusted, string signature, SignatureKey stranger)
    {
        (await Wrong(trusted, Sums, signature)).ShouldBeNull();
        (await Wrong(trusted, [.. Sums, (byte)'\n'], signature)).ShouldNotBeNull("one byte more was signed as well");
        (await Wrong(stranger, Sums, signature)).ShouldNotBeNull("a stranger's key took it");
    }

    private async Task<string?> Wrong(SignatureKey trusted, byte[] content, string signature)
        => await new Signer(null).Wrong(trusted, "SHA256SUMS", content, await File.ReadAllBytesAsync(signature, Cancel), Cancel);

    private (string Secret, SignatureKey Trusted) SshKey(string name)
    {
        Call("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", $"{name}@example.com", "-f", folder[name]);
        var signers = folder.Write($"{name}.signers", $"{name}@example.com {File.ReadAllText(folder[$"{name}.pub"])}");
        return (folder[name], new SignatureKey(SignatureMethod.Ssh, signers));
    }

    private (string Secret, SignatureKey Trusted) MinisignKey(string name, string? passphrase)
    {
        if (passphrase is null) Call("minisign", "-G", "-W", "-p", folder[$"{name}.mpub"], "-s", folder[$"{name}.mkey"]);
        else Call("minisign", System.Text.Encoding.UTF8.GetBytes($"{passphrase}\n{passphrase}\n"), "-G", "-p", folder[$"{name}.mpub"], "-s", folder[$"{name}.mkey"]);
        return (folder[$"{name}.mkey"], new SignatureKey(SignatureMethod.Minisign, folder[$"{name}.mpub"]));
    }

    private SignatureKey GpgKey(string user, string passphrase)
    {
        Call("gpg", "--batch", "--pinentry-mode", "loopback", "--passphrase", passphrase, "--quick-generate-key", user, "ed25519", "sign", "never");
        var fingerprint = Call("gpg", "--batch", "--with-colons", "--list-keys", user).Split('\n').First(line => line.StartsWith("fpr:", StringComparison.Ordinal)).Split(':')[9];
        if (passphrase.Length > 0) Call("gpgconf", "--kill", "gpg-agent");
        return new SignatureKey(SignatureMethod.Gpg, fingerprint);
    }

    private static string Call(string program, params string[] arguments) => Call(program, [], arguments);

    private static string Call(string program, byte[] input, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}\n{output}{errors.Result}");
        return output + errors.Result;
    }
}
