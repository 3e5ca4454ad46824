namespace Tandem.Llama.Chat;

/// <summary>How a chat client runs its model.</summary>
public sealed record LlamaChatOptions
{
    /// <summary>Conversations whose context stays in memory, so that their next turn computes only what is new. Each takes <see cref="LlamaModel.ContextBytes"/>.</summary>
    public int CachedConversations { get; init; } = 2;

    /// <summary>Tokens kept free for an answer: a prompt that leaves fewer is refused. Default: an eighth of the context, at most 1,024.</summary>
    public int? AnswerReserveTokens { get; init; }
}
