using System.Globalization;
using System.Text.RegularExpressions;
using TorchTrt.Release.Pins;
using TorchTrt.Release.Sites;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Audit;

/// <summary>Whether every place names the same version of a dependency, and one that the project's rules allow.</summary>
internal static partial class PinAudit
{
    private const string Matrix = ".github/scripts/generate-release-matrix.py";

    public static IEnumerable<Finding> Run(AuditSubject subject, IReadOnlyList<PinReading> readings, ReleaseVersion? line)
    {
        // Programs obey, people are told: what is built decides what is written for people.
        var claims = PinClaim.Of(readings).OrderBy(claim => claim.IsForPeople).ToList();
        return
        [
            .. claims.GroupBy(claim => (claim.Pin, IsIndex: claim.From.Form == PinForm.Tag)).Where(group => group.Key.Pin != Pin.TorchVision)
                .SelectMany(group => Disagreements([.. group], [.. group.Key.IsIndex ? group : claims.Where(claim => claim.Pin == group.Key.Pin)])),
            .. OtherSeries(claims, line),
            .. OtherTorchVision(claims),
            .. Invalid(readings),
            .. subject.IsRelease ? Development(claims) : [],
            .. OtherCuda(claims),
            .. OtherMatrix(subject, claims),
        ];
    }

    /// <summary>TR1031, TR1032: each place against what most inputs of the build agree on, and then against those that contradict nothing before them.</summary>
    private static IEnumerable<Finding> Disagreements(IReadOnlyList<PinClaim> claims, IReadOnlyList<PinClaim> voters)
    {
        var agreed = new List<PinClaim> { Consensus(claims, voters) };
        foreach (var claim in claims.Where(claim => claim != agreed[0]))
        {
            if (agreed.Find(claim.Contradicts) is { } other) yield return Differs(claim, other, agreed);
            else agreed.Add(claim);
        }
    }

    /// <summary>The claim that the fewest contradict, of several the first in the registry; texts for people have no vote where a build has one.</summary>
    private static PinClaim Consensus(IReadOnlyList<PinClaim> claims, IReadOnlyList<PinClaim> voters)
        => Builds(claims).MinBy(claim => Builds(voters).Count(claim.Contradicts))!;

    private static IReadOnlyList<PinClaim> Builds(IReadOnlyList<PinClaim> claims) => claims.Where(claim => !claim.IsForPeople).ToList() is { Count: > 0 } builds ? builds : claims;

    private static Finding Differs(PinClaim claim, PinClaim other, List<PinClaim> agreed) => new(
        claim.IsForPeople ? "TR1032" : "TR1031", claim.Where, $"{other.Pin.Display()} {other} as in {other.Where}", $"{claim.Pin.Display()} {claim}", Remedy(claim))
    {
        Repair = claim.IsForPeople && Longest(agreed) is { } version && claim.From.Set(version) is { } edit ? [edit] : [],
    };

    /// <summary>The most exact of the versions that the builds agree on; null where they only name ranges.</summary>
    private static PinVersion? Longest(IEnumerable<PinClaim> agreed)
        => agreed.Where(claim => claim is { IsForPeople: false, From.Form: PinForm.Exact or PinForm.Brief }).MaxBy(claim => claim.From.Numbers.Count) is { } best
            ? PinVersion.Read(best.From.Value)
            : null;

    private static string Remedy(PinClaim claim) => claim.From.Keeper == PinKeeper.Bump
        ? $"./build.sh --target=Bump {claim.Pin.Option()}=VERSION"
        : "set it by hand, with the checksum beside it where there is one";

    /// <summary>TR1033.</summary>
    private static IEnumerable<Finding> OtherSeries(IReadOnlyList<PinClaim> claims, ReleaseVersion? line)
    {
        if (line is not { Major: >= 2 } || claims.FirstOrDefault(claim => claim is { Pin: Pin.Torch, IsForPeople: false, From.Numbers.Count: >= 2 }) is not { } torch) yield break;
        if (torch.From.Numbers[0] != line.Major || torch.From.Numbers[1] != line.Minor)
            yield return new Finding("TR1033", torch.Where, $"PyTorch {line.Major}.{line.Minor}", $"PyTorch {torch}", $"./build.sh --target=Bump --torch={line.Major}.{line.Minor}.0");
    }

