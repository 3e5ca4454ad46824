using System.Text;
using Tandem.Agent.Tools;
using Tandem.Agent.Turns;
using Tandem.Providers.Chat;

namespace Tandem.Agent.Compaction;

/// <summary>A history as text for the one who sums it up.</summary>
internal static class HistoryText
{
    private const int MaxPart = 2_000;

    public static string Of(IEnumerable<ConversationItem> items, int most)
    {
        var text = new StringBuilder();
        foreach (var item in items)
            foreach (var part in item.Message.Parts)
                text.Append(Line(item.Message.Role, part));
        return ToolText.Cap(text.ToString(), most);
    }

    private static string Line(ChatRole role, ChatPart part) => part switch
    {
        TextPart words => $"{(role == ChatRole.Assistant ? "Agent" : "User")}: {ToolText.Cap(words.Text, MaxPart)}\n",
        ToolCallPart call => $"Agent calls {call.Name} {ToolText.Cap(call.Arguments, MaxPart)}\n",
        ToolResultPart result => $"Result{(result.IsError ? " (error)" : "")}: {ToolText.Cap(string.Concat(result.Content.OfType<TextPart>().Select(one => one.Text)), MaxPart)}\n",
        ImagePart => "[image]\n",
        _ => "",
    };
}
