using System.Security.Cryptography;
using System.Text;
using Tandem.Providers.Chat;
using Tandem.Providers.Embeddings;
using Tandem.Routing;

namespace Tandem.Providers;

/// <summary>Requests of callers in this process.</summary>
public static class NativeRequest
{
    private const long BytesPerTokenId = 4;

    /// <summary>A request that is answered in <see cref="ChatEvent"/>s.</summary>
    public static ModelRequest Of(ChatRequest chat) => new() { Dialect = Dialect.Native, Body = default, Chat = chat, Outline = Outline(chat) };

    /// <summary>A request that is answered by one <see cref="EmbeddingsEvent"/>.</summary>
    public static ModelRequest Of(EmbeddingRequest embedding) => new()
    {
        Dialect = Dialect.Native,
        Body = default,
        Embedding = embedding,
        Outline = new RequestOutline
        {
            Model = embedding.Model,
            // A token of another vocabulary counts as a typical word of text.
            TextBytes = embedding.Inputs.Sum(input => input.Tokens is { } tokens ? tokens.Count * BytesPerTokenId : Bytes(input.Text)),
            MessageCount = embedding.Inputs.Count,
            MaxOutputTokens = 0,
            Needs = Capabilities.Embeddings,
        },
    };

    /// <summary>Bytes of text in system, messages and tools.</summary>
    internal static long TextBytes(ChatRequest chat) =>
        chat.System.Concat(chat.Messages.SelectMany(message => message.Parts)).Sum(Bytes)
        + chat.Tools.Sum(tool => Bytes(tool.Name) + Bytes(tool.Description) + Bytes(tool.ParametersSchema));

    private static RequestOutline Outline(ChatRequest chat)
    {
        var parts = chat.Messages.SelectMany(message => message.Parts).ToList();
        var images = parts.OfType<ImagePart>().ToList();
        var last = chat.Messages.LastOrDefault(message => message.Role == ChatRole.User && message.Parts.Any(part => part is TextPart));
        return new RequestOutline
        {
            Model = chat.Model,
            Stream = chat.Stream,
            TextBytes = TextBytes(chat),
            MessageCount = chat.Messages.Count,
            ToolCount = chat.Tools.Count,
            ImageCount = images.Count,
            HasImageAddress = images.Any(image => image.Url is not null),
            MaxOutputTokens = chat.MaxOutputTokens,
            Needs = (chat.Tools.Count > 0 ? Capabilities.Tools : Capabilities.None)
                | (images.Count > 0 ? Capabilities.Vision : Capabilities.None)
                | (chat.Format is null ? Capabilities.None : Capabilities.Json),
            LastUserText = Clip(Text(last)),
            EndsWithToolResult = chat.Messages.Count > 0 && chat.Messages[^1].Parts.Any(part => part is ToolResultPart),
            HasSignedReasoning = parts.Any(part => part is ReasoningPart { Signature: not null } or ReasoningPart { Redacted: not null }),
            WantsUsage = true,
            ConversationHash = Hash(chat),
        };
    }

    private static string Hash(ChatRequest chat)
    {
        var system = string.Concat(chat.System.OfType<TextPart>().Select(part => part.Text));
        var first = Text(chat.Messages.FirstOrDefault(message => message.Role == ChatRole.User));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(system + "\0" + first)).AsSpan(0, 16));
    }

    private static string Text(ChatMessage? message) => string.Join('\n', message?.Parts.OfType<TextPart>().Select(part => part.Text) ?? []);

    private static string Clip(string text) =>
        text.Length <= 2 * RouteQuery.MaxTextLength ? text : string.Concat(text.AsSpan(0, RouteQuery.MaxTextLength), text.AsSpan(text.Length - RouteQuery.MaxTextLength));

    private static long Bytes(ChatPart part) => part switch
    {
        TextPart text => Bytes(text.Text),
        ReasoningPart reasoning => Bytes(reasoning.Text),
        ToolCallPart call => Bytes(call.Name) + Bytes(call.Arguments),
        ToolResultPart result => result.Content.Sum(Bytes),
        _ => 0,
    };

    private static long Bytes(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);
}
