using System.Globalization;
using Tandem.Agent.Sessions;
using Tandem.Cli.Terminal;
using Tandem.Providers.Chat;

namespace Tandem.Cli.Interactive.View;

/// <summary>An earlier conversation on the screen: what was said in full, what was done in a line each.</summary>
internal static class TranscriptLines
{
    private const int MostMessages = 30;

    public static void Write(IReadOnlyList<TranscriptEntry> entries, Look look, ITerminal terminal)
    {
        var shown = entries.Where(entry => entry.Message is not null).TakeLast(MostMessages).ToList();
        var left = entries.Count(entry => entry.Message is not null) - shown.Count;
        if (left > 0)
            terminal.WriteLine(look.Quiet(string.Create(CultureInfo.InvariantCulture, $"… {left} earlier messages")));
        foreach (var entry in shown)
            if (entry.Kind == "compaction") // The summary is for the model; the person sees what was said itself.
                terminal.Note("… what was said so far was summed up for the model", Tone.Quiet);
            else
                foreach (var part in entry.Message!.Parts)
                    Write(part, entry.Message.Role, look, terminal);
    }

    private static void Write(ChatPart part, ChatRole role, Look look, ITerminal terminal)
    {
        switch (part)
        {
            case TextPart { Text: var text } when role == ChatRole.User:
                terminal.WriteLine();
                terminal.WriteLine(look.Mark(Mark.User) + look.Strong(SafeText.Of(text.Trim())).Replace("\n", "\n  ", StringComparison.Ordinal));
                break;
            case TextPart { Text: var text } when role == ChatRole.Assistant:
                terminal.WriteLine();
                var answer = new MarkdownWriter(terminal);
                answer.Add(text.Trim());
                answer.End();
                break;
            case ToolCallPart call:
                terminal.WriteLine(StyledText.Cut(look.Mark(Mark.Tool) + look.Quiet(StyledText.Safe($"{call.Name} {call.Arguments}".ReplaceLineEndings(" "))), terminal.Width - 1));
                break;
            case ImagePart:
                terminal.WriteLine(look.Quiet("[image]"));
                break;
        }
    }
}
