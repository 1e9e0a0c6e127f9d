using Build.Adapters.Git;

namespace Build.Tests.Release;

/// <summary>A bump that edits a checkout in place and is killed with SIGKILL, at whatever moment: the same command again leaves it as an undisturbed one.</summary>
public sealed class KilledBumpTests : IDisposable
{
    private static readonly string[] Command = ["--target=Bump", "--version=1.1.0", "--torch=1.11.0"];

    private readonly ReleaseProgram program = new();

    [Fact]
    public void Killed_while_it_writes_and_started_again_it_has_edited_every_file_and_left_nothing_behind()
    {
        using var other = new ReleaseProgram();
        var undisturbed = Bumped(other);
        for (var delay = 0; delay < 6; delay += 2)
        {
            program.KillAfterIntent("Bump", TimeSpan.FromMilliseconds(delay), Command);

            Bumped(program).ShouldBe(undisturbed);

            program.Git(Checkout(program), "reset", "--quiet", "--hard");
            Directory.Delete(program.Folder(), recursive: true);
        }
    }

    public void Dispose() => program.Dispose();

    private static string Bumped(ReleaseProgram program)
    {
        var (exitCode, output, errors) = program.Run(Command);
        exitCode.ShouldBe(0, $"{output}\n{errors}");
        Directory.GetFiles(Checkout(program), $"*{FileTransaction.Beside}", SearchOption.AllDirectories).ShouldBeEmpty();
        return program.Git(Checkout(program), "diff", "--unified=0");
    }

    private static string Checkout(ReleaseProgram program) => Path.Combine(program.Artifacts, "playground", "classic");
}
