using Tandem.Agent.Sessions;
using Tandem.Providers.Chat;

namespace Tandem.Cli.Sessions;

/// <summary>One line of <c>sessions export --json</c>: an entry of the transcript.</summary>
/// <param name="Kind"><c>message · compaction · checkpoint · verify · escalation · undo · mode</c>.</param>
/// <param name="Images">Media types; the bytes are left out.</param>
internal sealed record EntryLine(
    int Sequence, DateTimeOffset Time, string Kind, string? Role, string? Text, string? Reasoning, IReadOnlyList<CallLine>? Calls, IReadOnlyList<ResultLine>? Results,
    IReadOnlyList<string>? Images, string? DecisionId, string? Detail)
{
    public static EntryLine Of(TranscriptEntry entry)
    {
        var parts = entry.Message?.Parts ?? [];
        return new EntryLine(
            entry.Sequence, entry.Time, entry.Kind, entry.Message?.Role.ToString().ToLowerInvariant(), Joined(parts.OfType<TextPart>().Select(part => part.Text)),
            Joined(parts.OfType<ReasoningPart>().Select(part => part.Text)),
            NullIfEmpty(parts.OfType<ToolCallPart>().Select(call => new CallLine(call.Id, call.Name, call.Arguments))),
            NullIfEmpty(parts.OfType<ToolResultPart>().Select(ResultLine.Of)),
            NullIfEmpty(parts.OfType<ImagePart>().Select(image => image.MediaType)), entry.DecisionId, entry.Detail);
    }

    internal static string? Joined(IEnumerable<string> texts) => string.Join('\n', texts) is { Length: > 0 } text ? text : null;

    private static List<T>? NullIfEmpty<T>(IEnumerable<T> items) => items.ToList() is { Count: > 0 } list ? list : null;
}

/// <summary>A tool call of an exported message.</summary>
internal sealed record CallLine(string Id, string Name, string Arguments);

/// <summary>A tool result of an exported message.</summary>
internal sealed record ResultLine(string CallId, bool IsError, string Text)
{
    public static ResultLine Of(ToolResultPart result) => new(result.CallId, result.IsError, EntryLine.Joined(result.Content.OfType<TextPart>().Select(part => part.Text)) ?? "");
}
