using System.Globalization;
using System.Text;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Steps;

/// <summary>What step 2 of the checklist saw, for whoever asks later: attached to the release.</summary>
/// <param name="Owner">Who released, and so who waived.</param>
public sealed record TestEvidence(ReleaseTarget Target, TestVocabulary Vocabulary, IReadOnlyList<CheckResult> Checks, IReadOnlyList<CheckWaiver> Waivers, string Owner)
{
    public const string FileName = "release-testing.md";

    /// <summary>Markdown; equal inputs give equal text.</summary>
    public string Text
    {
        get
        {
            var text = new StringBuilder();
            text.Append(CultureInfo.InvariantCulture, $"# Release testing of {Target.Version}\n\n{First}\n\n## Contexts\n\n| context | checks | green |\n| --- | --- | --- |\n");
            foreach (var context in Vocabulary.Contexts)
            {
                var covered = Checks.Where(check => context.Covers(check.Name)).ToList();
                text.Append(CultureInfo.InvariantCulture, $"| {Cell(context.Title)} | {covered.Count} | {covered.Count(ReleaseTestingStep.Passes)} |\n");
            }

            if (Waivers.Count > 0) text.Append("\n## Waived\n\n| context or check | reason | by | until |\n| --- | --- | --- | --- |\n");
            foreach (var waiver in Waivers)
                text.Append(CultureInfo.InvariantCulture, $"| {Cell(waiver.Name)} | {Cell(waiver.Reason)} | {Cell(Owner)} | {(waiver.Until is { } until ? until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "")} |\n");
            text.Append("\n## Checks\n\n| check | conclusion | completed (UTC) | address |\n| --- | --- | --- | --- |\n");
            foreach (var check in Checks.OrderBy(check => check.Name, StringComparer.Ordinal).ThenBy(check => check.Url, StringComparer.Ordinal))
                text.Append(CultureInfo.InvariantCulture, $"| {Cell(check.Name)} | {check.Conclusion} | {(check.Completed is { } time ? time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "")} | {Cell(check.Url)} |\n");
            return text.ToString();
        }
    }

    /// <summary>What the evidence is of: a file that begins so needs not be written again.</summary>
    public string First => $"Commit {Target.Base.Hex} of {Target.Repository}; names of checks: {Vocabulary.Era}.";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ").Replace("<", "&lt;", StringComparison.Ordinal);
}
