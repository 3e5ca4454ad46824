using Microsoft.Extensions.Time.Testing;
using Tandem.Agent.Permissions;
using Tandem.Agent.Tools;
using Tandem.Agent.Turns;
using Tandem.Cli.Interactive;
using Tandem.Cli.Interactive.Slash;
using Tandem.Cli.Interactive.View;
using Tandem.Cli.Terminal;

namespace Tandem.Cli.Tests.Interactive;

/// <summary>The session for screen readers and dumb terminals.</summary>
public sealed class PlainTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_turn_is_told_in_words_and_nothing_is_drawn()
    {
        await using var session = new Plain(new ScriptedAgent().Then([
            new ToolCalled("t", "todo", "steps", """{"items":[{"text":"find it","state":"done"},{"text":"fix it","state":"open"}]}"""),
            new ToolAnswered("t", "todo", false, "", 1),
            .. Events.Turn]));

        session.Surface.Enter("why?");
        await session.SaysAsync("2 steps");

        Assert.Equal(
            """
            OK: find it
            To do: fix it
            Model: llama, local, P 0.91 (gpt-4 0.94), at most $0.00, fix, short C# edit, tests available
            Tool: read src/Cart.cs, 3 lines
            Edited: src/Cart.cs  1 lines added, 1 removed
              @@ -3,3 +3,3 @@
               class Cart
              -    Total => lines.Sum(l => l.Price);
              +    Total => lines.Sum(l => l.Net);
            The sum took the price before the discount.

            It takes `Net` now.
            OK: dotnet test, passed, 4.2 s
            OK: Verified, src/Cart.cs, $0.0012
              llama, 2 steps, $0.0012, short C# edit
            """,
            string.Join('\n', session.Said)[2..]); // The first line begins with the prompt.
        Assert.DoesNotContain(session.Said, line => line.Any(char.IsControl));
    }

    [Theory]
    [InlineData("y", ApprovalKind.Once, null)]
    [InlineData("a", ApprovalKind.Session, null)]
    [InlineData("n", ApprovalKind.No, null)]
    [InlineData("", ApprovalKind.No, null)]
    [InlineData("use the other file", ApprovalKind.No, "use the other file")]
    public async Task A_line_answers_what_is_asked(string line, ApprovalKind kind, string? instead)
    {
        await using var session = new Plain(new ScriptedAgent());
        var asked = session.Surface.AskAsync(
            new ToolAction { Tool = "run_command", Access = ToolAccess.Command, Summary = "run it", Command = "rm -rf build\a" }, "mode ask", Token);

        await session.SaysAsync("  rm -rf build␇");
        session.Surface.Enter(line);

        Assert.Equal(new Approval(kind, instead), await asked);
    }

    [Fact]
    public async Task A_question_is_answered_by_number_or_in_words()
    {
        await using var session = new Plain(new ScriptedAgent());

        var first = session.Surface.AskAsync("Which price?", ["net", "gross"], Token);
        session.Surface.Enter("2");
        var second = session.Surface.AskAsync("Why?", [], Token);
        session.Surface.Enter("because");

        Assert.Equal("gross", await first);
        Assert.Equal("because", await second);
    }

    private sealed class Plain : IAsyncDisposable
    {
        private readonly SessionDriver _driver;
        private readonly Task _running;
        private readonly Lock _gate = new();
        private readonly List<string> _said = [];
        private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Plain(ScriptedAgent agent)
        {
            var look = new Look(Palette.None, IsPlain: true);
            Surface = new PlainSurface(new LineTerminal(look, () => 80, Add), look, model => model == "llama" ? "local" : "external");
            agent.Listener = Surface;
            _driver = new SessionDriver(new SessionState(new ScriptedAgents(), agent, new FakeTimeProvider()), Surface, BuiltInCommands.With([], [], _ => "", () => []));
            _running = Surface.RunAsync(_driver, () => { }, Token);
        }

        public PlainSurface Surface { get; }

        public IReadOnlyList<string> Said
        {
            get
            {
                lock (_gate) return [.. _said];
            }
        }

        public async Task SaysAsync(string text)
        {
            while (!Said.Any(line => line.Contains(text, StringComparison.Ordinal)))
            {
                Task changed;
                lock (_gate) changed = _changed.Task;
                if (Said.Any(line => line.Contains(text, StringComparison.Ordinal)))
                    return;
                await changed.WaitAsync(TimeSpan.FromMinutes(2), Token);
            }
        }

        public async ValueTask DisposeAsync()
        {
            _driver.Quit();
            await _running;
        }

        private void Add(string line)
        {
            TaskCompletionSource changed;
            lock (_gate)
            {
                _said.Add(line);
                changed = _changed;
                _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            changed.SetResult();
        }
    }
}
