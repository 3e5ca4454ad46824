using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Ledger;
using Tandem.Routing.Prices;

namespace Tandem.Pipeline;

/// <summary>What a request came to, as the ledger has it.</summary>
public sealed record Receipt
{
    public required RequestId Request { get; init; }

    public required DecisionId Decision { get; init; }

    /// <summary>The model whose answer was relayed; null where there was none.</summary>
    public required string? Model { get; init; }

    public required RequestState State { get; init; }

    /// <summary>Over all attempts.</summary>
    public required TokenUsage Usage { get; init; }

    /// <summary>Over all attempts.</summary>
    public required NanoUsd Cost { get; init; }

    public required int Attempts { get; init; }

    /// <summary>Fields of the request that the model's dialect could not carry.</summary>
    public IReadOnlyList<string> Dropped { get; init; } = [];
}
