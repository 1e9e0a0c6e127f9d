using Build.Tools.Python;
using TorchTrt.Release.Ports;

namespace Build.Adapters.Builds;

/// <summary>Where Sphinx runs: on this machine, in a virtual environment, in a container.</summary>
public interface IDocsPlace
{
    /// <summary>Why nothing can be run there, in the user's words; null when something can.</summary>
    Task<string?> Lacking(CancellationToken cancel);

    /// <summary>What is there, seen from within.</summary>
    /// <param name="module">The project's module, where conf.py imports it.</param>
    /// <returns>Null when its Python does not understand the question or conf.py.</returns>
    Task<DocsSurvey?> Survey(string? module, IReadOnlyList<string> programs, CancellationToken cancel);

    /// <summary>Digest of what an earlier survey found; null where that is not known. Cheap: it runs no Python.</summary>
    Task<string?> Installed(CancellationToken cancel);

    /// <summary>Runs <c>make html</c> in a copy of the checkout that nothing else uses.</summary>
    /// <param name="name">For log and copy: <c>docs-frozen</c>.</param>
    /// <param name="changes">Files that replace the checkout's, by path with '/'.</param>
    /// <param name="people">The command as people know it.</param>
    /// <returns>The run, and the absolute path of the copy.</returns>
    Task<(ToolRun Run, string Copy)> Make(
        string name, IReadOnlyDictionary<string, byte[]> changes, IReadOnlyDictionary<string, string> variables, string people, CancellationToken cancel);
}
