using System.Text;
using System.Text.RegularExpressions;
using TorchTrt.Release.Artifacts;
using TorchTrt.Release.Ports;

namespace TorchTrt.Release.Wheels;

/// <summary>
/// The steps of the project's release workflow for one wheel, from v2.4.0 on: its scripts in packaging/ and <c>setup.py bdist_wheel --release</c>, in the container that
/// the workflow's matrix names (.github/workflows/release-wheel-linux.yml, from v2.9.0 on build_linux.yml; pytorch/test-infra, tools/pkg-helpers). The runner, its conda
/// environment and its caches are left out.
/// </summary>
/// <param name="Pre">Text of <see cref="PreScript"/>.</param>
/// <param name="Pinned">The checkout's own CUDA, <c>13.0</c>, for where its release matrix names none; null where nothing does.</param>
/// <param name="Requires">What the build needs besides PyTorch and TensorRT, which the scripts fetch: requirements of PEP 508.</param>
/// <param name="Present">Which of the other files that the workflow names the checkout has.</param>
public sealed partial record WorkflowScript(string Pre, string? Pinned, IReadOnlyList<string> Requires, IReadOnlySet<string> Present, WheelRepair Repair) : IWheelScript
{
    /// <summary>Fetches Bazel and PyTorch and writes MODULE.bazel.</summary>
    public const string PreScript = "packaging/pre_build_script.sh";

    private const string PostScript = "packaging/post_build_script.sh";
    private const string EnvironmentFile = "packaging/env_vars.txt";
    private const string ExcludesFile = "py/ci/soname_excludes.params";

    /// <summary>Workflows that build releases with these scripts; the later one first.</summary>
    private static readonly string[] Workflows = [".github/workflows/build_linux.yml", ".github/workflows/release-wheel-linux.yml"];

    public string Title => $"{PreScript} and setup.py";

    public bool Installs => BuildScript.Fetches(Pre);

    /// <summary>Null where the checkout has no such workflow.</summary>
    public static (string Workflow, WorkflowScript Script)? Find(IWorkspace files)
    {
        if (WorkflowOf(files) is not { } workflow || files.Read(PreScript) is not { } pre) return null;
        var present = new[] { EnvironmentFile, PostScript, ExcludesFile }.Where(files.Exists).ToHashSet(StringComparer.Ordinal);
        return (workflow, new WorkflowScript(Encoding.UTF8.GetString(pre), PinnedText.Of(files).Cuda, Required(files), present, workflow == Workflows[0] ? WheelRepair.Tag : WheelRepair.Auditwheel));
    }

    /// <summary>The workflow, where the checkout has it and its scripts.</summary>
    public static string? WorkflowOf(IWorkspace files) => files.Exists(PreScript) ? Workflows.FirstOrDefault(files.Exists) : null;

    public string For(string interpreter, Artifact wheel)
    {
        string[] lines =
        [
            "#!/bin/bash",
            "set -eo pipefail",
            "cd \"$(dirname \"$0\")\"",
            $"export PATH=\"/opt/python/{interpreter}/bin:${{CUDA_HOME:+${{CUDA_HOME}}/bin:}}${{PATH}}\"",
            .. Present.Contains(EnvironmentFile) ? [$"source {EnvironmentFile}"] : Array.Empty<string>(),
            // As in the runner's conda environment. A container without a network has to have them.
            .. Installs && Requires.Count > 0 ? [$"python -m pip install {string.Join(' ', Requires.Select(Quoted))}"] : Array.Empty<string>(),
            $"bash {PreScript}",
            "python setup.py clean",
            $"python setup.py bdist_wheel --release{(wheel.IsRtx ? " --use-rtx" : "")}",
            .. Tagged(WheelFileName.Read(wheel.FileName)!.Platform),
            .. Present.Contains(PostScript) ? [$"bash {PostScript}"] : Array.Empty<string>(),
        ];
        return string.Join('\n', lines) + "\n";
    }

    public IReadOnlyDictionary<string, string> Variables(Artifact wheel)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PYTHON_VERSION"] = wheel.Python!, ["ARCH"] = wheel.Platform.Architecture, ["PACKAGE_TYPE"] = "wheel", ["USE_TRT_RTX"] = wheel.IsRtx ? "true" : "false",
            // Where PyTorch publishes what a candidate is built with (test-infra, set-channel).
            ["CHANNEL"] = "test",
        };
        if ((wheel.Cuda is { } variant ? Artifact.CudaVersionOf(variant) : Pinned) is not { } cuda) return variables;
        variables["CU_VERSION"] = $"cu{cuda.Replace(".", "", StringComparison.Ordinal)}";
        variables["CUDA_HOME"] = variables["CUDA_PATH"] = $"/usr/local/cuda-{cuda}";
        variables["FORCE_CUDA"] = "1";
        return variables;
    }

    /// <summary>The platform tag that the release publishes: by auditwheel, or written over the builder's own, as the workflows do.</summary>
    private IEnumerable<string> Tagged(string tag)
    {
        if (tag.StartsWith("linux_", StringComparison.Ordinal)) return [];
        return Repair == WheelRepair.Auditwheel
            ? ["python -m pip install auditwheel", $"python -m auditwheel repair {(Present.Contains(ExcludesFile) ? $"$(cat {ExcludesFile}) " : "")}--plat {tag} --wheel-dir wheelhouse dist/*.whl"]
            : [$"python -m wheel tags --platform-tag {tag} --remove dist/*.whl"];
    }

    /// <summary>pyproject.toml's <c>[build-system] requires</c> (PEP 518).</summary>
    private static IReadOnlyList<string> Required(IWorkspace files)
    {
        if (files.Read("pyproject.toml") is not { } content || BuildRequires().Match(Encoding.UTF8.GetString(content)) is not { Success: true } list) return [];
        return [.. Text().Matches(list.Groups[1].Value).Select(text => text.Groups[1].Value).Where(requirement => !Fetched().IsMatch(requirement))];
    }

    private static string Quoted(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"^\[build-system\]\s[^\[]*?^requires\s*=\s*\[(.*?)^\]", RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex BuildRequires();

    [GeneratedRegex(@"^\s*""([^""]+)""", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Text();

    [GeneratedRegex("^(?:torch|tensorrt)(?![A-Za-z0-9_])", RegexOptions.CultureInvariant)]
    private static partial Regex Fetched();
}

/// <summary>How a wheel comes to its platform tag.</summary>
public enum WheelRepair
{
    /// <summary><c>auditwheel repair</c>, with the project's list of libraries that stay outside (v2.4.0 to v2.8.0).</summary>
    Auditwheel,

    /// <summary>The tag is replaced, and nothing else (v2.9.0 on, test-infra's repair_manylinux_2_28.sh).</summary>
    Tag,
}
