using System.Text;
using System.Text.Json;
using Tandem.ScriptedUpstream;

namespace Tandem.Cli.Tests;

/// <summary>Whole tasks through the program: scripted models over real HTTP, real commands, real checkpoints.</summary>
public sealed class VerifiedRunTests
{
    private const string Wrong = "def leap(year):\n    return year % 4 == 0\n";
    private const string Right = "def leap(year):\n    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Python_red_weak_red_escalation_green_report_undo()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "There is no python3 on this machine.");
        await using var llama = await FakeUpstream.StartAsync(Read("leap.py"), Write("leap.py", "def leap(year):\n    return True\n"), Reply.Stream("Fixed."), Write("leap.py", Wrong), Reply.Stream("Now it is."));
        await using var gpt4 = await FakeUpstream.StartAsync(Read("leap.py"), Write("leap.py", Right), Reply.Stream("Century years need 400."));
        using var tandem = Open(llama, gpt4);
        Put(tandem, "leap.py", "def leap(year):\n    return False\n");
        Put(tandem, "test_leap.py", """
            import unittest
            from leap import leap

            class LeapTest(unittest.TestCase):
                def test_fourth(self): self.assertTrue(leap(1996))
                def test_century(self): self.assertFalse(leap(1900))
            """);
        Put(tandem, "notes.txt", "mine");
        var before = Picture(tandem);

        var result = await tandem.RunAsync("", "run", "--json", "--yes", "--no-sandbox", "--policy", "cheap", "--verify", "python3 -m unittest", "Fix the failing tests");

