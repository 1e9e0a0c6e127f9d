using System.Reflection;
using System.Runtime.InteropServices;
using TorchTrt.Release.Steps;

namespace TorchTrt.Release.Tests.House;

public sealed class MindHasNoPackagesTests
{
    /// <summary>What reaches outside a process. The mind asks a port instead.</summary>
    private static readonly IReadOnlySet<string> Outward = new HashSet<string>(StringComparer.Ordinal)
    {
        "System.Diagnostics.Process", "System.Net.Http", "System.Net.Sockets", "System.Net.Requests", "System.Net.WebClient", "System.Console",
    };

    [Fact]
    public void The_mind_references_nothing_but_the_base_class_library()
    {
        var own = Directory.GetFiles(RuntimeEnvironment.GetRuntimeDirectory(), "*.dll").Select(Path.GetFileNameWithoutExtension).ToHashSet(StringComparer.Ordinal);
        Referenced().Where(name => !own.Contains(name)).ShouldBeEmpty();
    }

    [Fact]
    public void The_mind_starts_no_process_opens_no_connection_and_prints_nothing()
        => Referenced().Where(Outward.Contains).ShouldBeEmpty();

    private static IEnumerable<string> Referenced()
        => typeof(IStep).Assembly.GetReferencedAssemblies().Select((AssemblyName name) => name.Name!);
}
