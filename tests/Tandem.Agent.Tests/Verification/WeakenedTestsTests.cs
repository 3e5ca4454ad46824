using Tandem.Agent.Verification;

namespace Tandem.Agent.Tests.Verification;

public sealed class WeakenedTestsTests
{
    private const string CSharp = """
        public class CartTests
        {
            [Fact]
            public void Adds() { Assert.Equal(3, Cart.Add(1, 2)); Assert.Equal(0, Cart.Add(0, 0)); }

            [Theory]
            [InlineData(1)]
            public async Task Removes(int n) => Assert.Equal(n, await Cart.Remove(n));
        }
        """;

    private const string Python = """
        import unittest

        def test_adds():
            assert add(1, 2) == 3
            assert add(0, 0) == 0

        class A(unittest.TestCase):
            def test_removes(self):
                self.assertEqual(1, remove(1))
        """;

    private const string JavaScript = """
        describe('cart', () => {
          it('adds', () => { expect(add(1, 2)).toBe(3); expect(add(0, 0)).toBe(0); });
          test("removes", () => { assert.equal(remove(1), 1); });
        });
        """;

    private const string Rust = """
        #[cfg(test)]
        mod tests {
            #[test]
            fn adds() { assert_eq!(add(1, 2), 3); assert_eq!(add(0, 0), 0); }
            #[tokio::test]
            async fn removes() { assert_eq!(remove(1), 1); }
        }
        """;

    private const string Go = """
        package cart
        func TestAdds(t *testing.T) {
            if Add(1, 2) != 3 { t.Errorf("no") }
            if Add(0, 0) != 0 { t.Fatal("no") }
        }
        func TestRemoves(t *testing.T) { require.Equal(t, 1, Remove(1)) }
        """;

    private const string Java = """
        class CartTest {
            @Test
            void adds() { assertEquals(3, add(1, 2)); assertEquals(0, add(0, 0)); }
            @ParameterizedTest @ValueSource(ints = {1})
            public void removes(int n) { assertEquals(n, remove(n)); }
        }
        """;

