using Tandem.Agent.Verification;

namespace Tandem.Agent.Tests.Verification;

public sealed class FailureReaderTests
{
    public static TheoryData<string, string, string[]> Outputs { get; } = new()
    {
        { "Microsoft.Testing.Platform", "failed T.Th(a: 2) (41ms)\n  from /w/bin/a.dll (net10.0|x64)\n  Assert.Equal() Failure: Values differ\nfailed T.Bad (1s 203ms)\nTest run summary: Failed!\n  failed: 2\n", ["T.Th(a: 2)", "T.Bad"] },
        { "VSTest", "  Failed Shop.CartTests.Adds [12 ms]\n  Error Message:\n   Assert.Equal() Failure\nFailed!  - Failed:     1, Passed:     3\n", ["Shop.CartTests.Adds"] },
        { "xunit's own runner", "    Shop.CartTests.Adds [FAIL]\n      Assert.Equal() Failure\n", ["Shop.CartTests.Adds"] },
        { "MSBuild", "/w/src/A.cs(3,5): error CS0103: The name 'x' does not exist [/w/src/A.csproj]\n/w/src/A.cs(9,5): warning CS0168: unused [/w/src/A.csproj]\n", ["/w/src/A.cs: CS0103: The name 'x' does not exist"] },
        { "MSBuild without a place", "CSC : error CS5001: Program does not contain a static 'Main' method [/w/A.csproj]\n", ["CSC: CS5001: Program does not contain a static 'Main' method"] },
        { "pytest", "FAILED tests/test_a.py::test_x - assert 1 == 2\nFAILED tests/test_a.py::test_y[a b] - ValueError\nERROR tests/test_b.py - ImportError: no\n", ["tests/test_a.py::test_x", "tests/test_a.py::test_y[a b]", "tests/test_b.py"] },
        { "unittest", "======\nFAIL: test_bad (test_a.A.test_bad)\n------\nERROR: test_worse (test_a.A.test_worse)\n", ["test_bad (test_a.A.test_bad)", "test_worse (test_a.A.test_worse)"] },
        { "node:test, TAP", "ok 1 - adds\nnot ok 2 - bad\n    not ok 1 - inner\nnot ok 3 - later # TODO\n", ["bad", "inner"] },
        { "node:test, spec", "✔ adds (1.2ms)\n✖ bad (0.9ms)\n", ["bad"] },
        { "jest", "  ● Cart › adds\n\n    expect(received).toBe(expected)\n", ["Cart › adds"] },
        { "vitest", " FAIL  src/a.test.ts > Cart > adds\n   × adds 3ms\n", ["src/a.test.ts > Cart > adds"] },
        { "cargo", "test tests::ok ... ok\ntest tests::bad ... FAILED\nerror[E0308]: mismatched types\n --> src/main.rs:3:1\n", ["tests::bad", "E0308: mismatched types"] },
        { "go", "--- FAIL: TestAdd (0.00s)\n    --- FAIL: TestAdd/zero (0.00s)\nFAIL\texample.com/a [build failed]\n./a.go:3:2: undefined: x\n", ["TestAdd", "TestAdd/zero", "example.com/a [build failed]", "./a.go: undefined: x"] },
        { "tsc", "src/a.ts(3,5): error TS2322: Type 'string' is not assignable to type 'number'.\n", ["src/a.ts: TS2322: Type 'string' is not assignable to type 'number'."] },
        { "eslint", "/w/a.js\n  3:5  error  'x' is not defined  no-undef\n  4:1  warning  meh  some-rule\n", ["'x' is not defined  no-undef"] },
        { "maven", "[ERROR] CartTest.adds:12 expected: <1> but was: <2>\n[ERROR] /w/src/A.java:[3,5] cannot find symbol\n", ["CartTest.adds", "/w/src/A.java: cannot find symbol"] },
        { "gradle", "CartTest > adds() FAILED\n    org.opentest4j.AssertionFailedError\n", ["CartTest > adds()"] },
        { "all is well", "Test run summary: Passed!\n  total: 4\n  failed: 0\nok  \texample.com/a\t0.2s\ntest result: ok. 2 passed; 0 failed\n", [] },
    };

    [Theory]
    [MemberData(nameof(Outputs))]
    public void Names_what_fails(string tool, string output, string[] expected) => Assert.Equal((tool, string.Join('|', expected)), (tool, string.Join('|', FailureReader.Read(output))));

    [Fact]
    public void A_diagnostic_that_moves_a_line_is_the_same_failure() =>
        Assert.Equal(FailureReader.Read("a.cs(3,5): error CS0103: no x [a.csproj]"), FailureReader.Read("a.cs(30,7): error CS0103: no x [a.csproj]"));

    [Fact]
    public void Hostile_output_is_read_in_linear_time()
    {
        var output = string.Concat(Enumerable.Repeat(new string('(', 1_900) + "\n", 200)) + string.Concat(Enumerable.Repeat("failed " + new string(' ', 1_900) + "\n", 200));

        Assert.Empty(FailureReader.Read(output));
    }

    [Fact]
    public void Evidence_shows_the_first_failure_and_the_end()
    {
        var output = new string('x', 20_000) + "\nFAIL: test_bad (a.A.test_bad)\nwhy\n" + new string('y', 20_000) + "\nFAILED (failures=1)";

        var evidence = Evidence.Of(output, FailureReader.Read(output));

        Assert.StartsWith("[…]\nFAIL: test_bad", evidence, StringComparison.Ordinal);
        Assert.EndsWith("FAILED (failures=1)", evidence, StringComparison.Ordinal);
        Assert.InRange(evidence.Length, 1, Evidence.MaxLength + 20);
    }
}
