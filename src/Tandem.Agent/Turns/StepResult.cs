using Tandem.Pipeline;
using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Ledger;

namespace Tandem.Agent.Turns;

/// <summary>What one call to a model came to.</summary>
internal sealed record StepResult
{
    /// <summary>As far as it came; null where nothing was relayed.</summary>
    public required Answer? Answer { get; init; }

    public DecisionEntry? Decision { get; init; }

    public Receipt? Receipt { get; init; }

    /// <summary>The model that was asked last.</summary>
    public string? Model { get; init; }

    /// <summary>No answer, or one that broke off.</summary>
    public RequestException? Error { get; init; }

    public bool IsInterrupted { get; init; }
}
