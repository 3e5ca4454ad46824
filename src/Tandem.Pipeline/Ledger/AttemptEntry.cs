using Tandem.Pipeline.Ids;
using Tandem.Providers;
using Tandem.Routing;
using Tandem.Routing.Prices;

namespace Tandem.Pipeline.Ledger;

/// <summary>One call to an upstream.</summary>
public sealed record AttemptEntry
{
    public required AttemptId Id { get; init; }

    /// <summary>From 1 within the request.</summary>
    public required int Number { get; init; }

    public required string Model { get; init; }

    public required string UpstreamName { get; init; }

    public required Zone Zone { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>To the first model output; null where none came.</summary>
    public TimeSpan? FirstToken { get; init; }

    public required TimeSpan Duration { get; init; }

    public required AttemptState State { get; init; }

    public UpstreamError? Error { get; init; }

    public int? Status { get; init; }

    public required TokenUsage Usage { get; init; }

    public required NanoUsd Cost { get; init; }
}
