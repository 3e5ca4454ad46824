using Tandem.Agent.Sessions;
using Tandem.Cli.Interactive.View;
using Tandem.Cli.Terminal;

namespace Tandem.Cli.Interactive.Slash;

/// <summary>Which conversation goes on.</summary>
internal static class ConversationCommands
{
    private const int MostListed = 20;

    public static SlashCommand Clear() => new()
    {
        Name = "/clear",
        Help = "begin a new conversation; this one can be resumed",
        Work = async (state, surface, _, cancellationToken) =>
        {
            await state.ReplaceAsync(await state.Agents.NewAsync(state.Agent.Assistant, cancellationToken));
            surface.Wipe();
            surface.Terminal.Note("A new conversation. /resume goes on with an earlier one.", Tone.Quiet);
        },
    };

    public static SlashCommand Sessions() => new()
    {
        Name = "/sessions",
        Help = "earlier sessions in this folder",
        Work = async (state, surface, _, cancellationToken) =>
        {
            var sessions = await state.Agents.ListAsync(cancellationToken);
            foreach (var line in SessionLines.Of(sessions.Take(MostListed), state.Time.GetUtcNow(), surface.Terminal.Width))
                surface.Terminal.Note(line);
            if (sessions.Count == 0)
                surface.Terminal.Note("There are none yet.", Tone.Quiet);
        },
    };

    public static SlashCommand Resume() => new()
    {
        Name = "/resume",
        Arguments = "[ID]",
        Help = "go on with an earlier session, the last one without ID",
        Work = async (state, surface, id, cancellationToken) =>
        {
            var session = await FindAsync(state, id, cancellationToken);
            await state.ReplaceAsync(await state.Agents.ResumeAsync(session.Id, cancellationToken));
            TranscriptLines.Write(await state.Agents.ReadAsync(session.Id, cancellationToken), surface.Look, surface.Terminal);
            surface.Terminal.Note($"Going on with {session.Id}.", Tone.Quiet);
        },
    };

    public static SlashCommand Fork() => new()
    {
        Name = "/fork",
        Help = "go on from here on another way; the session so far stays as it is",
        Work = async (state, surface, _, cancellationToken) =>
        {
            var before = state.Agent.Id;
            await state.ReplaceAsync(await state.Agents.ForkAsync(before, null, cancellationToken));
            surface.Terminal.Note($"This is session {SessionLines.ShortId(state.Agent.Id)} now; {SessionLines.ShortId(before)} stays as it is.", Tone.Quiet);
        },
    };

    public static SlashCommand Quit() => new()
    {
        Name = "/quit",
        Help = "end the session (Ctrl+D)",
        Work = (state, _, _, _) =>
        {
            state.Quit();
            return Task.CompletedTask;
        },
    };

    private static async Task<SessionHeader> FindAsync(SessionState state, string id, CancellationToken cancellationToken)
    {
        var others = (await state.Agents.ListAsync(cancellationToken)).Where(session => session.Id != state.Agent.Id).ToList();
        return SessionFinder.Find(others, id.Length == 0 ? "last" : id);
    }
}
