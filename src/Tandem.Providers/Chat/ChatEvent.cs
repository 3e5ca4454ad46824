using Tandem.Routing.Prices;

namespace Tandem.Providers.Chat;

/// <summary>A piece of an answer apart from any dialect. An answer is any number of pieces, then one <see cref="FinishedEvent"/>.</summary>
public abstract record ChatEvent;

/// <summary>The upstream began to answer.</summary>
/// <param name="Id">The upstream's id of the answer, an attribute only.</param>
/// <param name="Model">The upstream's word on which model answers.</param>
public sealed record StartedEvent(string? Id, string? Model) : ChatEvent;

/// <summary>More text.</summary>
public sealed record TextEvent(string Text) : ChatEvent;

/// <summary>More readable reasoning.</summary>
public sealed record ReasoningEvent(string Text) : ChatEvent;

/// <summary>The signature of the reasoning block that just ended, or a whole encrypted block.</summary>
public sealed record ReasoningSignatureEvent(string? Signature, string? Redacted = null) : ChatEvent;

/// <summary>A tool call begins.</summary>
/// <param name="Index">Its place among the answer's tool calls, from 0.</param>
public sealed record ToolCallStartedEvent(int Index, string Id, string Name) : ChatEvent;

/// <summary>More of a call's arguments: a piece of JSON text.</summary>
public sealed record ToolCallArgumentsEvent(int Index, string Fragment) : ChatEvent;

/// <summary>The upstream's count so far; a later one replaces an earlier one.</summary>
public sealed record UsageEvent(TokenUsage Usage) : ChatEvent;

/// <summary>The whole answer is here.</summary>
/// <param name="StopSequence">With <see cref="FinishReason.StopSequence"/>: which one, where known.</param>
public sealed record FinishedEvent(FinishReason Reason, string? StopSequence = null) : ChatEvent
{
    /// <summary>How likely the answer is right, in [0, 1], where the model tells: an embedded model with a calibration. Else null.</summary>
    public double? PSuccess { get; init; }
}
