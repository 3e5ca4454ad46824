using Tandem.Agent.Tools;
using Tandem.Agent.Turns;
using Tandem.Providers.Chat;

namespace Tandem.Agent.Compaction;

/// <summary>Where a history is cut: never between a call and its result.</summary>
internal static class HistoryCut
{
    /// <summary>A result of the kept part longer than this is shortened, where there is nothing old left to sum up.</summary>
    private const int LongResult = 4_000;

    /// <summary>How many of the last items are kept as they are: as many as fit, at least the last answer with its results.</summary>
    public static int Kept(IReadOnlyList<ConversationItem> items, long bytes)
    {
        var kept = 0;
        long size = 0;
        for (var count = 1; count <= items.Count; count++)
        {
            var item = items[^count];
            size += Size(item);
            var mayStart = item.Message.Role == ChatRole.Assistant || !item.Message.Parts.Any(part => part is ToolResultPart);
            if (size > bytes && kept > 0)
                break;
            if (mayStart)
                kept = count;
        }

        return kept;
    }

    /// <summary>Long results become short ones: what is left to do where one message fills the context.</summary>
    public static IReadOnlyList<ConversationItem> Shorten(IEnumerable<ConversationItem> items) =>
        [.. items.Select(item => item with { Message = item.Message with { Parts = [.. item.Message.Parts.Select(Shorten)] } })];

    public static long Size(ConversationItem item) => item.Message.Parts.Sum(part => part switch
    {
        TextPart text => (long)text.Text.Length,
        ToolCallPart call => call.Name.Length + call.Arguments.Length,
        ToolResultPart result => result.Content.OfType<TextPart>().Sum(text => (long)text.Text.Length),
        ReasoningPart reasoning => reasoning.Text.Length,
        _ => 0,
    });

    private static ChatPart Shorten(ChatPart part) => part is not ToolResultPart result ? part
        : result with { Content = [.. result.Content.Select(content => content is TextPart text ? text with { Text = ToolText.Cap(text.Text, LongResult) } : content)] };
}
