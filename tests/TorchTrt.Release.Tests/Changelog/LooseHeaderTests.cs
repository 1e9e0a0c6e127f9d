using TorchTrt.Release.Changelog;

namespace TorchTrt.Release.Tests.Changelog;

/// <summary>Headers that stand in the project's history.</summary>
public sealed class LooseHeaderTests
{
    [Theory]
    [InlineData("feat: x", ChangeKind.Feature, null, "x")]
    [InlineData("Fix: x", ChangeKind.Fix, null, "x")]
    [InlineData(" fix: x", ChangeKind.Fix, null, "x")]
    [InlineData("fix/feat: x", ChangeKind.Fix, null, "x")]
    [InlineData("feat & fix: x", ChangeKind.Feature, null, "x")]
    [InlineData("[feat] x", ChangeKind.Feature, null, "x")]
    [InlineData("[Docs] x", ChangeKind.Upkeep, null, "x")]
    [InlineData("[cherry-pick][release/2.13] fix(distributed): x (#4407)", ChangeKind.Fix, "distributed", "x (#4407)")]
    [InlineData("[cherry-pick][release/2.13] TRT 11 MD Ops (#4321)", ChangeKind.Other, null, "TRT 11 MD Ops (#4321)")]
    [InlineData("[ExecuTorch] Partitioner: emit", ChangeKind.Other, null, "[ExecuTorch] Partitioner: emit")]
    [InlineData("executorch: derive", ChangeKind.Other, null, "executorch: derive")]
    [InlineData("(//x): y", ChangeKind.Other, null, "(//x): y")]
    [InlineData("Revert \"feat: x\" (#5)", ChangeKind.Revert, null, "Revert \"feat: x\" (#5)")]
    [InlineData("feat: ", ChangeKind.Other, null, "feat:")]
    [InlineData("", ChangeKind.Other, null, "")]
    public void Are_read_with_good_will(string header, ChangeKind kind, string? scope, string subject)
        => LooseHeader.Read(header).ShouldBe(new LooseHeader(kind, scope, subject, Compatibility.Unknown));

    [Theory]
    [InlineData("feat!: x")]
    [InlineData("refactor! : x")]
    [InlineData("feat(//cpp)!: x")]
    [InlineData("feat!(//cpp/bin/torchtrtc): x")]
    public void Tell_what_breaks(string header) => LooseHeader.Read(header).Compatibility.ShouldBe(Compatibility.Breaking);
}
