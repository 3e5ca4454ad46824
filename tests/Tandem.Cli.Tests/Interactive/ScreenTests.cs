using CsCheck;
using Tandem.Agent.Edits;
using Tandem.Agent.Turns;
using Tandem.Agent.Verification;
using Tandem.Cli.Terminal;

namespace Tandem.Cli.Tests.Interactive;

/// <summary>What a person sees, at a fixed width.</summary>
public sealed class ScreenTests
{
    [Fact]
    public async Task A_turn_reads_from_the_decision_to_the_report()
    {
        await using var session = new TestSession(new ScriptedAgent().Then(Events.Turn), columns: 72, rows: 30);

        session.Press("why is the total wrong?\r");
        await session.Terminal.UntilAsync(() => session.Terminal.Screen.Contains("✓ Verified", StringComparison.Ordinal) && session.Terminal.Screen.Contains("› ask", StringComparison.Ordinal));

        Assert.Equal(
            """
            › why is the total wrong?

            ● llama · local · P 0.91 (gpt-4 0.94) · ≤ $0.00 · fix, short C# edit,
              tests available
            ▸ read src/Cart.cs · 3 lines
            ± src/Cart.cs  +1 −1
              @@ -3,3 +3,3 @@
               class Cart
              -    Total => lines.Sum(l => l.Price);
              +    Total => lines.Sum(l => l.Net);

            The sum took the price before the discount.

            It takes Net now.

            ✓ dotnet test · passed · 4.2 s

            ✓ Verified · src/Cart.cs · $0.0012
              llama · 2 steps · $0.0012 · short C# edit

            › ask or tell; / commands, @ files, ! shell
              ask · auto · 1.5k tokens (18 %) · $0.0012
            """,
            session.Terminal.Text);
    }

    [Fact]
    public async Task While_it_works_the_screen_says_what_is_happening_and_shows_the_end_of_the_output()
    {
        var goOn = new TaskCompletionSource();
        var agent = new ScriptedAgent().Then(async (listener, token) =>
        {
            await listener.OnAsync(Events.Decided(), token);
            await listener.OnAsync(new ToolCalled("t", "todo", "0 of 2 steps done", """{"items":[{"text":"find it","state":"done"},{"text":"fix it","state":"doing"}]}"""), token);
            await listener.OnAsync(new ToolAnswered("t", "todo", false, "[x] find it", 1), token);
            await listener.OnAsync(new ToolCalled("c", "run_command", "run dotnet test", "{}"), token);
            await listener.OnAsync(new ToolOutput("c", string.Concat(Enumerable.Range(1, 9).Select(line => $"test {line}\n"))), token);
            await goOn.Task.WaitAsync(token);
        });
        await using var session = new TestSession(agent, columns: 40, rows: 24);

        session.Press("go\r");
        await session.Terminal.ShowsAsync("test 9");

        Assert.EndsWith(
            """
            ▸ run dotnet test
              test 4
              test 5
              test 6
              test 7
              test 8
              test 9

              ✓ find it
              ◐ fix it
            ⠋ run dotnet… · 0.0 s · Esc interrupts

            › type to steer it
              ask · auto
            """,
            session.Terminal.Text, StringComparison.Ordinal);
        goOn.SetResult();
    }

