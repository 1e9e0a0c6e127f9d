using System.Security.Cryptography;
using System.Text;

namespace TorchTrt.Release.Tests.Changelog.Differential;

/// <summary>A history made of a seed: up to 24 commits in lines, merges and octopus merges, with messages as people write them and as nobody should.</summary>
internal sealed class GeneratedHistory
{
    private const string EmptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

    private readonly Random random;
    private readonly List<Node> nodes = [];

    public GeneratedHistory(int seed)
    {
        Seed = seed;
        random = new Random(seed);
        var count = random.Next(1, 25);
        for (var number = 0; number < count; number++) Grow(number);
        if (nodes[^1].Parents.Count == 0 && count > 1) Grow(count);
    }

    public int Seed { get; }

    public string Branch => $"refs/heads/h{Seed}";

    /// <summary>Full hash of the newest commit.</summary>
    public string Tip => nodes[^1].Hash;

    /// <summary>Full hash of a commit that leads up to it; null: the range begins with the first commit.</summary>
    public string? From => Seed % 3 == 0 && nodes.Count > 3 ? nodes[0].Hash : null;

    /// <summary>Writes the history as a stream of git fast-import.</summary>
    public void WriteTo(Stream stream)
    {
        foreach (var node in nodes)
        {
            Write(stream, $"commit {Branch}\nmark :{node.Mark}\nauthor {node.Stamp}\ncommitter {node.Stamp}\ndata {Encoding.UTF8.GetByteCount(node.Message)}\n{node.Message}\n");
            for (var parent = 0; parent < node.Parents.Count; parent++) Write(stream, $"{(parent == 0 ? "from" : "merge")} {Name(node.Parents[parent])}\n");
            if (node.Parents.Count == 0) Write(stream, "deleteall\n");
        }

        Write(stream, $"reset {Branch}\nfrom :{nodes[^1].Mark}\n");
    }

    /// <summary>The messages, for a person who looks for what differs.</summary>
    public string Messages => string.Join('\n', nodes.Select(node => $"{node.Hash[..7]} ({node.Parents.Count} parents) {System.Text.Json.JsonSerializer.Serialize(node.Message)}"));

    private void Grow(int number)
    {
        var parents = ParentsOf(number);
        var message = new GeneratedMessage(random, nodes.Select(node => (node.Hash, node.Message)).ToList()).Text;
        // Some commits are as old as each other, so that their order is git's and not the clock's.
        var time = 1_600_000_000 + (Seed * 1000) + (number / 2 * 60);
        nodes.Add(new Node((Seed * 100) + number + 1, parents, $"Ada <ada@example.org> {time} +0000", message));
    }

    private List<Node> ParentsOf(int number)
    {
        if (number == 0) return [];
        var parents = new List<Node> { nodes[^1] };
        if (number < 3 || random.Next(6) > 0) return random.Next(8) == 0 ? [nodes[random.Next(nodes.Count)]] : parents;
        for (var more = random.Next(1, 4); more > 0; more--)
            if (nodes[random.Next(nodes.Count)] is var other && !parents.Contains(other)) parents.Add(other);
        return parents;
    }

    private static string Name(Node node) => $":{node.Mark}";

    private static void Write(Stream stream, string text) => stream.Write(Encoding.UTF8.GetBytes(text));

    /// <param name="Stamp">Author and committer, with the time.</param>
    private sealed record Node(int Mark, IReadOnlyList<Node> Parents, string Stamp, string Message)
    {
        /// <summary>Name of the commit object, as git computes it.</summary>
        public string Hash { get; } = HashOf(Parents, Stamp, Message);

        public bool Equals(Node? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => Mark;

        private static string HashOf(IReadOnlyList<Node> parents, string stamp, string message)
        {
            var content = Encoding.UTF8.GetBytes($"tree {EmptyTree}\n{string.Concat(parents.Select(parent => $"parent {parent.Hash}\n"))}author {stamp}\ncommitter {stamp}\n\n{message}");
#pragma warning disable CA5350 // git's object names are SHA-1.
            return Convert.ToHexStringLower(SHA1.HashData([.. Encoding.UTF8.GetBytes($"commit {content.Length}\0"), .. content]));
#pragma warning restore CA5350
        }
    }
}
