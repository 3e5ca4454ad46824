using System.Text.RegularExpressions;

namespace Tandem.Agent.Verification;

/// <summary>Which files hold tests, by their names.</summary>
internal static partial class TestFiles
{
    public static bool IsTest(string path) => Name().IsMatch(path);

    [GeneratedRegex(
        @"(^|/)(test_[^/]*\.py|[^/]*_test\.(py|go)|tests?\.py|[^/]*\.(test|spec)\.[cm]?[jt]sx?|__tests__/.*|[^/]*(Tests?|Specs?|TestCase|IT)\.(cs|fs|vb|java|kt|scala)|src/test/.*|[Tt]ests?/.*\.(py|rs|js|ts|tsx|jsx|mjs|cjs|cs|rb|php)|[^/]*\.Tests?/.*\.(cs|fs|vb)|[^/]*_(test|spec)\.(rb|exs|dart)|tests\.rs)$",
        RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
