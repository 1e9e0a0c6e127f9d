using TorchTrt.Release.Elf;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Examine;

/// <summary>What a shared object of an artifact says of itself.</summary>
/// <param name="Path">Within the artifact.</param>
/// <param name="Elf">Null when it is no sound object.</param>
/// <param name="Damage">Why it is none.</param>
/// <param name="TorchUndefined">C++ names of PyTorch that it needs from elsewhere, weak ones left out.</param>
/// <param name="TorchDefined">C++ names of PyTorch that it has itself.</param>
/// <param name="PrivateUndefined">Names that it needs (weak ones left out) and systems may keep to themselves, see <see cref="PrivateSymbols"/>.</param>
/// <param name="Strings">The <c>std::string</c> in its names of PyTorch and of the project.</param>
/// <param name="Example">A name that carries it.</param>
/// <param name="BuildPaths">Paths of the machine that built it, as far as they were looked for.</param>
public sealed record ObjectFacts(
    string Path, ElfFile? Elf, string? Damage, IReadOnlyList<string> TorchUndefined, IReadOnlySet<string> TorchDefined, IReadOnlyList<string> PrivateUndefined, StringAbi Strings, string? Example,
    IReadOnlyList<string> BuildPaths)
{
    private static readonly HashSet<string> NoNames = [];

    /// <summary>Reads an object; a broken one is described as such.</summary>
    public static ObjectFacts Read(string path, IRandomBytes bytes, IReadOnlyList<string> buildPaths)
    {
        try
        {
            return Sound(path, bytes, buildPaths);
        }
        catch (ElfException broken)
        {
            return new ObjectFacts(path, null, broken.Message, [], NoNames, [], StringAbi.None, null, buildPaths);
        }
    }

    private static ObjectFacts Sound(string path, IRandomBytes bytes, IReadOnlyList<string> buildPaths)
    {
        var undefined = new List<string>();
        var privates = new List<string>();
        var defined = new HashSet<string>(StringComparer.Ordinal);
        var strings = StringAbi.None;
        string? example = null;
        foreach (var symbol in ElfFile.Symbols(bytes))
        {
            var abi = Mangled.Strings(symbol.Name);
            if (abi != StringAbi.None && (strings & abi) == 0) (strings, example) = (strings | abi, example ?? symbol.Name);
            if (!symbol.IsDefined && !symbol.IsWeak && PrivateSymbols.Has(symbol.Name)) privates.Add(symbol.Name);
            if (symbol.IsLocal || !Mangled.IsOfTorch(symbol.Name)) continue;
            if (symbol.IsDefined) defined.Add(symbol.Name);
            else if (!symbol.IsWeak) undefined.Add(symbol.Name);
        }

        return new ObjectFacts(path, ElfFile.Read(bytes), null, undefined, defined, privates, strings, example, buildPaths);
    }
}

/// <summary>What a libtorch offers to those who link to it.</summary>
/// <param name="Name">For people: where it is.</param>
/// <param name="Exports">C++ names of PyTorch that its libraries define.</param>
/// <param name="Strings">The <c>std::string</c> it was built with.</param>
public sealed record TorchExports(string Name, IReadOnlySet<string> Exports, StringAbi Strings)
{
    /// <param name="libraries">Its shared objects by file name; each is closed when it was read.</param>
    public static TorchExports Read(string name, IEnumerable<(string Path, IRandomBytes Bytes)> libraries)
    {
        var exports = new HashSet<string>(StringComparer.Ordinal);
        var strings = StringAbi.None;
        foreach (var (path, bytes) in libraries)
        {
            using (bytes)
            {
                var facts = ObjectFacts.Read(path, bytes, []);
                exports.UnionWith(facts.TorchDefined);
                strings |= facts.Strings;
            }
        }

        return new TorchExports(name, exports, strings);
    }
}
