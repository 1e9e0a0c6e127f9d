using System.Collections;

namespace Build.Adapters.Programs;

/// <summary>What a program inherits of the host's environment.</summary>
public static class ProgramEnvironment
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "TERM", "TZ", "LANG", "LANGUAGE", "TMPDIR", "TMP", "TEMP", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME",
        "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE",
        "DOCKER_HOST", "DOCKER_CONTEXT", "DOCKER_CONFIG", "DOCKER_CERT_PATH", "DOCKER_TLS_VERIFY", "DOCKER_API_VERSION", "DOCKER_BUILDKIT",
        "JAVA_HOME", "BAZELISK_HOME", "CC", "CXX", "CUDA_HOME", "CUDA_PATH", "LD_LIBRARY_PATH", "PYTHONPATH", "VIRTUAL_ENV", "CONDA_PREFIX",
        "SystemRoot", "ComSpec", "PATHEXT", "APPDATA", "LOCALAPPDATA", "USERPROFILE", "ProgramFiles", "ProgramData",
    };

    private static readonly HashSet<string> Keys = new(StringComparer.Ordinal)
    {
        "GNUPGHOME", "GPG_TTY", "SSH_AUTH_SOCK", "SSH_ASKPASS", "SSH_ASKPASS_REQUIRE", "DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "MINISIGN_CONFIG_DIR",
    };

    private static readonly string[] Installers = ["NPM_CONFIG_", "PIP_", "NODE_EXTRA_CA_CERTS", "APT_CONFIG", "DEBIAN_FRONTEND"];

    /// <summary>They would make git work on another repository than the folder it runs in.</summary>
    internal static readonly HashSet<string> Misleading = new(StringComparer.Ordinal)
    {
        "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_EXTERNAL_DIFF",
    };

    /// <summary>For builds: an allow-list, so that a token in the host's environment does not reach a compiler, a container or a setup script.</summary>
    public static IReadOnlyDictionary<string, string> Listed()
        => Host().Where(pair => Names.Contains(pair.Key) || pair.Key.StartsWith("LC_", StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);

    /// <summary>For programs that sign: the allow-list, and what leads them to keys and agents.</summary>
    public static IReadOnlyDictionary<string, string> ForSigning()
        => Host().Where(pair => Names.Contains(pair.Key) || Keys.Contains(pair.Key) || pair.Key.StartsWith("LC_", StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);

    /// <summary>For package managers: the allow-list, and where they are told which servers to ask and whom to trust.</summary>
    public static IReadOnlyDictionary<string, string> ForInstalling()
        => Host().Where(pair => Names.Contains(pair.Key) || pair.Key.StartsWith("LC_", StringComparison.Ordinal) || Installers.Any(prefix => pair.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            .ToDictionary(StringComparer.Ordinal);

    /// <summary>For git, whose signing and credential programs are the user's own and may need anything of the user's.</summary>
    public static IReadOnlyDictionary<string, string> ForGit() => Host().Where(pair => !Misleading.Contains(pair.Key)).ToDictionary(StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<string, string>> Host()
        => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value ?? ""));
}
