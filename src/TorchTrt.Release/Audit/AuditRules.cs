using System.Collections.Frozen;

namespace TorchTrt.Release.Audit;

/// <summary>Every kind of finding there is. A new rule is one more entry here, and its room beside it.</summary>
public static class AuditRules
{
    public static IReadOnlyList<AuditRule> All { get; } =
    [
        new("TR1011", "VersionMissing", Severity.Error, "A file that keeps the version or the list of documentation does not have it where it belongs."),
        new("TR1012", "VersionMiscounted", Severity.Error, "A file writes the version more or less often than it should."),
        new("TR1014", "VersionUnreadable", Severity.Error, "What stands in the version's place is no version."),
        new("TR1015", "DocsListUnreadable", Severity.Error, "The list of released documentation cannot be read."),
        new("TR1030", "VersionDisagrees", Severity.Error, "A place says another version than the release, or than the package."),
        new("TR1061", "VersionMistold", Severity.Warning, "A text from which nothing is built names another version than the release, or than the package."),
        new("TR1059", "ReleaseNotFinal", Severity.Error, "A release calls itself a development version."),
        new("TR1031", "PinDisagrees", Severity.Error, "Two inputs of a build name different versions of one dependency."),
        new("TR1032", "PinMisdocumented", Severity.Warning, "What people read names another version of a dependency than the build uses."),
        new("TR1033", "TorchOfAnotherSeries", Severity.Error, "PyTorch is not of the package's series, though in 2.x both carry the same."),
        new("TR1034", "TorchVisionOfAnotherTorch", Severity.Error, "torchvision is not the one that belongs to the PyTorch asked for."),
        new("TR1035", "RequirementInvalid", Severity.Error, "A requirement is not valid (PEP 508), or its range admits nothing."),
        new("TR1036", "DevelopmentPinReleased", Severity.Warning, "A release asks for, or tells people of, a development build of a dependency."),
        new("TR1037", "MachineReadShapeBroken", Severity.Error, "A script reads this line by its shape, and it has another."),
        new("TR1038", "CudaOfAnotherIndex", Severity.Warning, "The wheels that are installed are of another CUDA than the one built against."),
        new("TR1060", "MatrixLeavesCudaOut", Severity.Error, "A release is not built for the CUDA whose PyTorch it asks for."),
        new("TR1040", "DocsNested", Severity.Warning, "Frozen documentation contains frozen documentation of other versions."),
        new("TR1041", "DocsStampWrong", Severity.Warning, "Frozen documentation calls itself another version than its folder."),
        new("TR1042", "DocsSwitcherWrong", Severity.Warning, "The version switcher of frozen documentation points at the development branch."),
        new("TR1043", "DocsFolderMissing", Severity.Warning, "The list of documentation names a version that has no folder."),
        new("TR1044", "DocsNotListed", Severity.Warning, "A folder of frozen documentation is in no list, so nobody finds it."),
        new("TR1045", "ReleaseUndocumented", Severity.Warning, "A release has no frozen documentation (release checklist, step 4)."),
        new("TR1046", "DocsListsDiffer", Severity.Warning, "The list of documentation is not what its generator makes."),
        new("TR1050", "ChangelogIncomplete", Severity.Warning, "The changelog has no section for a release (release checklist, step 4)."),
        new("TR1051", "ChangelogSectionTwice", Severity.Warning, "The changelog has more than one section for a version."),
        new("TR1052", "ChecklistFileGone", Severity.Warning, "The release checklist names a file that does not exist."),
        new("TR1053", "CommitsUnconventional", Severity.Note, "Commits since the last release whose subject the changelog's convention does not know: it passes over them."),
        new("TR1054", "TagNoRelease", Severity.Note, "A tag that is no release; what takes the latest tag for the latest release is misled."),
        new("TR1055", "TagNotCandidate", Severity.Warning, "The release is not the commit of its last candidate, whose binaries were tested."),
        new("TR1056", "StrayFile", Severity.Warning, "A file that a slip of the shell or a build left behind."),
        new("TR1070", "ChannelDisagrees", Severity.Error, "A build takes PyTorch from another channel than its requirements ask for."),
        new("TR1071", "IndexCudaDisagrees", Severity.Warning, "Two package indexes are of different CUDA versions."),
        new("TR1072", "ExtraIndex", Severity.Note, "An extra package index lets a stranger's package in."),
        new("TR1057", "AcceptedFindingGone", Severity.Warning, "The baseline accepts a finding that is no longer there."),
    ];

    private static readonly FrozenDictionary<string, AuditRule> ByCode = All.ToFrozenDictionary(rule => rule.Code);

    /// <summary>The rule of a code.</summary>
    public static AuditRule Of(string code) => ByCode[code];
}
