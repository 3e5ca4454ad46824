using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Ledger;
using Tandem.Providers;

namespace Tandem.Pipeline;

/// <summary>What a door sees of a request: first the decision, then attempts and relay frames, at the end the receipt.</summary>
public readonly record struct PipelineFrame
{
    public required PipelineStep Step { get; init; }

    /// <summary>With <see cref="PipelineStep.Relay"/>.</summary>
    public RelayFrame Relay { get; init; }

    /// <summary>With <see cref="PipelineStep.Decided"/>.</summary>
    public DecisionEntry? Decision { get; init; }

    /// <summary>With <see cref="PipelineStep.Attempt"/>: who is asked now, and why not the one before.</summary>
    public AttemptNotice? Attempt { get; init; }

    /// <summary>With <see cref="PipelineStep.Broken"/>: the answer ended after content; the client must be told in its dialect.</summary>
    public RequestException? Error { get; init; }

    /// <summary>With <see cref="PipelineStep.Receipt"/>, and with the terminal <see cref="PipelineStep.Relay"/>.</summary>
    public Receipt? Receipt { get; init; }
}
