using System.Globalization;

namespace Reliability.Tests.Crashes;

/// <summary>
/// A <c>git</c> in front of the real one on the program's PATH. It writes down every command that changes a repository, and at one of them the program that gave it dies.
/// </summary>
public sealed class GitAtTheDoor
{
    /// <summary>The commands that only read; all others count.</summary>
    private const string Reading = "cat-file|config|diff|diff-tree|for-each-ref|log|ls-files|ls-remote|ls-tree|merge-base|rev-list|rev-parse|show|show-ref|status|var|version|--version|check-ref-format";

    private readonly string folder;

    /// <param name="folder">Absolute path; made here.</param>
    /// <param name="point">Where the program dies; null: nowhere.</param>
    public GitAtTheDoor(string folder, CrashPoint? point)
    {
        this.folder = folder;
        Directory.CreateDirectory(folder);
        var script = Path.Combine(folder, "git");
        File.WriteAllText(script, Script(point));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>What PATH is to begin with.</summary>
    public string Folder => folder;

    /// <summary>The changing commands so far, by name.</summary>
    public IReadOnlyList<string> Calls => File.Exists(Log) ? [.. File.ReadLines(Log).Select(command => $"git {command}")] : [];

    public bool HasKilled => File.Exists(Path.Combine(folder, "killed"));

    private string Log => Path.Combine(folder, "commands");

    private string Script(CrashPoint? point)
    {
        var real = Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(place => Path.Combine(place, "git")).First(File.Exists);
        var call = (point?.Call ?? 0).ToString(CultureInfo.InvariantCulture);
        var signal = point?.Death == Death.Cancelled ? "INT" : "KILL";
        // Ctrl-C reaches git as well as the program; a killed program's git is let finish what it does, or never begins.
        var (before, after) = point?.Moment == Moment.Before ? ("die; exit 130", "") : ("", "die");
        return $$"""
            #!/bin/sh
            name=
            skip=
            for word in "$@"; do
              if [ -n "$skip" ]; then skip=; continue; fi
              case $word in -c|-C) skip=1 ;; -*) ;; *) name=$word; break ;; esac
            done
            case ${name:---version} in {{Reading}}) exec {{real}} "$@" ;; esac
            number=$( (flock 9; echo "$name" >>'{{Log}}'; wc -l <'{{Log}}') 9>'{{folder}}/lock')
            if [ "$number" -ne {{call}} ]; then exec {{real}} "$@"; fi
            die() { touch '{{folder}}/killed'; kill -{{signal}} $PPID; sleep 0.5; }
            {{before}}
            {{real}} "$@"
            status=$?
            {{after}}
            exit $status

            """;
    }
}
