using Tandem.Agent.Permissions;
using Tandem.Agent.Tools;

namespace Tandem.Agent.Tests.Permissions;

public sealed class PermissionGateTests
{
    private static readonly ToolAction Read = new() { Tool = "read_file", Access = ToolAccess.ReadOnly, Summary = "read a.cs", Reads = ["a.cs"] };
    private static readonly ToolAction Edit = new() { Tool = "edit", Access = ToolAccess.Edit, Summary = "edit a.cs", Writes = ["src/a.cs"], Detail = "-a\n+b\r\n" };
    private static readonly ToolAction Governing = Edit with { Writes = ["src/a.cs", "sub/.vscode/settings.json"] };
    private static readonly ToolAction Run = Command("dotnet test");
    private static readonly ToolAction Restore = Command("dotnet restore") with { NeedsNetwork = true };
    private static readonly ToolAction Outside = new() { Tool = "github_create_issue", Access = ToolAccess.Outside, Summary = "create an issue", Destination = "github", Detail = "{}" };

    /// <summary>Columns: plan, ask, edit, auto. <c>y</c> runs, <c>?</c> asks, <c>n</c> is refused.</summary>
    public static TheoryData<string, ToolAction, bool, string?, string> Modes { get; } = new()
    {
        { "a read", Read, false, null, "yyyy" },
        { "an edit", Edit, false, null, "n?yy" },
        { "an edit after text of others", Edit, true, null, "n?yy" },
        { "an edit of what governs", Governing, false, null, "n???" },
        { "an edit with characters that turn the direction", Edit with { Detail = "+a\u202Eb" }, false, null, "n???" },
        { "an edit with an escape", Edit with { Detail = "+\u001b[2J" }, false, null, "n???" },
        { "a command in the sandbox", Run, false, null, "n?yy" },
        { "a command in the sandbox after text of others", Run, true, null, "n?yy" },
        { "a command without a sandbox", Run, false, "bubblewrap is not installed", "n???" },
        { "a command with a blank that is none", Command("dotnet\u00A0test"), false, null, "n???" },
        { "a restore", Restore, false, null, "n??y" },
        { "a restore after text of others", Restore, true, null, "n???" },
        { "an outside effect", Outside, false, null, "n??y" },
        { "an outside effect after text of others", Outside, true, null, "n???" },
    };

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Modes_decide_as_the_guide_says(string what, ToolAction action, bool untrusted, string? unsandboxed, string expected)
    {
        var row = "";
        foreach (var mode in Enum.GetValues<PermissionMode>())
        {
            var person = new Person(ApprovalKind.No);
            using var gate = Gate(mode, person, unsandboxed: unsandboxed);
            var answer = await gate.DecideAsync(action, untrusted, TestContext.Current.CancellationToken);
            row += answer.IsAllowed ? 'y' : person.Asked.Count > 0 ? '?' : 'n';
        }
        Assert.Equal((what, expected), (what, row));
    }

