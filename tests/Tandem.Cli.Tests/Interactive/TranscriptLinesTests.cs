using Tandem.Agent.Sessions;
using Tandem.Cli.Interactive.View;
using Tandem.Cli.Terminal;
using Tandem.Providers.Chat;

namespace Tandem.Cli.Tests.Interactive;

public sealed class TranscriptLinesTests
{
    [Fact]
    public void A_resumed_session_shows_what_was_said_and_not_the_summary_that_a_model_reads()
    {
        var lines = new List<string>();
        var look = new Look(Palette.None, IsPlain: false);

        TranscriptLines.Write([Entry(0, "message", "fix it"), Entry(1, "compaction", "<summary>What the model reads.</summary>"), Entry(2, "message", "and now the tests")], look, new LineTerminal(look, () => 80, lines.Add));

        Assert.Equal("\n› fix it\n… what was said so far was summed up for the model\n\n› and now the tests", string.Join('\n', lines));
    }

    [Fact]
    public void A_long_note_is_wrapped_between_words()
    {
        var lines = new List<string>();

        new LineTerminal(new Look(Palette.None, IsPlain: false), () => 20, lines.Add).Note("There is no command of that name.");

        Assert.Equal(["There is no command", "of that name."], lines);
    }

    private static TranscriptEntry Entry(int sequence, string kind, string text) =>
        new(sequence, DateTimeOffset.UnixEpoch, kind) { Message = ChatMessage.User(text) };
}