        var events = Events(result.Output);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["Fail", "Fail", "Pass"], Of(events, "verify").Select(one => one.GetProperty("report").GetProperty("verdict").GetString()!), StringComparer.OrdinalIgnoreCase);
        var escalation = Assert.Single(Of(events, "escalation"));
        Assert.Equal(("llama", "gpt-4"), (escalation.GetProperty("from").GetString(), escalation.GetProperty("to").GetString()));
        Assert.Equal("verified", events[^1].GetProperty("status").GetString());
        Assert.Equal(["leap.py"], events[^1].GetProperty("files").EnumerateArray().Select(file => file.GetProperty("path").GetString()));
        Assert.Equal(Right, await File.ReadAllTextAsync(Path.Combine(tandem.Folder, "leap.py"), Token));
        // The strong model begins anew, with the evidence and without the weak one's conversation.
        var asked = Encoding.UTF8.GetString(gpt4.Requests[0].Body.Span);
        Assert.Contains("test_century", asked, StringComparison.Ordinal);
        Assert.Contains("return year % 4 == 0", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("Now it is.", asked, StringComparison.Ordinal);

        Assert.Equal(0, (await tandem.RunAsync("", "undo")).ExitCode);
        Assert.Equal(before, Picture(tandem));
    }

    [Fact]
    public async Task C_sharp_projects_red_weak_red_escalation_green_undo()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("TANDEM_SLOW_TESTS") == "1", "Six builds of three projects take minutes: TANDEM_SLOW_TESTS=1 runs it.");
        const string weak = "namespace Shop;\n\npublic static class Cart\n{\n    public static int Total(int[] prices) => prices.Length;\n}\n";
        const string strong = "namespace Shop;\n\npublic static class Cart\n{\n    public static int Total(int[] prices)\n    {\n        var sum = 0;\n        foreach (var price in prices) sum += price;\n        return sum;\n    }\n}\n";
        await using var llama = await FakeUpstream.StartAsync(Read("src/Shop/Cart.cs"), Write("src/Shop/Cart.cs", weak), Reply.Stream("Fixed."), Write("src/Shop/Cart.cs", weak + "// again\n"), Reply.Stream("Fixed."));
        await using var gpt4 = await FakeUpstream.StartAsync(Read("src/Shop/Cart.cs"), Write("src/Shop/Cart.cs", strong), Reply.Stream("It adds up now."));
        using var tandem = Open(llama, gpt4);
        Put(tandem, "src/Shop/Shop.csproj", Project(""));
        Put(tandem, "src/Shop/Cart.cs", "namespace Shop;\n\npublic static class Cart\n{\n    public static int Total(int[] prices) => 0;\n}\n");
        Put(tandem, "src/Prices/Prices.csproj", Project(""));
        Put(tandem, "src/Prices/Price.cs", "namespace Prices;\n\npublic static class Price\n{\n    public static int Of(string name) => name.Length;\n}\n");
        // A test program of its own, so that no package is needed.
        Put(tandem, "tests/Checks/Checks.csproj", Project("<OutputType>Exe</OutputType>", "<ProjectReference Include=\"../../src/Shop/Shop.csproj\" /><ProjectReference Include=\"../../src/Prices/Prices.csproj\" />"));
        Put(tandem, "tests/Checks/Program.cs", "var failed = Shop.Cart.Total([1, 2, 3]) != 6;\nif (failed) System.Console.WriteLine(\"not ok 1 - Total_adds_up\");\nreturn failed ? 1 : 0;\n");
        Put(tandem, ".gitignore", "bin/\nobj/\n");
        var before = Picture(tandem);

        var result = await tandem.RunAsync("", "run", "--json", "--yes", "--no-sandbox", "--policy", "cheap", "--verify", "dotnet run --project tests/Checks", "Fix the failing check");

        var events = Events(result.Output);
        Assert.Equal(0, result.ExitCode);
        Assert.Single(Of(events, "escalation"));
        Assert.Equal("verified", events[^1].GetProperty("status").GetString());
        await tandem.RunAsync("", "undo");
        Assert.Equal(before, Picture(tandem));
    }

    [Fact]
    public async Task A_weakened_test_is_no_success_and_ends_with_5()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "There is no python3 on this machine.");
        const string test = "import unittest\n\nclass T(unittest.TestCase):\n    def test_one(self): self.assertEqual(1, 2)\n    def test_two(self): self.assertEqual(2, 2)\n";
        const string weakened = "import unittest\n\nclass T(unittest.TestCase):\n    def test_two(self): self.assertEqual(2, 2)\n";
        await using var llama = await FakeUpstream.StartAsync(Read("test_a.py"), Write("test_a.py", weakened), Reply.Stream("Green."), Reply.Stream("It is green."));
        await using var gpt4 = await FakeUpstream.StartAsync(Reply.Stream("never"));
        using var tandem = Open(llama, gpt4);
        Put(tandem, "test_a.py", test);

        var result = await tandem.RunAsync("", "run", "--json", "--yes", "--no-sandbox", "--model", "llama", "--verify", "python3 -m unittest", "Make the tests pass");

        var ended = Events(result.Output)[^1];
        Assert.Equal((5, "verification_failed"), (result.ExitCode, ended.GetProperty("status").GetString()));
        Assert.Contains("removed from test_a.py: test_one", ended.GetProperty("verification").GetProperty("weakened")[0].GetString(), StringComparison.Ordinal);
        Assert.Empty(gpt4.Requests);
    }

    private static Reply Read(string path) => Reply.ToolCall("read_file", JsonSerializer.Serialize(new { path }));

    private static Reply Write(string path, string content) => Reply.ToolCall("write_file", JsonSerializer.Serialize(new { path, content }));

    private static TandemProgram Open(FakeUpstream llama, FakeUpstream gpt4)
    {
        var tandem = new TandemProgram();
        tandem.Configure(llama, gpt4);
        return tandem;
    }

    private static string Project(string properties, string items = "") =>
        $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework>{properties}</PropertyGroup><ItemGroup>{items}</ItemGroup></Project>\n";

    private static void Put(TandemProgram tandem, string path, string text)
    {
        var full = Path.Combine(tandem.Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    private static List<JsonElement> Events(string output) => [.. output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];

    private static List<JsonElement> Of(List<JsonElement> events, string type) => events.FindAll(one => one.GetProperty("type").GetString() == type);

    private static List<string> Picture(TandemProgram tandem) =>
        [.. Directory.EnumerateFiles(tandem.Folder, "*", SearchOption.AllDirectories).Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal))
            .Select(file => $"{Path.GetRelativePath(tandem.Folder, file)} {File.ReadAllText(file)}").Order(StringComparer.Ordinal)];
}