    /// <summary>TR1034.</summary>
    private static IEnumerable<Finding> OtherTorchVision(IReadOnlyList<PinClaim> claims)
    {
        if (claims.FirstOrDefault(claim => claim is { Pin: Pin.Torch, IsForPeople: false, From.Numbers.Count: >= 2 }) is not { } torch) return [];
        if (PinVersion.Read(torch.From.Value.Replace(".dev", "", StringComparison.Ordinal)) is not { } version || TorchVisionRule.For(version) is not { } right) return [];
        return claims.Where(claim => claim.Pin == Pin.TorchVision && !claim.From.Numbers.Take(2).SequenceEqual(right.Numbers.Take(2)))
            .Select(claim => new Finding(
                "TR1034", claim.Where, $"torchvision {right.InAtMost(2)}, which belongs to PyTorch {torch.From.Value} of {torch.Where}", $"torchvision {claim}",
                $"./build.sh --target=Bump --torch={torch.From.Value}"));
    }

    /// <summary>
    /// TR1035: two clauses without the comma between them, a local version where none may be (https://peps.python.org/pep-0440/#inclusive-ordered-comparison),
    /// or an upper end that is not above the lower one.
    /// </summary>
    private static IEnumerable<Finding> Invalid(IReadOnlyList<PinReading> readings) => PinClaim.Of(readings).Where(claim => claim.IsRange).Select(claim =>
    {
        var after = claim.From.File.At(new Span(claim.From.Span.End, (claim.Below?.Span.Start ?? Math.Min(claim.From.File.Text.Length, claim.From.Span.End + 1)) - claim.From.Span.End));
        var wrong = claim.Below is not null && !after.Contains(',')
            ? "two clauses without a comma between them"
            : after.StartsWith('+') ? "a local version after >="
            : claim.Below is not null && claim.From.Numbers.Zip(claim.Below.Numbers).Select(pair => pair.First.CompareTo(pair.Second)).FirstOrDefault(order => order != 0) >= 0
            ? "a range without a version in it" : null;
        return wrong is null ? null : new Finding(
            "TR1035", claim.Where, claim.Below is null ? $">={claim.From.Value}" : $">={claim.From.Value},<{claim.Below.Value}", $"{wrong}: {claim.From.Value}{after}{claim.Below?.Value}",
            "write it as PEP 440 has it");
    }).OfType<Finding>();

    /// <summary>TR1036.</summary>
    private static IEnumerable<Finding> Development(IReadOnlyList<PinClaim> claims)
        => claims.Where(claim => claim.Pin is Pin.Torch or Pin.TorchVision && claim.From.Value.Contains(".dev", StringComparison.Ordinal))
            .Select(claim => new Finding(
                "TR1036", claim.Where, $"a released {claim.Pin.Display()}", $"{claim.Pin.Display()} {claim}", $"./build.sh --target=Bump {claim.Pin.Option()}=VERSION"));

    /// <summary>TR1038: told once, at the first index.</summary>
    private static IEnumerable<Finding> OtherCuda(IReadOnlyList<PinClaim> claims)
    {
        var (index, toolkit) = (Cuda(claims, claim => claim.From.Form == PinForm.Tag), Cuda(claims, claim => claim.From.Form != PinForm.Tag));
        if (index is null || toolkit is null || index.From.Numbers.SequenceEqual(toolkit.From.Numbers.Take(2))) yield break;
        yield return new Finding(
            "TR1038", index.Where, string.Create(CultureInfo.InvariantCulture, $"cu{toolkit.From.Numbers[0]}{toolkit.From.Numbers[1]}, as CUDA {toolkit} in {toolkit.Where}"), $"{index}",
            "./build.sh --target=Bump --cuda=VERSION");
    }

    private static PinClaim? Cuda(IReadOnlyList<PinClaim> claims, Func<PinClaim, bool> form)
    {
        List<PinClaim> all = [.. claims.Where(claim => claim is { Pin: Pin.Cuda, IsForPeople: false, From.Numbers.Count: >= 2 })];
        List<PinClaim> some = [.. all.Where(form)];
        return some.Count == 0 ? null : Consensus(some, all);
    }

    /// <summary>TR1060: the CUDA whose wheels are asked for is not among those that a release is built for.</summary>
    private static IEnumerable<Finding> OtherMatrix(AuditSubject subject, IReadOnlyList<PinClaim> claims)
    {
        if (subject.Tree.Open(Matrix) is not { } file || Cuda(claims, claim => claim.From.Form == PinForm.Tag) is not { } index) return [];
        return MatrixRow().Matches(file.Text).Where(row => !row.Groups["tags"].Value.Contains($"\"cu{index.From.Value}\"", StringComparison.Ordinal))
            .Select(row => new Finding(
                "TR1060", file.Where(row.Index), $"cu{index.From.Value} among them, as {index.Where} asks for its wheels", row.Value, $"add \"cu{index.From.Value}\" to the list"));
    }

    [GeneratedRegex(@"""(wheel|tarball)"":[ \t]*\[(?<tags>""cu[^\]\r\n]*)\]", RegexOptions.CultureInvariant)]
    private static partial Regex MatrixRow();
}
