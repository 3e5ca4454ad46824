using Tandem.Agent.Permissions;
using Tandem.Agent.Sessions;
using Tandem.Agent.Tools;
using Tandem.Agent.Turns;
using Tandem.Cli.Interactive.Slash;
using Tandem.Pipeline.Ids;
using Tandem.Providers.Chat;

namespace Tandem.Cli.Tests.Interactive;

/// <summary>What keys and commands do.</summary>
public sealed class SessionTests
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_typed_while_it_works_steers_it()
    {
        var goOn = new TaskCompletionSource();
        var agent = new ScriptedAgent().Then(async (listener, token) =>
        {
            await listener.OnAsync(Events.Decided(), token);
            await goOn.Task.WaitAsync(token);
        });
        await using var session = new TestSession(agent);

        session.Press("fix it\r");
        await session.Terminal.ShowsAsync("● llama");
        session.Press("but keep the API\r");
        await session.Terminal.ShowsAsync("(said while it works)");
        session.Press("/model gpt-4\r"); // Takes effect at once.
        await session.Terminal.ShowsAsync("gpt-4 from now on");
        goOn.SetResult();
        await session.Terminal.UntilAsync(() => agent.Said.Count == 2);

        Assert.Equal(["but keep the API"], agent.Steered);
        Assert.Equal(["fix it", "but keep the API"], agent.Said); // Nobody read it, so it is the next message.
        Assert.Equal("gpt-4", agent.Model);
    }

    [Fact]
    public async Task What_is_said_before_anything_runs_does_not_steer()
    {
        var agent = new ScriptedAgent().Then(new TextWritten("Well.\n"));
        await using var session = new TestSession(agent);

        session.Press("fix it\r");
        await session.Terminal.ShowsAsync("Well.");

        Assert.DoesNotContain("while it works", session.Terminal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_terminal_that_is_closed_ends_the_turn_and_the_session()
    {
        var ended = new TaskCompletionSource();
        var agent = new ScriptedAgent().Then(async (listener, token) =>
        {
            await listener.OnAsync(Events.Decided(), token);
            try
            {
                for (; ; token.ThrowIfCancellationRequested()) await listener.OnAsync(new TextWritten("more\n"), token); // An agent that waits for the screen.
            }
            catch (OperationCanceledException)
            {
                ended.SetResult();
                throw;
            }
        });
        await using var session = new TestSession(agent);

        session.Press("go\r");
        await session.Terminal.ShowsAsync("more");
        session.Terminal.IsClosed = true;
        await session.EndedAsync();

        Assert.True(ended.Task.IsCompleted);
    }

    [Theory]
    [InlineData("\e")]
    [InlineData("\u0003")]
    public async Task Escape_and_control_c_interrupt_the_turn_and_the_session_goes_on(string key)
    {
        var agent = new ScriptedAgent().Then(async (listener, token) =>
        {
            await listener.OnAsync(Events.Decided(), token);
            await Task.Delay(Timeout.Infinite, token);
        }).Then(new TextWritten("Here again.\n"));
        await using var session = new TestSession(agent);

        session.Press("go\r");
        await session.Terminal.ShowsAsync("● llama");
        session.Press(key);
        await session.Terminal.ShowsAsync("Interrupted.");
        session.Press("more\r");

        await session.Terminal.ShowsAsync("Here again.");
    }

    [Fact]
    public async Task Control_c_clears_the_line_then_warns_then_quits()
    {
        await using var session = new TestSession(new ScriptedAgent());

        session.Press("half a li\u0003");
        await session.Terminal.ShowsAsync("› ask or tell");
        session.Press("\u0003");
        await session.Terminal.ShowsAsync("Ctrl+C again quits");
        session.Press("\u0003");

        await session.EndedAsync();
    }

    [Theory]
    [InlineData("\u0004")]
    [InlineData("/quit\r")]
    public async Task The_session_ends_on_request(string keys)
    {
        await using var session = new TestSession(new ScriptedAgent());

        session.Press(keys);

        await session.EndedAsync();
    }

    [Theory]
    [InlineData("y", ApprovalKind.Once, null)]
    [InlineData("a", ApprovalKind.Session, null)]
    [InlineData("n", ApprovalKind.No, null)]
    [InlineData("\e", ApprovalKind.No, null)]
    [InlineData("use the other file\r", ApprovalKind.No, "use the other file")]
    [InlineData("\r\r\ry", ApprovalKind.Once, null)]
    public async Task A_key_answers_what_is_asked(string keys, ApprovalKind kind, string? instead)
    {
        await using var session = new TestSession(new ScriptedAgent());
        var asked = session.Surface.AskAsync(Command("rm -rf build"), "mode ask", Token);
        await session.Terminal.ShowsAsync("rm -rf build");
        session.Time.Advance(Quiet);

        session.Press(keys);

        Assert.Equal(new Approval(kind, instead), await asked);
        await session.Terminal.ShowsAsync("› ask or tell");
    }

    [Fact]
    public async Task Whoever_is_typing_when_a_question_comes_up_does_not_answer_it()
    {
        await using var session = new TestSession(new ScriptedAgent());
        session.Press("and then ");
        var asked = session.Surface.AskAsync(Command("rm -rf /"), "mode ask", Token);
        await session.Terminal.ShowsAsync("Run this command?");

        session.Press("yay");
        session.Time.Advance(TimeSpan.FromMilliseconds(100));
        session.Press("y");
        session.Time.Advance(Quiet);
        session.Press("n");

        Assert.Equal(ApprovalKind.No, (await asked).Kind);
        await session.Terminal.ShowsAsync("› and then");
    }

    [Fact]
    public async Task A_long_question_is_scrolled_and_shows_the_exact_bytes()
    {
        await using var session = new TestSession(new ScriptedAgent(), columns: 60, rows: 16);
        var diff = "@@ -1,40 +1,40 @@\n" + string.Concat(Enumerable.Range(1, 40).Select(line => $"+line {line}\r\n")) + "+hidden \u202E mark\n";
        var asked = session.Surface.AskAsync(
            new ToolAction { Tool = "edit_file", Access = ToolAccess.Edit, Summary = "edit a.txt", Detail = diff, Writes = ["a.txt"] }, "each edit asks in this mode", Token);
        await session.Terminal.ShowsAsync("lines 1–9 of 42");
        Assert.Contains("+line 8␍", session.Terminal.Screen, StringComparison.Ordinal);

        session.Press("\e[6~\e[6~\e[6~\e[6~\e[6~");
        await session.Terminal.ShowsAsync("+hidden ⟨U+202E⟩ mark");
        Assert.Contains("lines 34–42 of 42", session.Terminal.Screen, StringComparison.Ordinal);
        session.Time.Advance(Quiet);
        session.Press("y");

        Assert.Equal(ApprovalKind.Once, (await asked).Kind);
    }

    [Fact]
    public async Task A_question_that_is_withdrawn_leaves_the_screen()
    {
        await using var session = new TestSession(new ScriptedAgent());
        using var withdrawn = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var asked = session.Surface.AskAsync(Command("sleep"), "mode ask", withdrawn.Token);
        await session.Terminal.ShowsAsync("Run this command?");

        await withdrawn.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        await session.Terminal.UntilAsync(() => session.Terminal.Screen.Contains("› ask or tell", StringComparison.Ordinal));
        Assert.DoesNotContain("Run this command?", session.Terminal.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slash_opens_the_menu_and_enter_runs_what_is_chosen()
    {
        await using var session = new TestSession(new ScriptedAgent(), rows: 24);

        session.Press("/mo");
        await session.Terminal.ShowsAsync("→ /mode");
        session.Press("\e[B");
        await session.Terminal.ShowsAsync("→ /model");
        session.Press("\t");
        await session.Terminal.ShowsAsync("→ auto");
        session.Press("g\r");

        await session.Terminal.ShowsAsync("gpt-4 from now on");
        Assert.Equal("gpt-4", session.Agent.Model);
    }

    [Fact]
    public async Task An_at_sign_completes_files()
    {
        await using var session = new TestSession(new ScriptedAgent(), files: ["src/Cart.cs", "README.md"]);

        session.Press("look at @crt");
        await session.Terminal.ShowsAsync("→ src/Cart.cs");
        session.Press("\tplease\r");
        await session.Terminal.UntilAsync(() => !session.Agent.Said.IsEmpty);

        Assert.Equal(["look at @src/Cart.cs please"], session.Agent.Said);
    }

    [Fact]
    public async Task An_exclamation_mark_runs_a_command_and_a_space_in_front_says_the_line_to_the_model()
    {
        await using var session = new TestSession(new ScriptedAgent());

        session.Press("!ls -l\r");
        await session.Terminal.ShowsAsync("exit code 0");
        session.Press(" /etc or !x\r");
        await session.Terminal.UntilAsync(() => !session.Agent.Said.IsEmpty);

        Assert.Equal(["ls -l"], session.Agent.Commands);
        Assert.Equal(["/etc or !x"], session.Agent.Said);
        Assert.Contains("  two", session.Terminal.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/plan", "Planning: it reads and proposes")]
    [InlineData("/mode edit", "edits and sandboxed commands run")]
    [InlineData("/mode x", "There is no mode 'x'")]
    [InlineData("/policy best", "Policy best from now on")]
    [InlineData("/why", "Nothing was decided yet")]
    [InlineData("/cost", "Nothing was spent yet")]
    [InlineData("/undo", "Restored src/Cart.cs")]
    [InlineData("/diff", "Nothing was changed")]
    [InlineData("/compact", "Compacted.")]
    [InlineData("/clear", "A new conversation.")]
    [InlineData("/sessions", "There are none yet")]
    [InlineData("/resume", "There is no earlier session")]
    [InlineData("/fork", "This is session ses_fork now")]
    [InlineData("/help", "use one model from now on")]
    [InlineData("/mcp", "None. They are set up")]
    [InlineData("/assistant", "tutor: asks back")]
    [InlineData("/assistant tutor", "A new conversation with tutor")]
    [InlineData("/nonsense", "There is no command /nonsense")]
    public async Task Every_command_says_what_came_of_it(string line, string said)
    {
        await using var session = new TestSession(new ScriptedAgent(), columns: 90, rows: 40);

        session.Press(line + " \r"); // The space closes the menu.

        await session.Terminal.ShowsAsync(said);
    }

    [Fact]
    public async Task A_custom_command_is_offered_and_says_its_text()
    {
        SlashCommand[] custom =
        [
            new() { Name = "/fixit", Help = "from a file", IsTurn = true, Work = (state, _, arguments, token) => state.Agent.SayAsync($"Fix {arguments}", token) },
            new() { Name = "/help", Help = "not this one", Work = (_, _, _, _) => throw new InvalidOperationException("A built-in command wins.") },
        ];
        await using var session = new TestSession(new ScriptedAgent { CustomCommands = custom }, columns: 90, rows: 40);

        session.Press("/fix");
        await session.Terminal.ShowsAsync("→ /fixit  from a file");
        session.Press("it the cart\r/help \r");
        await session.Terminal.ShowsAsync("commands and keys");

        Assert.Equal(["Fix the cart"], session.Agent.Said);
    }

    [Fact]
    public async Task Why_and_cost_tell_of_the_last_decision_and_of_each_model()
    {
        await using var session = new TestSession(new ScriptedAgent().Then(Events.Turn), columns: 100, rows: 50);
        session.Press("go\r");
        await session.Terminal.ShowsAsync("✓ Verified");

        session.Press("/why \r");
        await session.Terminal.ShowsAsync("0.80 – 0.95");
        session.Press("/cost \r");

        await session.Terminal.ShowsAsync("llama: 2 steps, 2,600 tokens in (1,200 from cache), 100 out, $0.0012");
    }

    [Fact]
    public async Task Resuming_shows_what_was_said_before()
    {
        await using var session = new TestSession(new ScriptedAgent(), rows: 30);
        var now = session.Time.GetUtcNow();
        session.Agents.Known.Add(new SessionHeader(new SessionId("ses_old1"), "user:ann", "/shop", null, "Fix the cart", now, now, 2));
        session.Agents.Entries.Add(new TranscriptEntry(0, now, "message") { Message = ChatMessage.User("Fix the cart") });
        session.Agents.Entries.Add(new TranscriptEntry(1, now, "message") { Message = ChatMessage.Assistant("It is **fixed**.") });

        session.Press("/resume old1\r");
        await session.Terminal.ShowsAsync("Going on with ses_old1.");

        Assert.Contains("› Fix the cart\n\nIt is fixed.", session.Terminal.Text, StringComparison.Ordinal);
        Assert.Equal("ses_old1", session.State.Agent.Id.Value);
    }

    [Fact]
    public async Task Retrying_undoes_forks_before_the_question_and_is_kept_as_an_outcome()
    {
        await using var session = new TestSession(new ScriptedAgent().Then(Events.Decided()), rows: 30);
        var now = session.Time.GetUtcNow();
        session.Agents.Entries.Add(new TranscriptEntry(0, now, "message") { Message = ChatMessage.User("Fix the cart") });
        session.Agents.Entries.Add(new TranscriptEntry(1, now, "message") { Message = ChatMessage.Assistant("It is fixed.") });
        session.Press("Fix the cart\r");
        await session.Terminal.ShowsAsync("● llama");

        session.Press("/retry gpt-4\r");
        await session.Terminal.ShowsAsync("Restored src/Cart.cs");
        await session.Terminal.UntilAsync(() => session.State.Agent is ScriptedAgent { Id.Value: "ses_fork", Said.IsEmpty: false });

        Assert.Equal(["dec_1 gpt-4"], session.Agents.Retried);
        Assert.Equal(["Fix the cart"], ((ScriptedAgent)session.State.Agent).Said);
    }

    [Fact]
    public async Task Shift_tab_goes_to_the_next_mode_and_the_screen_says_which()
    {
        await using var session = new TestSession(new ScriptedAgent());

        session.Press("\e[Z\e[Z\e[Z");
        await session.Terminal.ShowsAsync("plan: nothing is changed");

        Assert.Equal(PermissionMode.Plan, session.Agent.Mode);
    }

    private static ToolAction Command(string command) => new() { Tool = "run_command", Access = ToolAccess.Command, Summary = $"run {command}", Command = command };
}
