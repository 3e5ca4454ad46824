using Tandem.Egress;
using Tandem.Routing;
using Tandem.Routing.Prices;

namespace Tandem.Providers;

/// <summary>One entry of the configuration's <c>models</c>, defaults filled in.</summary>
public sealed record ModelOptions
{
    /// <summary>The name users see.</summary>
    public required string Name { get; init; }

    public required ProviderKind Provider { get; init; }

    /// <summary>The provider's own name of the model; for Azure the deployment.</summary>
    public required string UpstreamName { get; init; }

    /// <summary>Scheme, host, port and path prefix; never ends with a slash. Null only for <see cref="ProviderKind.Embedded"/>.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>Kept out of logs, traces, exports and <see cref="object.ToString"/>.</summary>
    public ApiKey? ApiKey { get; init; }

    public required Zone Zone { get; init; }

    public int ContextTokens { get; init; } = 8_192;

    public int MaxOutputTokens { get; init; } = 4_096;

    public ModelPrice Price { get; init; } = ModelPrice.Free;

    /// <summary>False where no price is known for an external model: its cost is unknown, and said so, not zero.</summary>
    public bool PriceKnown { get; init; } = true;

    public Capabilities Supports { get; init; } = Capabilities.Tools | Capabilities.Json;

    public IReadOnlyDictionary<string, double> Capability { get; init; } = new Dictionary<string, double>();

    public EgressDeadlines Deadlines { get; init; } = new();

    /// <summary>Why it cannot be called at all, with the cure (<c>OPENAI_API_KEY is not set</c>); null = it can.</summary>
    public string? Unusable { get; init; }

    /// <summary>Most attempts under way at once at this upstream; further ones wait.</summary>
    public int MaxConcurrency { get; init; } = 1_024;
}