    [Fact]
    public async Task A_refusal_because_of_instructions_names_them_and_the_cure()
    {
        using var gate = new PermissionGate(new PermissionGateOptions { Mode = PermissionMode.Auto, UnsandboxedBecause = () => null, UntrustedInstructions = () => ["AGENTS.md"] });

        var answer = await gate.DecideAsync(Outside, holdsUntrustedText: true, TestContext.Current.CancellationToken);

        Assert.False(answer.IsAllowed);
        Assert.Contains("AGENTS.md", answer.Reason, StringComparison.Ordinal);
        Assert.Contains("tandem trust", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_person_what_would_ask_is_refused_and_says_so()
    {
        using var gate = Gate(PermissionMode.Edit, person: null);

        var answer = await gate.DecideAsync(Restore, holdsUntrustedText: false, TestContext.Current.CancellationToken);

        Assert.Equal((false, true), (answer.IsAllowed, answer.LacksPerson));
        Assert.Contains("restores packages", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_no_sandbox_on_purpose_commands_follow_the_mode_but_not_text_of_others()
    {
        using var gate = new PermissionGate(new PermissionGateOptions { Mode = PermissionMode.Edit, UnsandboxedBecause = () => "--no-sandbox was given", IsSandboxOff = true });

        Assert.True((await gate.DecideAsync(Run, false, TestContext.Current.CancellationToken)).IsAllowed);
        Assert.False((await gate.DecideAsync(Run, true, TestContext.Current.CancellationToken)).IsAllowed);
        Assert.False((await gate.DecideAsync(Restore, false, TestContext.Current.CancellationToken)).IsAllowed);
    }

    [Theory]
    [InlineData("run dotnet test *", "dotnet test", true)]
    [InlineData("run dotnet test *", "dotnet  test --filter 'a b'", true)]
    [InlineData("run dotnet test *", "dotnet test 2>&1 | tail -5", false)]
    [InlineData("run dotnet test *", "dotnet testing", false)]
    [InlineData("run dotnet test *", "dotnet test; rm -rf ~", false)]
    [InlineData("run dotnet test *", "dotnet test && dotnet test x", true)]
    [InlineData("run dotnet test *", "dotnet test $(rm -rf .)", false)]
    [InlineData("run dotnet test *", "dotnet test `id`", false)]
    [InlineData("run dotnet test *", "dotnet test > ../x", false)]
    [InlineData("run dotnet test *", "dotnet test >/dev/null", true)]
    [InlineData("run dotnet test *", "dotnet test\nrm x", false)]
    [InlineData("run dotnet test *", "dotnet test & rm x", false)]
    [InlineData("run dotnet test *", "LD_PRELOAD=x dotnet test", false)]
    [InlineData("run dotnet test *", "'dotnet test' x", false)]
    [InlineData("run dotnet test *", "dotnet \"test\"", true)]
    [InlineData("run dotnet test *", "dotnet te\\st", false)]
    [InlineData("run *", "if true; then rm x; fi", false)]
    [InlineData("run npm run lint", "npm run lint", true)]
    [InlineData("run npm run lint", "npm run lint --fix", false)]
    public async Task A_rule_allows_a_command_only_if_it_allows_every_part(string rule, string command, bool allowed)
    {
        using var gate = Gate(PermissionMode.Ask, person: null, allow: [rule]);

        Assert.Equal(allowed, (await gate.DecideAsync(Command(command), false, TestContext.Current.CancellationToken)).IsAllowed);
    }

    [Theory]
    [InlineData("run git push *", "git push")]
    [InlineData("run git push *", "true && git push origin main")]
    [InlineData("run git push *", "sudo /usr/bin/git push")]
    [InlineData("run git push *", "sh -c 'git push'")]
    [InlineData("run git push *", "echo $(git push)")]
    [InlineData("run git push *", "g\"it\" pu\\sh")]
    [InlineData("run git push *", "if true\nthen git push\nfi")]
    public async Task What_is_denied_stays_denied_in_every_mode_however_it_is_wrapped(string rule, string command)
    {
        foreach (var mode in Enum.GetValues<PermissionMode>())
        {
            var person = new Person(ApprovalKind.Session);
            using var gate = Gate(mode, person, allow: ["run *"], deny: [rule]);
            Assert.False((await gate.DecideAsync(Command(command), false, TestContext.Current.CancellationToken)).IsAllowed);
            Assert.Empty(person.Asked);
        }
    }

    [Fact]
    public async Task Denied_paths_are_neither_edited_nor_read()
    {
        using var gate = Gate(PermissionMode.Auto, person: null, deny: ["edit docs/**", "read secrets/**"]);

        Assert.False((await gate.DecideAsync(Edit with { Writes = ["src/a.cs", "docs/a.md"] }, false, TestContext.Current.CancellationToken)).IsAllowed);
        Assert.False((await gate.DecideAsync(Read with { Reads = ["secrets/key"] }, false, TestContext.Current.CancellationToken)).IsAllowed);
        Assert.False((await gate.DecideAsync(Edit with { Writes = ["secrets/key"] }, false, TestContext.Current.CancellationToken)).IsAllowed);
        Assert.True((await gate.DecideAsync(Read with { Reads = ["docs/a.md"] }, false, TestContext.Current.CancellationToken)).IsAllowed);
    }

    [Fact]
    public async Task An_approval_for_the_session_covers_exactly_that_command()
    {
        var person = new Person(ApprovalKind.Session);
        using var gate = Gate(PermissionMode.Ask, person);

        Assert.True((await gate.DecideAsync(Run, false, TestContext.Current.CancellationToken)).IsAllowed);
        Assert.True((await gate.DecideAsync(Run, false, TestContext.Current.CancellationToken)).IsAllowed);
        Assert.Single(person.Asked);
        await gate.DecideAsync(Command("dotnet test "), false, TestContext.Current.CancellationToken);
        await gate.DecideAsync(Run with { NeedsNetwork = true }, false, TestContext.Current.CancellationToken);
        await gate.DecideAsync(Run with { NeedsNetwork = true }, true, TestContext.Current.CancellationToken);
        Assert.Equal(4, person.Asked.Count);
    }

    [Fact]
    public async Task A_refusal_tells_the_model_what_the_person_wants_instead()
    {
        using var gate = Gate(PermissionMode.Ask, new Person(ApprovalKind.No, "use make"));

        Assert.Equal("The user refused, and says: use make", (await gate.DecideAsync(Run, false, TestContext.Current.CancellationToken)).Reason);
    }

    [Fact]
    public async Task Questions_come_one_at_a_time_and_an_answer_for_the_session_covers_those_that_waited()
    {
        var person = new Person(ApprovalKind.Session);
        using var gate = Gate(PermissionMode.Ask, person);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => gate.DecideAsync(Edit, false, TestContext.Current.CancellationToken).AsTask())));

        Assert.All(answers, answer => Assert.True(answer.IsAllowed));
        Assert.Single(person.Asked);
    }

    [Theory]
    [InlineData("dotnet test")]
    [InlineData("run")]
    [InlineData("")]
    public void A_rule_that_cannot_be_read_is_refused_with_its_cure(string rule)
    {
        var error = Assert.Throws<FormatException>(() => PermissionRule.Parse(rule));
        Assert.Contains("run dotnet test *", error.Message, StringComparison.Ordinal);
    }

    private static ToolAction Command(string command) => new() { Tool = "run_command", Access = ToolAccess.Command, Summary = "run a command", Command = command };

    private static PermissionGate Gate(PermissionMode mode, IApprover? person, string? unsandboxed = null, string[]? allow = null, string[]? deny = null) => new(
        new PermissionGateOptions { Mode = mode, Approver = person, Rules = new PermissionRules(allow ?? [], deny ?? []), UnsandboxedBecause = () => unsandboxed });

    private sealed class Person(ApprovalKind kind, string? instead = null) : IApprover
    {
        public List<(ToolAction Action, string Because)> Asked { get; } = [];

        public Task<Approval> AskAsync(ToolAction action, string because, CancellationToken cancellationToken)
        {
            Asked.Add((action, because));
            return Task.FromResult(new Approval(kind, instead));
        }
    }
}