    /// <summary>File, text before, what is replaced by what (nothing = the file is deleted), and what is said.</summary>
    public static TheoryData<string, string, string?, string, string> Weakening { get; } = new()
    {
        { "tests/CartTests.cs", CSharp, null, "", "deleted tests/CartTests.cs with 2 tests" },
        { "tests/CartTests.cs", CSharp, "[Fact]\n", "[Fact(Skip = \"later\")]\n", "skips or ignores 1 test more" },
        { "tests/CartTests.cs", CSharp, "    [Fact]\n    public void Adds()", "    // [Fact]\n    public void Adds()", "removed from tests/CartTests.cs: Adds" },
        { "tests/CartTests.cs", CSharp, "[Fact]\n", "#if false\n[Fact]\n", "skips or ignores" },
        { "tests/CartTests.cs", CSharp, " Assert.Equal(0, Cart.Add(0, 0));", "", "removed assertions from Adds" },
        { "tests/CartTests.cs", CSharp, "Assert.Equal(0, Cart.Add(0, 0))", "Assert.NotNull(Cart.Add(0, 0))", "loosened assertions of Adds" },
        { "tests/CartTests.cs", CSharp, "Assert.Equal(0, Cart.Add(0, 0))", "Assert.True(true)", "loosened assertions of Adds" },
        { "tests/CartTests.cs", CSharp, "public void Adds() { ", "public void Adds() { Assert.Skip(\"no\"); ", "skips or ignores" },
        { "tests/CartTests.cs", CSharp, "    [InlineData(1)]\n", "", "removed assertions from Removes" },
        { "tests/test_cart.py", Python, null, "", "deleted tests/test_cart.py with 2 tests" },
        { "tests/test_cart.py", Python, "def test_adds", "def adds", "removed from tests/test_cart.py: test_adds" },
        { "tests/test_cart.py", Python, "def test_adds", "@pytest.mark.xfail\ndef test_adds", "skips or ignores" },
        { "tests/test_cart.py", Python, "    def test_removes", "    @unittest.skip('x')\n    def test_removes", "skips or ignores" },
        { "tests/test_cart.py", Python, "    assert add(0, 0) == 0\n", "", "removed assertions from test_adds" },
        { "tests/test_cart.py", Python, "assert add(0, 0) == 0", "assert True", "loosened assertions of test_adds" },
        { "tests/test_cart.py", Python, "assert add(0, 0) == 0", "# assert add(0, 0) == 0", "removed assertions from test_adds" },
        { "src/cart.test.ts", JavaScript, "it('adds'", "it.skip('adds'", "skips or ignores" },
        { "src/cart.test.ts", JavaScript, "it('adds'", "it.only('adds'", "skips or ignores" },
        { "src/cart.test.ts", JavaScript, "it('adds'", "xit('adds'", "skips or ignores" },
        { "src/cart.test.ts", JavaScript, "expect(add(0, 0)).toBe(0)", "expect(add(0, 0)).toBeDefined()", "loosened assertions of adds" },
        { "src/cart.test.ts", JavaScript, "  test(\"removes\", () => { assert.equal(remove(1), 1); });\n", "", "removed from src/cart.test.ts: removes" },
        { "src/lib.rs", Rust, "#[test]", "#[test]\n    #[ignore]", "skips or ignores" },
        { "src/lib.rs", Rust, "#[test]", "", "removed from src/lib.rs: adds" },
        { "src/lib.rs", Rust, "assert_eq!(add(0, 0), 0)", "assert!(true)", "loosened assertions of adds" },
        { "cart_test.go", Go, "func TestAdds(t *testing.T) {", "func TestAdds(t *testing.T) {\n t.Skip()", "skips or ignores" },
        { "cart_test.go", Go, "t.Fatal(\"no\")", "_ = 1", "removed assertions from TestAdds" },
        { "cart_test.go", Go, "func TestRemoves", "func removes", "removed from cart_test.go: TestRemoves" },
        { "src/test/java/CartTest.java", Java, "@Test", "@Disabled @Test", "skips or ignores" },
        { "src/test/java/CartTest.java", Java, "assertEquals(0, add(0, 0))", "assertNotNull(add(0, 0))", "loosened assertions of adds" },
        { "src/test/java/CartTest.java", Java, "@ParameterizedTest @ValueSource(ints = {1})", "", "removed from src/test/java/CartTest.java: removes" },
        { "package.json", "{\"scripts\":{\"test\":\"jest\"}}", "jest", "true", "changes the test command" },
        { "jest.config.js", "module.exports = { coverageThreshold: { global: { branches: 80, lines: 90 } } }", "branches: 80", "branches: 50", "lowers a coverage threshold" },
        { "pyproject.toml", "[tool.coverage.report]\nfail_under = 90\n", "fail_under = 90", "", "lowers a coverage threshold" },
        { "pytest.ini", "[pytest]\naddopts = -q\n", "-q", "-q --deselect tests/test_a.py::test_x", "leaves tests out" },
        { "Directory.Build.props", "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", "true", "false", "makes checks less strict" },
        { "src/a.csproj", "<Project></Project>", "<Project>", "<Project><PropertyGroup><NoWarn>CS1234</NoWarn></PropertyGroup>", "lets warnings through" },
        { "tests/a.csproj", "<Project></Project>", "<Project>", "<Project><ItemGroup><Compile Remove=\"CartTests.cs\" /></ItemGroup>", "leaves tests out" },
        { "tsconfig.json", "{ \"compilerOptions\": { \"strict\": true } }", "true", "false", "makes checks less strict" },
        { "Makefile", "test:\n\tpytest\n", "pytest", "true", "changes the test target" },
    };

