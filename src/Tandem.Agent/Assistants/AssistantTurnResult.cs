using Tandem.Agent.Turns;
using Tandem.Pipeline.Errors;

namespace Tandem.Agent.Assistants;

/// <summary>What a message to an assistant with evaluators came to.</summary>
public sealed record AssistantTurnResult
{
    /// <summary>The answer that passed; the assistant's <c>hand_off</c> where none did.</summary>
    public required string Text { get; init; }

    /// <summary>No draft passed: a person goes on from here.</summary>
    public bool IsHandedOver { get; init; }

    /// <summary>There was no answer at all.</summary>
    public RequestException? Error { get; init; }

    /// <summary>Each model once, judges included.</summary>
    public IReadOnlyList<StepShare> Shares { get; init; } = [];

    public decimal CostUsd { get; init; }
}
