namespace TorchTrt.Release.Examine;

/// <summary>Which <c>std::string</c> a C++ name carries.</summary>
[Flags]
public enum StringAbi
{
    None = 0,

    /// <summary>Of the GCC before 5, <c>_GLIBCXX_USE_CXX11_ABI=0</c>: mangled as <c>Ss</c>.</summary>
    PreCxx11 = 1,

    /// <summary><c>_GLIBCXX_USE_CXX11_ABI=1</c>: mangled as <c>NSt7__cxx1112basic_string…</c>.</summary>
    Cxx11 = 2,
}

/// <summary>Reads as much of a mangled C++ name (Itanium C++ ABI, section 5.1) as tells where it belongs.</summary>
public static class Mangled
{
    private static readonly string[] Torch = ["3c10", "2at", "5torch", "6caffe2"];
    private static readonly string[] OfProject = ["14torch_tensorrt", "7trtorch"];
    private static readonly string[] Special = ["TI", "TS", "TV", "TT", "GV"];

    /// <summary>Whether it is of PyTorch's own C++ namespaces: <c>c10</c>, <c>at</c>, <c>torch</c>, <c>caffe2</c>.</summary>
    public static bool IsOfTorch(string name) => IsIn(name, Torch);

    /// <summary>The string that a name of PyTorch or of Torch-TensorRT carries; of other libraries' names nothing is concluded.</summary>
    public static StringAbi Strings(string name) => IsIn(name, Torch) || IsIn(name, OfProject) ? StringsIn(name) : StringAbi.None;

    private static bool IsIn(string name, string[] namespaces)
    {
        if (!name.StartsWith("_Z", StringComparison.Ordinal)) return false;
        var rest = name.AsSpan(2);
        foreach (var kind in Special)
            if (rest.StartsWith(kind, StringComparison.Ordinal))
            {
                rest = rest[kind.Length..];
                break;
            }

        if (rest.IsEmpty || rest[0] != 'N') return false;
        rest = rest[1..].TrimStart("rVKRO");
        foreach (var one in namespaces)
            if (rest.StartsWith(one, StringComparison.Ordinal)) return true;
        return false;
    }

    private static StringAbi StringsIn(string name)
    {
        if (name.Contains("St7__cxx1112basic_string", StringComparison.Ordinal)) return StringAbi.Cxx11;
        for (var at = 2; at + 1 < name.Length; at++)
        {
            if (char.IsAsciiDigit(name[at]))
            {
                // An identifier, so many characters long.
                var length = 0;
                for (; at < name.Length && char.IsAsciiDigit(name[at]) && length < name.Length; at++) length = (length * 10) + (name[at] - '0');
                at += length - 1;
            }
            else if (name[at] == 'S' && name[at + 1] == 's')
            {
                return StringAbi.PreCxx11;
            }
            else if (name[at] == 'S')
            {
                at++;
            }
        }

        return StringAbi.None;
    }
}
