using System.Text.RegularExpressions;

namespace Tandem.Agent.Verification;

/// <summary>Reads the names of failing tests and the first diagnostics from what build and test tools print. All readers look at all output: a command may call any tool.</summary>
internal static partial class FailureReader
{
    private const int MaxFailures = 5_000;
    private const int MaxName = 300;

    /// <summary>Each pattern's group <c>name</c> is the failure. Line numbers stay out of it: they move with every edit above.</summary>
    private static readonly Regex[] Patterns =
    [
        TestingPlatform(), VsTest(), XunitConsole(),
        Compiler(), MsBuildGlobal(),
        Pytest(), Unittest(),
        Tap(), SpecReporter(), Jest(), Vitest(), Eslint(),
        CargoTest(), RustError(), GoTest(), GoError(), GoBuild(),
        SurefireTest(), MavenCompiler(), Gradle(), Javac(),
    ];

    public static IReadOnlyList<string> Read(string output)
    {
        var failures = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var raw in output.Split('\n'))
        {
            var line = raw.TrimEnd('\r');
            if (line.Length is 0 or > 2_000) continue;
            foreach (var pattern in Patterns)
            {
                var match = pattern.Match(line);
                if (!match.Success) continue;
                var name = Join(match);
                if (name.Length > 0 && seen.Add(name)) failures.Add(name);
                if (failures.Count == MaxFailures) return failures;
                break;
            }
        }
        return failures;
    }

    /// <summary>Errors of a compiler come again at every run; only tests are worth a second one.</summary>
    public static bool IsDiagnostic(string failure) => failure.Contains(": ", StringComparison.Ordinal) && Diagnostic().IsMatch(failure);

    private static string Join(Match match)
    {
        var name = match.Groups["name"].Value.Trim();
        var code = match.Groups["code"].Value.Trim();
        var file = match.Groups["file"].Value.Trim();
        var text = string.Join(": ", new[] { file, code, name }.Where(part => part.Length > 0));
        return text.Length <= MaxName ? text : text[..MaxName];
    }

    [GeneratedRegex(@": (error|CS\d|TS\d|FS\d|E\d{4}|[A-Z]{2,4}\d{3,5})|: [^:]*(expected|undefined|cannot|error)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Diagnostic();

    [GeneratedRegex(@"^failed (?<name>.+?) \([\dhms ]+\)$", RegexOptions.NonBacktracking)]
    private static partial Regex TestingPlatform();

    [GeneratedRegex(@"^\s+Failed (?<name>.+?) \[[^\]]*\]$", RegexOptions.NonBacktracking)]
    private static partial Regex VsTest();

    [GeneratedRegex(@"^\s+(?<name>\S.*?) \[FAIL\]$", RegexOptions.NonBacktracking)]
    private static partial Regex XunitConsole();

    [GeneratedRegex(@"^\s*(?<file>[^\s(][^(]*)\(\d+,\d+(,\d+,\d+)?\): error (?<code>[A-Z]+\d+): (?<name>.*?)( \[[^\]]*proj[^\]]*\])?$", RegexOptions.NonBacktracking)]
    private static partial Regex Compiler();

    [GeneratedRegex(@"^\s*(?<file>[^\s:(][^:(]*?)\s*: error (?<code>[A-Z]+\d+): (?<name>.*?)( \[[^\]]*proj[^\]]*\])?$", RegexOptions.NonBacktracking)]
    private static partial Regex MsBuildGlobal();

    [GeneratedRegex(@"^(FAILED|ERROR) (?<name>\S+\.py\S*?(\[.*?\])?)( - .*)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Pytest();

    [GeneratedRegex(@"^(FAIL|ERROR): (?<name>\w+ \([\w.]+\))( .*)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Unittest();

    [GeneratedRegex(@"^\s*not ok \d+ -? ?(?<name>[^#]+?)\s*(# (time|duration).*)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Tap();

    [GeneratedRegex(@"^\s*✖ (?<name>.+?) \([\d.]+ms\)$", RegexOptions.NonBacktracking)]
    private static partial Regex SpecReporter();

    [GeneratedRegex(@"^\s+● (?<name>.+?)$", RegexOptions.NonBacktracking)]
    private static partial Regex Jest();

    [GeneratedRegex(@"^\s*(FAIL|×)\s+(?<name>\S+ > .+?)( \d+ms)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Vitest();

    [GeneratedRegex(@"^\s+\d+:\d+\s+error\s+(?<name>.+?)$", RegexOptions.NonBacktracking)]
    private static partial Regex Eslint();

    [GeneratedRegex(@"^test (?<name>\S+)( - .+?)? \.\.\. FAILED$", RegexOptions.NonBacktracking)]
    private static partial Regex CargoTest();

    [GeneratedRegex(@"^error\[(?<code>E\d{4})\]: (?<name>.+)$", RegexOptions.NonBacktracking)]
    private static partial Regex RustError();

    [GeneratedRegex(@"^\s*--- FAIL: (?<name>\S+) \([\d.]+s\)$", RegexOptions.NonBacktracking)]
    private static partial Regex GoTest();

    [GeneratedRegex(@"^(?<file>(\./|vet: )?[\w./-]+\.(go|c|cc|cpp|h|swift|zig)):\d+(:\d+)?: ((fatal )?error: )?(?<name>.+)$", RegexOptions.NonBacktracking)]
    private static partial Regex GoError();

    [GeneratedRegex(@"^FAIL\s+(?<name>\S+ \[(build|setup) failed\])$", RegexOptions.NonBacktracking)]
    private static partial Regex GoBuild();

    [GeneratedRegex(@"^\[ERROR\]\s+(?<name>[\w.$]+(\.|:)[\w\[\]]+)(:\d+.*| .*(FAILURE|ERROR)!?.*)$", RegexOptions.NonBacktracking)]
    private static partial Regex SurefireTest();

    [GeneratedRegex(@"^\[ERROR\] (?<file>/?[^:\[]+\.(java|kt)):\[\d+,\d+\] (?<name>.+)$", RegexOptions.NonBacktracking)]
    private static partial Regex MavenCompiler();

    [GeneratedRegex(@"^(?<name>[\w.$]+ > .+) FAILED$", RegexOptions.NonBacktracking)]
    private static partial Regex Gradle();

    [GeneratedRegex(@"^(?<file>[^\s:]+\.(java|kt)):\d+: error: (?<name>.+)$", RegexOptions.NonBacktracking)]
    private static partial Regex Javac();
}
