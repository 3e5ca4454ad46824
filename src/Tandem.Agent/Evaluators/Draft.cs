using Tandem.Agent.Assistants;
using Tandem.Providers.Chat;

namespace Tandem.Agent.Evaluators;

/// <summary>An answer that nobody has seen yet, with what it answers.</summary>
internal sealed record Draft
{
    public required string Text { get; init; }

    /// <summary>The model that wrote it.</summary>
    public required string Author { get; init; }

    /// <summary>The conversation before it; the last message is the person's.</summary>
    public required IReadOnlyList<ChatMessage> Conversation { get; init; }

    /// <summary>Passages that the model was given.</summary>
    public IReadOnlyList<KnowledgePassage> Sources { get; init; } = [];

    /// <summary>Asks a model other than the author; null where none may be asked.</summary>
    public Func<string, CancellationToken, Task<string>>? AskOther { get; init; }

    public string Question => TextOf(Conversation.LastOrDefault(message => message.Role == ChatRole.User));

    /// <summary>What the person wrote, in order.</summary>
    public IReadOnlyList<string> Asked => [.. Conversation.Where(message => message.Role == ChatRole.User).Select(TextOf)];

    /// <summary>What was answered before, in order.</summary>
    public IReadOnlyList<string> Answered => [.. Conversation.Where(message => message.Role == ChatRole.Assistant).Select(TextOf)];

    public static string TextOf(ChatMessage? message) => string.Join('\n', message?.Parts.OfType<TextPart>().Select(part => part.Text) ?? []);
}