    [Theory]
    [MemberData(nameof(Weakening))]
    public void A_weakened_test_is_seen_and_named(string path, string before, string? old, string replacement, string expected)
    {
        var after = old is null ? null : before.Replace(old, replacement, StringComparison.Ordinal);
        Assert.NotEqual(before, after);

        var (weakened, _) = WeakenedTests.Find([new ChangedFile(path, before, after)]);

        Assert.Contains(weakened, line => line.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("conftest.py", "collect_ignore = ['test_cart.py']\n", "leaves tests out")]
    [InlineData("conftest.py", "def pytest_collection_modifyitems(items):\n    items.clear()\n", "hooks into")]
    [InlineData("tests/conftest.py", "import os\ndef pytest_sessionfinish(session):\n    os._exit(0)\n", "hooks into")]
    [InlineData("pytest.ini", "[pytest]\naddopts = --ignore=tests/test_cart.py\n", "leaves tests out")]
    public void A_new_file_that_leaves_tests_out_is_seen(string path, string text, string expected) =>
        Assert.Contains(WeakenedTests.Find([new ChangedFile(path, null, text)]).Weakened, line => line.Contains(expected, StringComparison.Ordinal));

    [Fact]
    public void A_new_file_of_fixtures_is_not_blamed() =>
        Assert.Empty(WeakenedTests.Find([new ChangedFile("conftest.py", null, "import pytest\n\n@pytest.fixture\ndef cart():\n    return []\n")]).Weakened);

    public static TheoryData<string, string, string, string> Harmless { get; } = new()
    {
        { "tests/CartTests.cs", CSharp, "Cart.Add(0, 0)", "Cart.Add(0, zero)" },
        { "tests/CartTests.cs", CSharp, "    [Theory]", "    [Fact]\n    public void More() => Assert.Equal(1, 1);\n\n    [Theory]" },
        { "tests/CartTests.cs", CSharp, "Assert.Equal(3,", "Assert.Equal(4," },
        { "tests/test_cart.py", Python, "assert add(1, 2) == 3", "assert add(1, 2) == 3, 'adds // two'" },
        { "src/cart.test.ts", JavaScript, "it('adds'", "it('adds' /* two */" },
        { "src/lib.rs", Rust, "add(1, 2)", "add(2, 1)" },
        { "cart_test.go", Go, "Add(1, 2)", "Add(2, 1)" },
        { "src/test/java/CartTest.java", Java, "add(1, 2)", "add(2, 1)" },
        { "src/Cart.cs", "class Cart { void Skip() { } }", "void Skip", "int Skip" },
        { "package.json", "{\"scripts\":{\"test\":\"jest\"}}", "{\"scripts\"", "{\"name\":\"a\",\"scripts\"" },
    };

    [Theory]
    [MemberData(nameof(Harmless))]
    public void An_honest_change_is_not_blamed(string path, string before, string old, string replacement)
    {
        var after = before.Replace(old, replacement, StringComparison.Ordinal);
        Assert.NotEqual(before, after);

        Assert.Empty(WeakenedTests.Find([new ChangedFile(path, before, after)]).Weakened);
    }

    [Fact]
    public void A_test_that_moved_to_another_file_is_not_gone() =>
        Assert.Empty(WeakenedTests.Find([new ChangedFile("tests/CartTests.cs", CSharp, null), new ChangedFile("tests/Shop/CartTests.cs", null, CSharp)]).Weakened);

    [Fact]
    public void A_changed_pipeline_and_suppressed_warnings_are_told()
    {
        var (weakened, notes) = WeakenedTests.Find(
            [new ChangedFile(".github/workflows/ci.yml", "on: push", "on: never"), new ChangedFile("src/A.cs", "class A;", "#pragma warning disable\nclass A;")]);

        Assert.Empty(weakened);
        Assert.Equal(["changes the pipeline .github/workflows/ci.yml: look at it yourself", "suppresses warnings or checks in src/A.cs"], notes);
    }
}
