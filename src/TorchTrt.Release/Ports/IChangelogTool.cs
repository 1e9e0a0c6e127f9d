using TorchTrt.Release.Changelog;

namespace TorchTrt.Release.Ports;

/// <summary>A program of others that writes changelog sections.</summary>
public interface IChangelogTool
{
    /// <summary>The section of a range under a heading, lines ended with LF.</summary>
    /// <exception cref="ReleaseException">TR4001 when the program is missing, TR4601 when it fails or prints no section.</exception>
    Task<string> Section(CommitRange range, SectionHeader header, CancellationToken cancel);
}