    [Fact]
    public async Task Markdown_streams_into_place_piece_by_piece()
    {
        var goOn = new TaskCompletionSource();
        var agent = new ScriptedAgent().Then(async (listener, token) =>
        {
            foreach (var piece in "# Plan\n\n- one **two**\n```csharp\nvar x = 1;\n```\nand the beginning of".Chunk(3))
                await listener.OnAsync(new TextWritten(new string(piece)), token);
            await goOn.Task.WaitAsync(token);
            await listener.OnAsync(new TextWritten(" a line that is longer than the terminal is wide.\n"), token);
        });
        await using var session = new TestSession(agent, columns: 40, rows: 24);

        session.Press("go\r");
        await session.Terminal.ShowsAsync("and the beginning of");
        Assert.Contains("⠋ writing", session.Terminal.Screen, StringComparison.Ordinal);
        goOn.SetResult();
        await session.Terminal.ShowsAsync("› ask");

        Assert.Contains(
            """
            Plan

            • one two
              var x = 1;
            and the beginning of a line that is
            longer than the terminal is wide.
            """,
            session.Terminal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_links_and_emphasis_are_drawn()
    {
        var agent = new ScriptedAgent().Then(new TextWritten("| model | *cost* |\n|---|--:|\n| `llama` | 0 |\n| 日本 | 12 |\nSee [the guide](https://e.example/a) and *this*, 2*3*4.\n"));
        await using var session = new TestSession(agent, columns: 60);

        session.Press("go\r");
        await session.Terminal.ShowsAsync("See");

        Assert.Contains(
            """
            model  cost
            ─────  ────
            llama     0
            日本     12
            See the guide (https://e.example/a) and this, 2*3*4.
            """,
            session.Terminal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_colours_no_style_is_written()
    {
        await using var session = new TestSession(new ScriptedAgent().Then(Events.Turn), palette: Palette.None);

        session.Press("go\r");
        await session.Terminal.ShowsAsync("✓ Verified");

        Assert.DoesNotMatch("\e\\[[0-9;]*m", session.Terminal.Written);
    }

    [Theory]
    [InlineData(18)]
    [InlineData(5)]
    public async Task A_small_screen_keeps_the_input_in_sight(int rows)
    {
        var agent = new ScriptedAgent().Then((listener, token) => listener.OnAsync(new ToolCalled("c", "run", "run it", "{}"), token).AsTask());
        await using var session = new TestSession(agent, columns: 24, rows: rows);

        session.Press("\e[200~one\ntwo\nthree\e[201~\e\rfour five six seven eight nine ten");
        await session.Terminal.ShowsAsync("ten");

        Assert.Contains("ine ten", session.Terminal.Screen, StringComparison.Ordinal);
    }

    /// <summary>The terminal in the test refuses every control byte that is not one of ours.</summary>
    [Fact]
    public async Task No_control_byte_and_no_hidden_mark_of_others_reaches_the_terminal()
    {
        const string hostile = "a\e]0;title\a\e[2Jb\u0085c\u009b31md\u202Ee\u200Bf\r\u0000\u007fg\th";
        AgentEvent[] events =
        [
            Events.Decided(reason: hostile),
            new ReasoningWritten(hostile),
            new ToolCalled("c", "run_command", hostile, hostile),
            new ToolOutput("c", hostile),
            new ToolAnswered("c", hostile, true, hostile, 1_500),
            new ToolCalled("t", "todo", hostile, $$"""{"items":[{"text":"{{System.Text.Json.JsonEncodedText.Encode(hostile)}}","state":"open"}]}"""),
            new FilesEdited("c", [new EditedFile { Path = hostile, Action = FileAction.Rename, From = hostile }], "@@ -1 +1 @@\n-" + hostile + "\n+" + hostile),
            new TextWritten("`" + hostile + "`\n```\n" + hostile + "\n```\n" + hostile),
            new Verified(new VerificationReport
            {
                Verdict = Verdict.Fail, Checks = [new CheckResult(hostile, Verdict.Fail, 1, 1, [hostile], [hostile], hostile, hostile)], Weakened = [hostile], Notes = [hostile],
            }),
            new Escalated(hostile, hostile, hostile),
            new AgentWarned(hostile),
            new AgentFailed(hostile, hostile),
            new TaskEnded("failed", 1, hostile, [], null, [new StepShare(hostile, 1, 0, hostile), new StepShare("b", 1, 0, hostile)], 0),
        ];
        await using var session = new TestSession(new ScriptedAgent().Then(events), columns: 200, rows: 60);

        session.Press("go\r");
        await session.Terminal.UntilAsync(() => session.Terminal.Screen.Contains("✗ Failed", StringComparison.Ordinal) && session.Terminal.Screen.Contains("› ask", StringComparison.Ordinal));

        var written = session.Terminal.Written;
        Assert.DoesNotContain(written, unit => char.IsControl(unit) && unit is not ('\e' or '\r' or '\n'));
        Assert.DoesNotMatch("\e[^\\[]|\e\\[[0-9;?]*[^0-9;?mhlABCHJK]", written);
        Assert.DoesNotContain('\u202E', written);
        Assert.DoesNotContain('\u200B', written);
        Assert.Contains("⟨U+202E⟩", written, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrapping_keeps_every_character_and_no_row_is_too_wide()
    {
        string[] known = ["word", " ", "  ", "日本", "👩‍💻", "\e[31m", "\e[0m", "\e[1m", "x", "longerthanthewidth"];
        var piece = Gen.Int[0, known.Length - 1].Select(place => known[place]);
        Gen.Select(piece.List[0, 20], Gen.Int[2, 12], Gen.Bool).Sample((pieces, width, byWords) =>
        {
            var text = string.Concat(pieces);
            var rows = StyledText.Wrap(text, width, byWords);
            return rows.All(row => StyledText.Width(row) <= Math.Max(width, 4))
                && string.Concat(rows.Select(StyledText.Strip)).Replace(" ", "", StringComparison.Ordinal) == StyledText.Strip(text).Replace(" ", "", StringComparison.Ordinal);
        });
    }
}
