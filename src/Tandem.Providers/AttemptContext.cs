using Tandem.Egress;

namespace Tandem.Providers;

/// <summary>What an attempt must know beside the request.</summary>
public sealed record AttemptContext
{
    public required EgressPass Pass { get; init; }

    /// <summary>Cap on the output, where the client gave none or more: what the reservation covers.</summary>
    public required int MaxOutputTokens { get; init; }

    /// <summary>Told of each field of the request that this upstream cannot carry (<c>x-tandem-dropped</c>), once a name.</summary>
    public Action<string> OnDropped { get; init; } = static _ => { };
}
