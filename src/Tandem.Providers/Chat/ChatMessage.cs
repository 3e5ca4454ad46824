namespace Tandem.Providers.Chat;

/// <summary>One message of a conversation. Tool results are parts of a user message; <see cref="ChatRole.Developer"/> ones may stand mid-conversation.</summary>
public sealed record ChatMessage(ChatRole Role, IReadOnlyList<ChatPart> Parts)
{
    public static ChatMessage User(string text) => new(ChatRole.User, [new TextPart(text)]);

    public static ChatMessage Assistant(string text) => new(ChatRole.Assistant, [new TextPart(text)]);
}
