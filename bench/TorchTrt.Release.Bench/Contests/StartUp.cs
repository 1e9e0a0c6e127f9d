using TorchTrt.Release.Bench.SideBySide;

namespace TorchTrt.Release.Bench.Contests;

/// <summary>What every command costs before it does anything.</summary>
public sealed class StartUp : IContest
{
    public string Name => "start-up";

    public string Question => "The release program lists its targets; the .NET SDK prints its version.";

    public Task<Lineup> Arrange(Arena arena, CancellationToken cancel) => Task.FromResult(new Lineup(
        new("torch-tensorrt-release --description", arena.Host("--description")),
        new Peer(new("dotnet --version", [Arena.DotNet, "--version"]))));
}
