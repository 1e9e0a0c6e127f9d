using TorchTrt.Release.Artifacts;

namespace TorchTrt.Release.Wheels;

/// <summary>What runs in the container for one wheel.</summary>
public interface IWheelScript
{
    /// <summary>For people: <c>py/build_whl.sh</c>.</summary>
    string Title { get; }

    /// <summary>Whether it fetches packages: then it needs a network, and root to put them where the interpreters are.</summary>
    bool Installs { get; }

    /// <summary>Text for bash that builds this wheel and no other.</summary>
    /// <param name="interpreter">Its folder under /opt/python: <c>cp312-cp312</c>.</param>
    string For(string interpreter, Artifact wheel);

    /// <summary>Variables that it is told beside those of every build.</summary>
    IReadOnlyDictionary<string, string> Variables(Artifact wheel);
}
