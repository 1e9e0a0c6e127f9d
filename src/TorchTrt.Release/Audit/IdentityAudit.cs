using TorchTrt.Release.Sites;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Audit;

/// <summary>Whether every place says the version of the release, or where nobody released it yet, that of the package.</summary>
internal static class IdentityAudit
{
    public static IEnumerable<Finding> Run(AuditSubject subject, IReadOnlyList<SiteReading> readings, IEnumerable<ReleaseError> problems)
        => [.. problems.Select(Unreadable), .. Values(subject, readings), .. Unfinished(subject, readings), .. Echoes(subject, readings)];

    private static Finding Unreadable(ReleaseError problem)
        => new(problem.Code, problem.Where ?? "", problem.Expected ?? "a version that can be read", problem.What.TrimEnd('.'), problem.Next);

    /// <summary>TR1030. Places that know only the line, <c>2.14.0a0</c> or the three numbers of the macros, are compared by the line.</summary>
    private static IEnumerable<Finding> Values(AuditSubject subject, IReadOnlyList<SiteReading> readings)
    {
        if (Line(subject, readings) is not { } line) return [];
        return readings.OfType<ValueReading>().Where(reading => reading.Version.Line != line).Select(reading => Differs(reading, line, subject));
    }

    private static Finding Differs(ValueReading reading, ReleaseVersion line, AuditSubject subject)
        => new("TR1030", reading.Where, $"{line}", reading.Text, $"./build.sh --target=Bump --version={line}")
        {
            // What the package calls itself is somebody's decision; what repeats it is not.
            Repair = subject.Version is null ? [.. reading.Spans.Zip(reading.Source.Spell(line), (span, part) => Edit.Replace(reading.File, span, part)).OfType<Edit>()] : [],
        };

    /// <summary>TR1059: a place that spells the phase says <c>1.1.0a0</c> in release 1.1.0. The base file of 2.x always does, and setup.py takes it off.</summary>
    private static IEnumerable<Finding> Unfinished(AuditSubject subject, IReadOnlyList<SiteReading> readings)
        => !subject.IsRelease || subject.Version is not { } version ? [] : readings.OfType<ValueReading>()
            .Where(reading => reading.Version.Line == version && reading.Version.Maturity != Maturity.Final && reading.Source.Spell(version) is [var whole] && whole == $"{version}")
            .Select(reading => new Finding("TR1059", reading.Where, $"{version}", reading.Text, $"./build.sh --target=Bump --version={version}"));

    /// <summary>TR1061: nothing is built from these, so that they hold no release up.</summary>
    private static IEnumerable<Finding> Echoes(AuditSubject subject, IReadOnlyList<SiteReading> readings)
    {
        if (Line(subject, readings) is not { } line) return [];
        return readings.OfType<EchoReading>().Where(reading => subject.IsRelease || reading.Source.Time == EchoTime.Always)
            .SelectMany(reading => reading.Echoes.Where(echo => echo.Version.Line != line)
                .Select(echo => new Finding("TR1061", reading.File.Where(echo.Span.Start), $"{line}", echo.Version.Text, Remedy(reading.Source, line)))
                .DistinctBy(finding => finding.Where));
    }

    private static string Remedy(EchoSite site, ReleaseVersion line) => site.Writer == EchoWriter.Bump
        ? $"./build.sh --target=Bump --version={line}"
        : site.Name == "uv.lock" ? "uv lock" : "set it back to the name of the branch";

    private static ReleaseVersion? Line(AuditSubject subject, IReadOnlyList<SiteReading> readings)
        => subject.Version?.Final ?? readings.OfType<ValueReading>().FirstOrDefault()?.Version.Line;
}
