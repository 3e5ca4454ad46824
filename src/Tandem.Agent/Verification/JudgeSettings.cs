using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tandem.Agent.Verification;

/// <summary>Settings by which builds and tests judge: thresholds lowered, warnings let through, tests left out, the command itself changed.</summary>
internal static partial class JudgeSettings
{
    private const string Suppresses = "suppresses warnings or checks in";

    public static void Compare(ChangedFile change, List<string> weakened, List<string> notes)
    {
        var (before, after) = (change.Before ?? "", change.After ?? "");
        var name = Path.GetFileName(change.Path);
        if (Pipeline().IsMatch(change.Path)) notes.Add($"changes the pipeline {change.Path}: look at it yourself");
        if (TestHooks().Count(after) > TestHooks().Count(before) && name is "conftest.py" or "sitecustomize.py") weakened.Add($"hooks into what tests are run or how they are judged in {change.Path}");
        if (change.Before is null)
        {
            if (name is "conftest.py" or "pytest.ini" && Excluded().IsMatch(after)) weakened.Add($"leaves tests out in {change.Path}");
            return;
        }

        if (name == "package.json" && TestScript(before) is { } was && was != TestScript(after)) weakened.Add($"changes the test command in {change.Path}");
        if (name is "Makefile" or "makefile" or "GNUmakefile" && Target(before) is { } target && target != Target(after)) weakened.Add($"changes the test target in {change.Path}");
        if (IsBuildFile(name) || IsTestSetting(name))
        {
            if (IsLowered(Threshold(), before, after)) weakened.Add($"lowers a coverage threshold in {change.Path}");
            if (Excluded().Count(after) > Excluded().Count(before)) weakened.Add($"leaves tests out in {change.Path}");
        }
        if (IsBuildFile(name))
        {
            if (Strict().Count(after) < Strict().Count(before)) weakened.Add($"makes checks less strict in {change.Path}");
            if (Lenient().Count(after) > Lenient().Count(before)) weakened.Add($"lets warnings through in {change.Path}");
        }
        if (IsSource(name) && Suppression().Count(after) > Suppression().Count(before)) notes.Add($"{Suppresses} {change.Path}");
    }

    private static bool IsBuildFile(string name) =>
        name.EndsWith("proj", StringComparison.Ordinal) || name.EndsWith(".props", StringComparison.Ordinal) || name.EndsWith(".targets", StringComparison.Ordinal)
        || name.StartsWith("tsconfig", StringComparison.Ordinal) || name.StartsWith(".eslintrc", StringComparison.Ordinal) || name.StartsWith("eslint.config", StringComparison.Ordinal)
        || name is ".editorconfig" or ".globalconfig" or "clippy.toml" or "Cargo.toml" or ".golangci.yml" or "pom.xml" or "build.gradle" or "build.gradle.kts" or "mypy.ini" or "ruff.toml"
            or ".flake8" or "pyproject.toml" or "setup.cfg" or "tox.ini";

    private static bool IsTestSetting(string name) =>
        name is "pytest.ini" or "pyproject.toml" or "setup.cfg" or "tox.ini" or ".coveragerc" or "conftest.py" or "package.json" or "codecov.yml" or ".codecov.yml" or ".nycrc" or ".nycrc.json" or "xunit.runner.json"
        || name.StartsWith("jest.config", StringComparison.Ordinal) || name.StartsWith("vitest.config", StringComparison.Ordinal) || name.StartsWith("vite.config", StringComparison.Ordinal)
        || name.EndsWith(".runsettings", StringComparison.Ordinal) || name.StartsWith(".mocharc", StringComparison.Ordinal);

    private static bool IsSource(string name) => Path.GetExtension(name) is ".cs" or ".py" or ".js" or ".ts" or ".tsx" or ".jsx" or ".rs" or ".go" or ".java" or ".kt";

    /// <summary>Values in order: a lower one, or one fewer.</summary>
    private static bool IsLowered(Regex pattern, string before, string after)
    {
        var (was, now) = (Values(pattern, before), Values(pattern, after));
        return now.Count < was.Count || was.Zip(now).Any(pair => pair.Second < pair.First);
    }

    private static List<double> Values(Regex pattern, string text) => [.. pattern.Matches(text).Select(match => double.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture))];

    private static string? TestScript(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return json.RootElement.TryGetProperty("scripts", out var scripts) && scripts.TryGetProperty("test", out var test) ? test.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Target(string text) => TestTarget().Match(text) is { Success: true } match ? match.Value.Trim() : null;

    [GeneratedRegex(@"(?m)^(test|check)\s*:.*\n(\t.*\n?)*")]
    private static partial Regex TestTarget();

    [GeneratedRegex(@"(^|/)(\.github/(workflows|actions)/.*|\.gitlab-ci\.ya?ml|azure-pipelines\.ya?ml|Jenkinsfile|\.circleci/.*|\.travis\.ya?ml|bitbucket-pipelines\.ya?ml|\.pre-commit-config\.yaml)$")]
    private static partial Regex Pipeline();

    [GeneratedRegex(@"(fail[_-]under|cov-fail-under|[""']?(branches|functions|lines|statements)[""']?|<Threshold>|threshold|minimum(Ratio)?|target)\s*[=:>]?\s*[""']?(?<value>\d+(\.\d+)?)", RegexOptions.IgnoreCase)]
    private static partial Regex Threshold();

    [GeneratedRegex(@"--(deselect|ignore)\b|--ignore-glob|collect_ignore|testPathIgnorePatterns|(?<![\w])-k\s*[""']?not |<Compile\s+Remove=""[^""]*[Tt]est|<IsTestProject>\s*false|<skipTests>\s*true|maven\.test\.skip>\s*true|<excludes?>|passWithNoTests|norecursedirs|""?exclude""?\s*:|--exclude\b|continue-on-collection-errors|test\s*=\s*false")]
    private static partial Regex Excluded();

    [GeneratedRegex(@"pytest_(collection_modifyitems|ignore_collect|collect_file|runtest_makereport|runtest_call|runtest_protocol|sessionfinish|pyfunc_call)|os\._exit|sys\.exit")]
    private static partial Regex TestHooks();

    [GeneratedRegex(@"<TreatWarningsAsErrors>\s*true|<WarningsAsErrors>|<Nullable>\s*enable|<EnforceCodeStyleInBuild>\s*true|""?(strict\w*|noImplicit\w*|noUnused\w*)""?\s*[:=]\s*true|[""']?error[""']?\s*[,\]\r\n}]|(severity\s*=\s*error)|deny\s*[(=]|-Werror", RegexOptions.IgnoreCase)]
    private static partial Regex Strict();

    [GeneratedRegex(@"<NoWarn>|<TreatWarningsAsErrors>\s*false|<RunAnalyzers\w*>\s*false|<WarningLevel>\s*0|""(strict\w*|noImplicit\w*)""\s*:\s*false|skipLibCheck""\s*:\s*true|:\s*[""']?off[""']?|severity\s*=\s*(none|silent)|ignore_errors\s*=\s*true|ignore_missing_imports\s*=\s*true|continueOnError", RegexOptions.IgnoreCase)]
    private static partial Regex Lenient();

    [GeneratedRegex(@"#pragma warning disable|SuppressMessage\(|eslint-disable|@ts-(ignore|nocheck|expect-error)|#\s*type:\s*ignore|#\s*noqa|#!?\[allow\(|//nolint|@SuppressWarnings")]
    private static partial Regex Suppression();
}
