using System.Text.RegularExpressions;

namespace Tandem.Agent.Verification;

/// <summary>How tests look in a language. Regular expressions over text without comments: enough to see that something went, not to understand it.</summary>
/// <param name="Test">Group <c>name</c> is the test's.</param>
internal sealed partial record TestLanguage(Regex Test, Regex Assertion, Regex WeakAssertion, Regex Skip, Regex Comment)
{
    private static readonly TestLanguage CSharp = new(CSharpTest(), CSharpAssert(), CSharpWeak(), CSharpSkip(), SlashComment());
    private static readonly TestLanguage Python = new(PythonTest(), PythonAssert(), PythonWeak(), PythonSkip(), HashComment());
    private static readonly TestLanguage JavaScript = new(JavaScriptTest(), JavaScriptAssert(), JavaScriptWeak(), JavaScriptSkip(), SlashComment());
    private static readonly TestLanguage Rust = new(RustTest(), RustAssert(), RustWeak(), RustSkip(), SlashComment());
    private static readonly TestLanguage Go = new(GoTest(), GoAssert(), GoWeak(), GoSkip(), SlashComment());
    private static readonly TestLanguage Java = new(JavaTest(), JavaAssert(), JavaWeak(), JavaSkip(), SlashComment());

    public static TestLanguage? Of(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".cs" => CSharp,
        ".py" => Python,
        ".js" or ".ts" or ".jsx" or ".tsx" or ".mjs" or ".cjs" or ".mts" or ".cts" => JavaScript,
        ".rs" => Rust,
        ".go" => Go,
        ".java" or ".kt" => Java,
        _ => null,
    };

    /// <summary>A test in a comment is none.</summary>
    public string WithoutComments(string text) => Comment.Replace(text, match => match.Value.StartsWith('"') || match.Value.StartsWith('\'') || match.Value.StartsWith('`') ? match.Value : " ");

    // Strings are matched too, so that a // inside one is not taken for a comment.
    [GeneratedRegex("\"(?:[^\"\\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\\n]|\\\\.)*'|`(?:[^`\\\\]|\\\\.)*`|//[^\\n]*|/\\*[\\s\\S]*?\\*/", RegexOptions.NonBacktracking)]
    private static partial Regex SlashComment();

    [GeneratedRegex("\"(?:[^\"\\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\\n]|\\\\.)*'|#[^\\n]*", RegexOptions.NonBacktracking)]
    private static partial Regex HashComment();

    [GeneratedRegex(@"\[(?:\w+\()?\s*(?:Fact|Theory|Test|TestMethod|TestCase|DataTestMethod|TestCaseSource)\b[^\]]*\](?:\s*\[[^\]]*\])*\s*(?:(?:public|private|internal|protected|static|async|virtual|override|sealed|partial)\s+)*[\w<>\[\],.?]+\s+(?<name>\w+)\s*\(")]
    private static partial Regex CSharpTest();

    // A row of data is a case more that is asserted.
    [GeneratedRegex(@"\[\s*(InlineData|DataRow|Arguments)\b|\bAssert\.\w+|\.Should\w*\(|\bExpect\w*\(|\bVerify\w*\(|\bCollectionAssert\.\w+|\bStringAssert\.\w+")]
    private static partial Regex CSharpAssert();

    [GeneratedRegex(@"\bAssert\.(NotNull|IsNotNull|Pass|True\(\s*true|IsTrue\(\s*true|False\(\s*false|NotEmpty)|\.ShouldNotBeNull\(|\.Should\(\)\.(NotBeNull|BeOfType)")]
    private static partial Regex CSharpWeak();

    [GeneratedRegex(@"\bSkip\s*=|\bSkip(When|Unless)\s*=|\[\s*Ignore\b|\[\s*Explicit\b|\bAssert\.(Skip|SkipWhen|SkipUnless|Ignore|Inconclusive)\b|#if\s+(false|NEVER)")]
    private static partial Regex CSharpSkip();

    [GeneratedRegex(@"(?m)^\s*(?:async\s+)?def\s+(?<name>test\w*)\s*\(")]
    private static partial Regex PythonTest();

    [GeneratedRegex(@"(?m)^\s*assert\b|\bself\.(assert\w+|fail)\(|\bpytest\.(raises|warns|approx)\b")]
    private static partial Regex PythonAssert();

    [GeneratedRegex(@"(?m)^\s*assert\s+(True|1|not\s+False|not\s+None)\s*(,|$)|^\s*assert\s+\S+\s+is\s+not\s+None|^\s*assert\s+[\w.\[\]()]+\s*$|\bself\.(assertIsNotNone|assertTrue\(\s*True|assertFalse\(\s*False)")]
    private static partial Regex PythonWeak();

