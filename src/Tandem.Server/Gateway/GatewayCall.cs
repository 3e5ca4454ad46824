using Tandem.Pipeline;
using Tandem.Server.Callers;
using Tandem.Server.Gateway.Conversations;

namespace Tandem.Server.Gateway;

/// <summary>A call on its way through the gateway.</summary>
internal sealed record GatewayCall
{
    public required PipelineCall Pipeline { get; init; }

    public required Caller Caller { get; init; }

    /// <summary>The assistant that answers; null = a model.</summary>
    public string? Assistant { get; init; }

    /// <summary>Fields that the model's dialect could not carry, filled before the answer begins.</summary>
    public required SortedSet<string> Dropped { get; init; }

    /// <summary>Who keeps the answer; null = nobody.</summary>
    public IAnswerWitness? Witness { get; init; }

    public RateLimits.Admission? Admission { get; init; }
}
