using System.Globalization;
using System.Text;
using Tandem.Agent.Sessions;
using Tandem.Providers.Chat;

namespace Tandem.Cli.Sessions;

/// <summary>A transcript for reading elsewhere.</summary>
internal static class SessionExport
{
    /// <summary>One entry a line.</summary>
    public static string Json(IReadOnlyList<TranscriptEntry> entries) => string.Concat(entries.Select(entry => CliJson.Line(EntryLine.Of(entry)) + "\n"));

    public static string Markdown(SessionHeader session, IReadOnlyList<TranscriptEntry> entries)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {session.Title.ReplaceLineEndings(" ")}\n\n{session.Id} · {session.Workspace} · {session.CreatedAt:yyyy-MM-dd HH:mm} UTC\n");
        foreach (var entry in entries)
            Append(text, entry);
        return text.ToString();
    }

    private static void Append(StringBuilder text, TranscriptEntry entry)
    {
        if (entry.Message is not { } message)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n*{entry.Kind}{(entry.Detail is { } detail ? ": " + detail.ReplaceLineEndings(" ") : "")}*\n");
            return;
        }

        if (message.Parts.Any(part => part is TextPart or ImagePart))
            text.Append(CultureInfo.InvariantCulture, $"\n## {(entry.Kind == "compaction" ? "Summary" : message.Role == ChatRole.User ? "You" : "Tandem")}\n");
        foreach (var part in message.Parts)
            switch (part)
            {
                case TextPart said:
                    text.Append(CultureInfo.InvariantCulture, $"\n{said.Text.Trim()}\n");
                    break;
                case ImagePart image:
                    text.Append(CultureInfo.InvariantCulture, $"\n*image ({image.MediaType})*\n");
                    break;
                case ToolCallPart call:
                    text.Append(CultureInfo.InvariantCulture, $"\n**{call.Name}**\n\n{Fenced(call.Arguments, "json")}\n");
                    break;
                case ToolResultPart result:
                    text.Append(CultureInfo.InvariantCulture, $"\n{Fenced(ResultLine.Of(result).Text, "")}\n");
                    break;
            }
    }

    /// <summary>A fence longer than any in the text.</summary>
    private static string Fenced(string text, string language)
    {
        var (longest, run) = (2, 0);
        foreach (var unit in text)
        {
            run = unit == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        var fence = new string('`', longest + 1);
        return $"{fence}{language}\n{text.TrimEnd('\n')}\n{fence}";
    }
}
