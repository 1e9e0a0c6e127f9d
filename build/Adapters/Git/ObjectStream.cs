using System.Globalization;
using System.Text;
using Build.Adapters.Programs;
using TorchTrt.Release;

namespace Build.Adapters.Git;

/// <summary>
/// Objects of a repository out of one <c>git cat-file --batch</c> (git-cat-file(1), "Batch output"), however many are asked for. Not for several threads.
/// </summary>
internal sealed class ObjectStream : IAsyncDisposable
{
    /// <summary>Questions asked before their answers are read: they fit into a pipe, so neither side ever waits for the other.</summary>
    private const int Ahead = 256;

    private readonly GitCommand git;
    private readonly RunningProgram program;
    private readonly BufferedStream answers;

    private ObjectStream(GitCommand git, RunningProgram program)
    {
        this.git = git;
        this.program = program;
        answers = new BufferedStream(program.Output, 256 * 1024);
    }

    public static ObjectStream Open(GitCommand git) => new(git, git.Start("cat-file", "--batch"));

    /// <summary>The object of a name that git understands and that holds no line end; null when there is none.</summary>
    public GitObject? Read(string name) => Read([name])[0];

    /// <summary>The objects of names, in their order.</summary>
    public IReadOnlyList<GitObject?> Read(IReadOnlyList<string> names)
    {
        var objects = new List<GitObject?>(names.Count);
        foreach (var some in names.Chunk(Ahead))
        {
            Ask(some);
            objects.AddRange(some.Select(_ => Answer()));
        }

        return objects;
    }

    public async ValueTask DisposeAsync()
    {
        program.Input.Close();
        await program.DisposeAsync();
    }

    private void Ask(IEnumerable<string> names)
    {
        program.Input.Write(Encoding.UTF8.GetBytes(string.Concat(names.Select(name => $"{name}\n"))));
        program.Input.Flush();
    }

    private GitObject? Answer()
    {
        var header = Line();
        var parts = header.Split(' ');
        if (parts is not [var id, "commit" or "tree" or "blob" or "tag", var size]) return null;
        var content = new byte[int.Parse(size, CultureInfo.InvariantCulture)];
        answers.ReadExactly(content);
        _ = answers.ReadByte();
        return new GitObject(id, parts[1], content);
    }

    private string Line()
    {
        var line = new List<byte>(80);
        for (int next; (next = answers.ReadByte()) != '\n'; line.Add((byte)next))
            if (next < 0) throw git.Failed(["cat-file"], -1, "it ended before it had answered");
        return Encoding.UTF8.GetString([.. line]);
    }
}
