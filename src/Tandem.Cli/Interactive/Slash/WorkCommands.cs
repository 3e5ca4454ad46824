using Tandem.Cli.Interactive.View;
using Tandem.Cli.Terminal;

namespace Tandem.Cli.Interactive.Slash;

/// <summary>The work itself: again, back, what changed, shorter.</summary>
internal static class WorkCommands
{
    public static SlashCommand Retry(IReadOnlyList<string> models) => new()
    {
        Name = "/retry",
        Arguments = "[MODEL]",
        Help = "take the last answer back and ask again, by another model if you name one",
        Choices = _ => models,
        IsTurn = true,
        Work = async (state, surface, model, cancellationToken) =>
        {
            if (model.Length > 0 && !models.Contains(model))
                surface.Terminal.Note($"There is no model '{model}'. There are: {string.Join(", ", models)}", Tone.Warning);
            else if (LastQuestion.Find(await state.Agents.ReadAsync(state.Agent.Id, cancellationToken)) is { } last)
                await RetryAsync(state, surface, last, model.Length == 0 ? null : model, cancellationToken);
            else
                surface.Terminal.Note("Nothing was asked yet.", Tone.Quiet);
        },
    };

    public static SlashCommand Undo() => new()
    {
        Name = "/undo",
        Help = "take the changes of the last turn back",
        Work = async (state, surface, _, cancellationToken) =>
        {
            if (state.Agent.Changes is not { } changes)
                surface.Terminal.Note("The changes of this session are not recorded, so that they cannot be taken back.", Tone.Warning);
            else
                foreach (var line in await changes.UndoAsync(cancellationToken))
                    surface.Terminal.Note(line);
        },
    };

    public static SlashCommand Diff() => new()
    {
        Name = "/diff",
        Help = "everything that this session changed",
        Work = async (state, surface, _, cancellationToken) =>
        {
            var diff = state.Agent.Changes is { } changes ? await changes.DiffAsync(cancellationToken) : "";
            if (diff.Length == 0)
                surface.Terminal.Note("Nothing was changed.", Tone.Quiet);
            foreach (var file in Files(diff))
            {
                surface.Terminal.WriteLine(surface.Look.Mark(Mark.Edit) + surface.Look.Strong(StyledText.Safe(file.Name)) + "  " + DiffLines.Counts(surface.Look, file.Text));
                foreach (var line in DiffLines.Of(surface.Look, file.Text))
                    surface.Terminal.WriteLine(line);
            }
        },
    };

    public static SlashCommand Compact() => new()
    {
        Name = "/compact",
        Help = "shorten the conversation; rules and the last turns stay",
        Work = async (state, surface, _, cancellationToken) => surface.Terminal.Note(await state.Agent.CompactAsync(cancellationToken)),
    };

    /// <summary>Goes back to before the question, files included, and asks it again: the conversation so far stays as another session.</summary>
    private static async Task RetryAsync(SessionState state, ISessionSurface surface, LastQuestion last, string? model, CancellationToken cancellationToken)
    {
        if (state.Agent.Changes is { IsLastTurnChanged: true } changes)
            foreach (var line in await changes.UndoAsync(cancellationToken))
                surface.Terminal.Note(line, Tone.Quiet);
        if (state.LastDecision is { } decision)
            await state.Agents.NoteRetryAsync(decision.DecisionId, model, cancellationToken);
        await state.ReplaceAsync(await state.Agents.ForkAsync(state.Agent.Id, last.Place, cancellationToken));
        var before = state.Agent.Model;
        state.Agent.Model = model ?? before;
        try
        {
            await state.Agent.SayAsync(last.Text, cancellationToken);
        }
        finally
        {
            state.Agent.Model = before; // Named for this answer only.
        }
    }

    /// <summary>The diff of each file, by git's headers; without any, one of no name.</summary>
    private static IEnumerable<(string Name, string Text)> Files(string diff)
    {
        var text = new List<string>();
        var name = "";
        foreach (var line in diff.TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith("diff --git ", StringComparison.Ordinal) || line.StartsWith("--- ", StringComparison.Ordinal) && !text.All(IsHeader))
            {
                if (text.Count > 0)
                    yield return (name, string.Join('\n', text));
                text.Clear();
                name = "";
            }

            if (line.StartsWith("+++ ", StringComparison.Ordinal) && line != "+++ /dev/null" || line.StartsWith("--- ", StringComparison.Ordinal) && line != "--- /dev/null")
                name = line[4..] is ['a' or 'b', '/', .. var path] ? path : line[4..];
            text.Add(line);
        }

        if (text.Count > 0 && text[0].Length > 0)
            yield return (name, string.Join('\n', text));
    }

    private static bool IsHeader(string line) =>
        line.StartsWith("diff ", StringComparison.Ordinal) || line.StartsWith("index ", StringComparison.Ordinal) || line.Contains(" mode ", StringComparison.Ordinal)
        || line.StartsWith("similarity", StringComparison.Ordinal) || line.StartsWith("rename ", StringComparison.Ordinal);
}
