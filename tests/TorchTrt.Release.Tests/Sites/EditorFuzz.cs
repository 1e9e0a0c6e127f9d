using System.Globalization;
using TorchTrt.Release.Channels;
using TorchTrt.Release.Pins;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Sites;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Testing;
using TorchTrt.Release.Tests.Channels;
using TorchTrt.Release.Versions;

namespace TorchTrt.Release.Tests.Sites;

/// <summary>
/// Every editor on spoilt files. A few thousand inputs by default; FUZZ_INPUTS=200000 for as many, FUZZ_SEED to begin elsewhere.
/// </summary>
public class EditorFuzz
{
    private static readonly IReadOnlyList<(Func<SitesMemoryWorkspace> Tree, string[] Versions)> Seeds =
    [
        (Eras.TRTorch, ["0.4.0", "0.4.1", "0.5.0a0"]),
        (Eras.Classic, ["1.1.0", "1.1.0rc2", "1.2.0a0"]),
        (Eras.Constants, ["1.3.0", "1.4.0a0"]),
        (Eras.VersionsPy, ["1.4.1", "1.5.0a0"]),
        (Eras.Module, ["2.12.1", "2.13.0a0", "2.12.0"]),
        (Eras.ForgottenMacros, ["2.7.0", "2.8.0a0"]),
        (HistoricTrees.Before213Cut, ["2.13.0", "2.14.0a0"]),
        (HistoricTrees.Before27Cut, ["2.7.0", "2.6.0", "2.8.0a0"]),
    ];

    private static int Inputs => int.Parse(Environment.GetEnvironmentVariable("FUZZ_INPUTS") ?? "3000", CultureInfo.InvariantCulture);

    private static int First => int.Parse(Environment.GetEnvironmentVariable("FUZZ_SEED") ?? "0", CultureInfo.InvariantCulture);

    [Fact]
    public void Whatever_the_files_are_a_bump_is_refused_or_changes_nothing_but_its_spans_and_nothing_the_second_time()
    {
        var refused = 0;
        var edited = 0;
        Parallel.For(First, First + Inputs, number =>
        {
            try
            {
                if (IsEdited(number)) Interlocked.Increment(ref edited);
                else Interlocked.Increment(ref refused);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"FUZZ_SEED={number} FUZZ_INPUTS=1: {failure.Message}", failure);
            }
        });

        TestContext.Current.TestOutputHelper?.WriteLine($"{Inputs} inputs: {edited} edited, {refused} refused.");
        edited.ShouldBeGreaterThan(Inputs / 20);
        refused.ShouldBeGreaterThan(Inputs / 20);
    }

    /// <summary>Each place of a value, doubled and taken away.</summary>
    [Fact]
    public void A_count_that_is_wrong_is_an_error()
    {
        var seen = 0;
        foreach (var (tree, versions) in Seeds)
        {
            foreach (var reading in SiteRegistry.Read(Tree.Of(tree())).OfType<ValueReading>())
            {
                var line = reading.File.Lines().Single(line => line.Start <= reading.Spans[0].Start && reading.Spans[0].End <= line.End);
                var doubled = reading.File.With([(new Span(line.Start, 0), reading.File.At(line) + "\n")]);
                var refusal = Should.Throw<ReleaseException>(() => Plan(tree().With(reading.Site.Path, doubled), Request(versions[0], BumpKind.Release)), $"{reading.Site.Path} of {versions[0]} doubled");
                refusal.Errors.ShouldContain(error => error.Code == "TR1012" || error.Code == "TR1011", $"{reading.Site.Path} of {versions[0]} doubled");

                if (reading.Source.Absence.Always) continue;
                var gone = reading.File.With([(line, "")]);
                refusal = Should.Throw<ReleaseException>(() => Plan(tree().With(reading.Site.Path, gone), Request(versions[0], BumpKind.Release)), $"{reading.Site.Path} of {versions[0]} gone");
                refusal.Errors.ShouldContain(error => error.Code == "TR1012" || error.Code == "TR1011" || error.Code == "TR1010", $"{reading.Site.Path} of {versions[0]} gone");
                seen++;
            }
        }

        seen.ShouldBeGreaterThan(15);
    }

    /// <summary>Whether the spoilt tree could be bumped; what is wrong about it then is thrown.</summary>
    private static bool IsEdited(int number)
    {
        var random = new Random(number);
        var (seed, versions) = Seeds[random.Next(Seeds.Count)];
        var files = seed();
        var paths = files.Paths.ToList();
        var mutator = new Mutator(random);
        for (var count = random.Next(1, 3); count > 0; count--)
        {
            var path = paths[random.Next(paths.Count)];
            files.With(path, mutator.Spoil(files.Bytes(path)));
        }

        var version = versions[random.Next(versions.Length)];
        var kind = version.EndsWith("a0", StringComparison.Ordinal) ? BumpKind.Development : random.Next(2) == 0 ? BumpKind.Release : BumpKind.Cut;
        var pins = random.Next(2) == 0 ? PinRequest.Nothing : PinRequest.Parse("2.15.0", "13.2", null, "10.16.1");
        var request = Request(version, kind) with { Pins = pins, Channel = random.Next(3) == 0 ? Channel.Release : Channel.Test };
        BumpPlan plan;
        try
        {
            plan = Plan(files, request);
        }
        catch (ReleaseException refused)
        {
            refused.Errors.ShouldNotBeEmpty();
            refused.Errors.ShouldAllBe(error => error.Code.StartsWith("TR101", StringComparison.Ordinal) || error.Code == "TR1020");
            return false;
        }

        foreach (var change in Edit.Combine(plan.Edits)) OnlySpansChanged(files.Bytes(change.Path), change.Content!, [.. plan.Edits.Where(edit => edit.File.Path == change.Path)]);
        files.Write(Edit.Combine(plan.Edits));
        Plan(files, request).Edits.Select(edit => edit.Change.ToString()).ShouldBeEmpty();
        return true;
    }

    /// <summary>Walks both files byte by byte; positions are worked out from the mark alone.</summary>
    private static void OnlySpansChanged(byte[] before, byte[] after, IReadOnlyList<Edit> edits)
    {
        var (mark, width) = before switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (3, 1),
            [0xFF, 0xFE, 0, 0, ..] => (0, 1),
            [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => (2, 2),
            _ => (0, 1),
        };
        var (old, now) = (0, 0);
        foreach (var edit in edits.OrderBy(edit => edit.Span.Start))
        {
            var start = mark + (width * edit.Span.Start);
            before.AsSpan(old, start - old).SequenceEqual(after.AsSpan(now, start - old)).ShouldBeTrue($"bytes before {edit.Change}");
            now += start - old + (width * edit.New.Length);
            old = start + (width * edit.Span.Length);
        }

        before.AsSpan(old).SequenceEqual(after.AsSpan(now)).ShouldBeTrue("bytes after the last edit");
    }

    private static BumpRequest Request(string version, BumpKind kind) => new(kind, ReleaseVersion.Parse(version), PinRequest.Nothing, Stragglers: Stragglers.CatchUp);

    private static BumpPlan Plan(SitesMemoryWorkspace files, BumpRequest request) => BumpPlan.Make(Tree.Of(files), request);
}