    [GeneratedRegex(@"@pytest\.mark\.(skip|skipif|xfail)\b|@(unittest\.)?(skip|skipIf|skipUnless|expectedFailure)\b|\bself\.skipTest\(|\bpytest\.(skip|xfail|importorskip)\(|\bpytestmark\s*=.*(skip|xfail)|__test__\s*=\s*False|raise\s+(unittest\.)?SkipTest")]
    private static partial Regex PythonSkip();

    [GeneratedRegex(@"\b(?:it|test|specify)(?:\.(?:skip|only|todo|failing|concurrent|each\([^)]*\)))*\s*\(\s*(?<quote>['""`])(?<name>.+?)\k<quote>|\b(?:xit|xtest)\s*\(\s*(?<quote>['""`])(?<name>.+?)\k<quote>")]
    private static partial Regex JavaScriptTest();

    [GeneratedRegex(@"\bexpect\s*\(|\bassert(\.\w+)*\s*\(|\bt\.(is|deepEqual|true|false|throws|equal|ok)\(|\.should\b")]
    private static partial Regex JavaScriptAssert();

    [GeneratedRegex(@"\bexpect\s*\([^;\n]*\)\.(toBeTruthy|toBeDefined|not\.toBeNull|not\.toBeUndefined)\(|\bexpect\s*\(\s*true\s*\)|\bassert(\.ok)?\s*\(\s*(true|1)\s*[,)]|\bassert\.ok\s*\(\s*\w+\s*\)")]
    private static partial Regex JavaScriptWeak();

    [GeneratedRegex(@"\b(describe|it|test|suite|context|specify)\.(skip|only|todo|fixme|failing)\b|\b(xit|xtest|xdescribe|fit|fdescribe|xcontext)\s*\(|\{\s*(skip|todo)\s*:\s*(true|['""`])|\bt\.(skip|todo)\(|\bthis\.skip\(")]
    private static partial Regex JavaScriptSkip();

    [GeneratedRegex(@"#\[(?:\w+::)*test(?:\([^\]]*\))?\](?:\s*#\[[^\]]*\])*\s*(?:pub\s+)?(?:async\s+)?fn\s+(?<name>\w+)")]
    private static partial Regex RustTest();

    [GeneratedRegex(@"\b(debug_)?assert(_eq|_ne|_matches)?!|\bshould_panic\b|\bpanic!")]
    private static partial Regex RustAssert();

    [GeneratedRegex(@"\bassert!\s*\(\s*true|\bassert!\s*\([^;]*\.(is_some|is_ok)\(\)\s*\)|\bassert_eq!\s*\(\s*(true\s*,\s*true|1\s*,\s*1)")]
    private static partial Regex RustWeak();

    [GeneratedRegex(@"#\[\s*ignore\b|#\[\s*cfg\s*\(\s*any\s*\(\s*\)\s*\)\s*\]|#\[\s*cfg_attr\s*\([^\]]*\bignore\b")]
    private static partial Regex RustSkip();

    [GeneratedRegex(@"(?m)^func\s+(?<name>(?:Test|Fuzz|Example)\w*)\s*\(")]
    private static partial Regex GoTest();

    [GeneratedRegex(@"\b[tb]\.(Error|Errorf|Fatal|Fatalf|Fail|FailNow)\(|\b(assert|require)\.\w+\(|\bcmp\.Diff\(")]
    private static partial Regex GoAssert();

    [GeneratedRegex(@"\b(assert|require)\.(NotNil|NoError|True\(\s*\w+\s*,\s*true|NotEmpty)\b")]
    private static partial Regex GoWeak();

    [GeneratedRegex(@"\b[tb]\.(Skip|Skipf|SkipNow)\(|(?m)^//go:build\s+(ignore|never)|^// \+build ignore")]
    private static partial Regex GoSkip();

    [GeneratedRegex(@"@(?:Test|ParameterizedTest|RepeatedTest|TestFactory)\b(?:\([^)]*\))?(?:\s*@\w+(?:\([^)]*\))?)*\s*(?:(?:public|private|protected|static|final|suspend)\s+)*(?:fun\s+`?(?<name>[\w ]+)`?|[\w<>\[\],.?]+\s+(?<name>\w+))\s*\(")]
    private static partial Regex JavaTest();

    [GeneratedRegex(@"\b(Assertions\.|Assert\.)?assert\w+\s*\(|\bfail\s*\(|\bverify\s*\(|\.shouldBe\b")]
    private static partial Regex JavaAssert();

    [GeneratedRegex(@"\bassertNotNull\s*\(|\bassertTrue\s*\(\s*true|\bassertFalse\s*\(\s*false|\bassertThat\s*\([^;]*\)\.isNotNull\(")]
    private static partial Regex JavaWeak();

    [GeneratedRegex(@"@(Disabled|Ignore)\b|\bassume(True\s*\(\s*false|False\s*\(\s*true)|\bAssumptions\.abort\(|@(DisabledIf|EnabledIf)\w*\b")]
    private static partial Regex JavaSkip();
}
