using Tandem.Routing.Prices;

namespace Tandem.Pipeline.Ledger;

/// <summary>Sums of one model on one UTC day.</summary>
public sealed record UsageRow(DateOnly Day, string Model, long Requests, long Attempts, TokenUsage Tokens, NanoUsd Cost);
