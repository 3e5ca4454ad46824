using Tandem.Agent.Commands;
using Tandem.Agent.Verification;

namespace Tandem.Agent.Tests.Verification;

public sealed class VerifierTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tandem-verifier-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Before, first and second run after the change (exit code and failing tests), whether the task is that it passes, and the verdict.</summary>
    public static TheoryData<string, string, string, string, bool, Verdict> Histories { get; } = new()
    {
        { "green stays green", "0", "0", "", false, Verdict.Pass },
        { "red turns green", "1 a", "0", "", true, Verdict.Pass },
        { "green turns red", "0", "1 a", "1 a", false, Verdict.Fail },
        { "another test is red", "1 a", "1 a b", "1 a b", false, Verdict.Fail },
        { "the same test is red, and it is not the task", "1 a", "1 a", "", false, Verdict.Pass },
        { "the same test is red, and it is the task", "1 a", "1 a", "1 a", true, Verdict.Fail },
        { "red, then green unchanged", "0", "1 a", "0", false, Verdict.Flaky },
        { "red at one test, then at another", "0", "1 a", "1 b", false, Verdict.Flaky },
        { "red without a name", "0", "1", "1", false, Verdict.Fail },
        { "a missing program", "127", "127", "", true, Verdict.Error },
        { "a program missing from now on", "0", "127", "", true, Verdict.Error },
        { "no network", "0", "1 net", "", true, Verdict.Error },
        { "a sandbox that fails", "0", "fault", "", true, Verdict.Error },
        { "it no longer ends", "0", "timeout", "", false, Verdict.Fail },
        { "it never ended", "timeout", "timeout", "", true, Verdict.Error },
        { "it never ended and now fails", "timeout", "1 a", "1 a", true, Verdict.Error },
    };

    [Theory]
    [MemberData(nameof(Histories))]
    public async Task The_verdict_follows_from_before_and_after(string what, string before, string after, string again, bool mustPass, Verdict expected)
    {
        var runner = new ScriptedRunner([before, after, again]);
        var verifier = Open(runner, ["make test"]);
        var baseline = await verifier.BaselineAsync("tree", Token);

        var report = await verifier.VerifyAsync(new VerificationRequest { Baseline = baseline, Changes = [], MustPass = mustPass }, Token);

        Assert.Equal((what, expected), (what, report.Verdict));
    }

    [Fact]
    public async Task Flaky_tests_are_named_and_new_ones_beside_them_still_fail()
    {
        var verifier = Open(new ScriptedRunner(["1 old", "1 old new shaky", "1 old new"]), ["make test"]);
        var baseline = await verifier.BaselineAsync("tree", Token);

        var report = await verifier.VerifyAsync(new VerificationRequest { Baseline = baseline, Changes = [] }, Token);

        var check = Assert.Single(report.Checks);
        Assert.Equal((Verdict.Fail, "flaky besides: shaky"), (check.Verdict, check.Note));
        Assert.Equal(["new"], check.NewFailures);
        Assert.Contains("not ok 1 - old", check.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_tree_is_judged_once_and_a_pass_is_the_next_baseline()
    {
        var runner = new ScriptedRunner(["1 a", "0"]);
        var first = await Open(runner, ["make test"]).BaselineAsync("tree", Token);

        var verifier = Open(runner, ["make test"]);
        Assert.Equivalent(first, await verifier.BaselineAsync("tree", Token));
        await verifier.VerifyAsync(new VerificationRequest { Baseline = first, Changes = [], TreeHash = "changed tree" }, Token);
        Assert.True((await Open(runner, ["make test"]).BaselineAsync("changed tree", Token)).Checks[0].Passed);
        Assert.Equal(2, runner.Ran.Count);
    }

    [Fact]
    public async Task What_passed_before_the_change_too_says_so()
    {
        var verifier = Open(new ScriptedRunner(["0", "0"]), ["make test"]);

        var report = await verifier.VerifyAsync(new VerificationRequest { Baseline = await verifier.BaselineAsync("tree", Token), Changes = [] }, Token);

        Assert.Equal(Verdict.Pass, report.Verdict);
        Assert.Contains(report.Notes, note => note.Contains("passed before the change too", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_pass_with_weakened_tests_is_none()
    {
        var verifier = Open(new ScriptedRunner(["1 a", "0"]), ["make test"]);
        var change = new ChangedFile("tests/test_a.py", "def test_a():\n    assert f() == 1\n", "def test_a():\n    pass\n");

        var report = await verifier.VerifyAsync(new VerificationRequest { Baseline = await verifier.BaselineAsync("tree", Token), Changes = [change] }, Token);

        Assert.Equal(Verdict.Fail, report.Verdict);
        Assert.Equal(["removed assertions from test_a in tests/test_a.py (1 → 0)"], report.Weakened);
    }

    [Fact]
    public async Task With_nothing_to_verify_with_it_says_none_and_how_to_change_that()
    {
        var verifier = Open(new ScriptedRunner([]), configured: null);

        var report = await verifier.VerifyAsync(new VerificationRequest { Baseline = await verifier.BaselineAsync("tree", Token), Changes = [] }, Token);

        Assert.Equal(Verdict.None, report.Verdict);
        Assert.Contains("--verify", Assert.Single(report.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Shop.slnx|<Solution/>;src/Shop.csproj|<Project/>;tests/T.csproj|Include=\"xunit.v3\"", "dotnet test Shop.slnx")]
    [InlineData("Shop.slnx|<Solution/>;global.json|{\"test\":{\"runner\":\"Microsoft.Testing.Platform\"}};tests/T.csproj|Include=\"xunit.v3\"", "dotnet test --solution Shop.slnx")]
    [InlineData("src/Shop.csproj|<Project/>", "dotnet build src/Shop.csproj")]
    [InlineData("my app/T.csproj|<IsTestProject>true", "dotnet test 'my app/T.csproj'")]
    [InlineData("package.json|{\"scripts\":{\"test\":\"jest\",\"typecheck\":\"tsc\"}};pnpm-lock.yaml|", "pnpm run typecheck, pnpm test")]
    [InlineData("package.json|{\"scripts\":{\"test\":\"echo \\\"Error: no test specified\\\" && exit 1\"}}", "")]
    [InlineData("tests/test_a.py|import unittest", "python3 -m unittest discover -s tests -t .")]
    [InlineData("test_a.py|import unittest", "python3 -m unittest")]
    [InlineData("Cargo.toml|;src/main.rs|", "cargo test")]
    [InlineData("go.mod|", "go test ./...")]
    [InlineData("pom.xml|;mvnw|", "sh ./mvnw -q test")]
    [InlineData("build.gradle.kts|;gradlew|", "sh ./gradlew test")]
    [InlineData("Makefile|all:\n\tcc\ncheck:\n\t./run", "make check")]
    [InlineData("readme.md|", "")]
    public async Task The_commands_are_found_from_the_repository(string files, string expected)
    {
        foreach (var file in files.Split(';').Select(file => file.Split('|')))
        {
            var path = Path.Combine(_folder, file[0]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, file[1], Token);
        }

        var commands = await new CommandDetection(_folder, new ScriptedRunner(["1", "1"])).FindAsync(Token);

        Assert.Equal(expected, string.Join(", ", commands.Select(command => command.Command)));
    }

    [Fact]
    public async Task The_tests_nearest_to_the_change_come_first_and_their_failure_ends_it()
    {
        foreach (var name in (string[])["cart.py", "tests/test_cart.py", "tests/test_other.py"])
        {
            Directory.CreateDirectory(Path.Combine(_folder, "tests"));
            await File.WriteAllTextAsync(Path.Combine(_folder, name), "", Token);
        }
        var runner = new ScriptedRunner(["0", "0", "1 a", "1 a"]);
        var verifier = Open(runner, configured: null); // The first "0" answers the question for pytest.
        var baseline = await verifier.BaselineAsync("tree", Token);

        var report = await verifier.VerifyAsync(new VerificationRequest { Baseline = baseline, Changes = [new ChangedFile("cart.py", "", "x = 1")] }, Token);

        Assert.Equal(Verdict.Fail, report.Verdict);
        Assert.EndsWith("tests/test_cart.py", runner.Ran[^1], StringComparison.Ordinal);
        Assert.Equal(4, runner.Ran.Count);
    }

    private Verifier Open(ICommandRunner runner, IReadOnlyList<string>? configured) => new(new VerifierOptions
    {
        Root = _folder, Commands = runner, DataFolder = Path.Combine(_folder, "data"), Time = TimeProvider.System, Configured = configured,
    });

    /// <summary>Each command ends as the next line says: an exit code, then names of failing tests.</summary>
    private sealed class ScriptedRunner(IReadOnlyList<string> script) : ICommandRunner
    {
        public List<string> Ran { get; } = [];

        public string? UnsandboxedBecause => null;

        public Task<CommandResult> RunAsync(CommandRequest request, CancellationToken cancellationToken)
        {
            var words = script[Ran.Count].Split(' ');
            Ran.Add(request.Command);
            var output = words.Length > 1 && words[1] == "net" ? "error NU1301: Unable to load the service index\n" : string.Concat(words.Skip(1).Select((name, i) => $"not ok {i + 1} - {name}\n"));
            return Task.FromResult(words[0] switch
            {
                "timeout" => new CommandResult { ExitCode = null, Output = "", Duration = request.Timeout, TimedOut = true },
                "fault" => new CommandResult { ExitCode = null, Output = "", Duration = TimeSpan.Zero, Fault = "the sandbox broke" },
                _ => new CommandResult { ExitCode = int.Parse(words[0], System.Globalization.CultureInfo.InvariantCulture), Output = output, Duration = TimeSpan.FromSeconds(1), IsSandboxed = true },
            });
        }
    }
}
