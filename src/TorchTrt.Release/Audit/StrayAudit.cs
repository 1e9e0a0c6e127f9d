namespace TorchTrt.Release.Audit;

/// <summary>TR1056: files that nobody meant to commit.</summary>
internal static class StrayAudit
{
    /// <summary>Compiled files, of which the sources have none, and what an editor or a merge leaves behind.</summary>
    private static readonly string[] Endings = [".pyd", ".pyc", ".so", ".dll", ".dylib", ".o", ".obj", ".whl", ".orig", ".rej"];

    public static IEnumerable<Finding> Run(AuditSubject subject)
        => subject.Names.Paths(folder => folder is not ("docs/" or "third_party/"))
            .Select(path => (path, name: path[(path.LastIndexOf('/') + 1)..]))
            .Where(file => file.name[0] is '=' or '<' or '>' || Endings.Any(ending => file.name.EndsWith(ending, StringComparison.Ordinal)))
            .Select(file => new Finding(
                "TR1056", $"{file.path}:1", "no such file", file.name[0] is '=' or '<' or '>' ? "what an unquoted pip install X>=Y leaves in a shell" : "a built file", $"git rm -- '{file.path}'"));
}
