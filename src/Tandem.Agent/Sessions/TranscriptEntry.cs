using Tandem.Providers.Chat;

namespace Tandem.Agent.Sessions;

/// <summary>One entry of a transcript: a message, or what happened between messages.</summary>
/// <param name="Sequence">Its place in the session, from 0 without gaps.</param>
/// <param name="Kind"><c>message · compaction · checkpoint · verify · escalation · undo · mode</c>.</param>
public sealed record TranscriptEntry(int Sequence, DateTimeOffset Time, string Kind)
{
    /// <summary>With <c>message</c>: what the model sees again.</summary>
    public ChatMessage? Message { get; init; }

    /// <summary>The decision behind an assistant's message.</summary>
    public string? DecisionId { get; init; }

    /// <summary>The entry carries text of a private path: so does the conversation from here on.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>The entry carries text that others wrote.</summary>
    public bool IsUntrusted { get; init; }

    /// <summary>With other kinds: a checkpoint's id, a summary, a report in a line.</summary>
    public string? Detail { get; init; }
}
