using System.Security.Cryptography;
using System.Text;
using Tandem.Providers.Chat;
using Tandem.Routing;

namespace Tandem.Providers;

/// <summary>A request of an in-process caller: its outline comes from the record instead of from bytes.</summary>
public static class NativeRequest
{
    public static ModelRequest Of(ChatRequest chat)
    {
        var lastUser = chat.Messages.LastOrDefault(message => message.Role == ChatRole.User && message.Parts.Any(part => part is TextPart));
        var firstUser = chat.Messages.FirstOrDefault(message => message.Role == ChatRole.User);
        var parts = chat.System.Concat(chat.Messages.SelectMany(message => message.Parts)).ToList();
        return new ModelRequest
        {
            Dialect = Dialect.Native,
            Body = ReadOnlyMemory<byte>.Empty,
            Chat = chat,
            Outline = new RequestOutline
            {
                Model = chat.Model,
                Stream = chat.Stream,
                TextBytes = parts.Sum(Bytes) + chat.Tools.Sum(tool => Bytes(tool.Name) + Bytes(tool.Description) + Bytes(tool.ParametersSchema)),
                MessageCount = chat.Messages.Count,
                ToolCount = chat.Tools.Count,
                ImageCount = parts.Sum(Images),
                MaxOutputTokens = chat.MaxOutputTokens,
                Needs = Needs(chat, parts),
                LastUserText = lastUser is null ? "" : HeadAndTail(Text(lastUser.Parts)),
                EndsWithToolResult = chat.Messages is [.., { } last] && last.Parts.Any(part => part is ToolResultPart) && !last.Parts.Any(part => part is TextPart),
                HasSignedReasoning = parts.Any(part => part is ReasoningPart { Signature: not null } or ReasoningPart { Redacted: not null }),
                WantsUsage = true,
                ConversationHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text(chat.System) + "\0" + Text(firstUser?.Parts ?? [])))),
            },
        };
    }

    private static Capabilities Needs(ChatRequest chat, List<ChatPart> parts) =>
        (chat.Tools.Count > 0 ? Capabilities.Tools : 0)
        | (chat.Format is not null ? Capabilities.Json : 0)
        | (parts.Sum(Images) > 0 ? Capabilities.Vision : 0);

    private static string Text(IReadOnlyList<ChatPart> parts) => string.Join('\n', parts.OfType<TextPart>().Select(part => part.Text));

    /// <summary>The task is said at the start or the end; what lies between is material.</summary>
    private static string HeadAndTail(string text) => text.Length <= 2 * RouteQuery.MaxTextLength
        ? text
        : string.Concat(text.AsSpan(0, RouteQuery.MaxTextLength), text.AsSpan(text.Length - RouteQuery.MaxTextLength));

    private static long Bytes(ChatPart part) => part switch
    {
        TextPart text => Bytes(text.Text),
        ToolCallPart call => Bytes(call.Name) + Bytes(call.Arguments),
        ToolResultPart result => result.Content.Sum(Bytes),
        ReasoningPart reasoning => Bytes(reasoning.Text),
        _ => 0,
    };

    private static long Bytes(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);

    private static int Images(ChatPart part) => part switch
    {
        ImagePart => 1,
        ToolResultPart result => result.Content.Sum(Images),
        _ => 0,
    };
}
