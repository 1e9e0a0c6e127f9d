using System.Text.RegularExpressions;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Sites;

/// <summary>Who writes an echo of the version.</summary>
public enum EchoWriter
{
    /// <summary>The version bump of a final release: what tells people how to install the release that they read about.</summary>
    Bump,

    /// <summary>Another program or a person: it is checked and never edited.</summary>
    Another,
}

/// <summary>When an echo has to say the version of the tree it stands in.</summary>
public enum EchoTime
{
    /// <summary>Always.</summary>
    Always,

    /// <summary>In a release: on the development branch it goes on naming the last one.</summary>
    Release,
}

/// <summary>A file that repeats the version any number of times, of which nothing is built.</summary>
/// <param name="Echo">Finds each; group <c>value</c>.</param>
public sealed record EchoSite(string Path, Regex Echo, EchoWriter Writer, EchoTime Time) : Site(Path, SiteRole.Echo)
{
    /// <inheritdoc/>
    public override SiteReading? Read(Tree tree, ICollection<ReleaseError> problems)
    {
        if (tree.Open(Path) is not { } file) return null;
        var found = Echo.Matches(file.Text).Select(match => match.Groups["value"]).Select(value => new Span(value.Index, value.Length))
            .Select(span => LooseVersion.TryRead(file.At(span), out var version) ? new Echo(span, version) : null).OfType<Echo>().ToList();
        return found.Count == 0 ? null : new EchoReading(this, file, found);
    }
}

/// <summary>One repetition of the version.</summary>
public sealed record Echo(Span Span, LooseVersion Version);

/// <summary>The repetitions as found: at least one.</summary>
public sealed record EchoReading(EchoSite Source, SourceText File, IReadOnlyList<Echo> Echoes) : SiteReading(Source, Echoes[0].Version.Text, File.Where(Echoes[0].Span.Start))
{
    /// <inheritdoc/>
    public override IReadOnlyList<Edit> EditsFor(ReleaseVersion version, ICollection<ReleaseError> problems)
        => Source.Writer == EchoWriter.Bump && version.IsFinal ? [.. Echoes.Select(echo => Edit.Replace(File, echo.Span, $"{version}")).OfType<Edit>()] : [];

    /// <inheritdoc/>
    public override string Evidence(ReleaseVersion version)
        => Source.Writer == EchoWriter.Bump && version.IsFinal ? $"{Site.Name} {version}" : $"{Site.Name} is left as it is";
}
