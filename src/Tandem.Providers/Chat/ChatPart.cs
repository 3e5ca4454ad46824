namespace Tandem.Providers.Chat;

/// <summary>A piece of a message.</summary>
public abstract record ChatPart
{
    /// <summary>The client asked the provider to cache the prompt up to here (Anthropic's <c>cache_control</c>); the time to live as written, or null.</summary>
    public CacheMark? Cache { get; init; }
}

/// <summary>Text.</summary>
public sealed record TextPart(string Text) : ChatPart;

/// <summary>An image, as bytes or by address.</summary>
/// <param name="MediaType"><c>image/png</c> …; empty where only an address is known.</param>
/// <param name="Data">The image's bytes; empty where it is given by <paramref name="Url"/>.</param>
/// <param name="Url">An address that the provider fetches; Tandem never does.</param>
/// <param name="Detail">OpenAI's <c>detail</c>, or null.</param>
public sealed record ImagePart(string MediaType, ReadOnlyMemory<byte> Data, string? Url = null, string? Detail = null) : ChatPart;

/// <summary>The model's call of a tool.</summary>
/// <param name="Id">Ties the result to the call.</param>
/// <param name="Arguments">JSON text, byte for byte as the model wrote it.</param>
public sealed record ToolCallPart(string Id, string Name, string Arguments) : ChatPart;

/// <summary>What a tool gave back.</summary>
/// <param name="CallId">The call's <see cref="ToolCallPart.Id"/>.</param>
/// <param name="Name">The tool's name where the dialect tells it (Ollama, Google), else null.</param>
public sealed record ToolResultPart(string CallId, IReadOnlyList<ChatPart> Content, bool IsError = false, string? Name = null) : ChatPart;

/// <summary>Reasoning of an earlier turn.</summary>
/// <param name="Text">Readable reasoning, may be empty.</param>
/// <param name="Signature">What the writing model needs to accept it back, or null.</param>
/// <param name="Redacted">The provider's encrypted reasoning, or null.</param>
public sealed record ReasoningPart(string Text, string? Signature = null, string? Redacted = null) : ChatPart;
