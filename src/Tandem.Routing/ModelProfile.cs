using Tandem.Routing.Prices;

namespace Tandem.Routing;

/// <summary>A model as a decision sees it: what it can, what it costs, how it does right now.</summary>
public sealed record ModelProfile
{
    /// <summary>The name users see, as configured.</summary>
    public required string Name { get; init; }

    /// <summary>The provider's own name of it (<c>llama3.3:70b</c>, <c>gpt-4.1</c>), by which a family's ability is looked up.</summary>
    public required string UpstreamName { get; init; }

    public required Zone Zone { get; init; }

    /// <summary>Tokens of prompt and answer together.</summary>
    public required int ContextTokens { get; init; }

    public required int MaxOutputTokens { get; init; }

    public required Capabilities Supports { get; init; }

    public required ModelPrice Price { get; init; }

    /// <summary>Scores from the configuration (<c>capability</c>), by skill, in [0, 1]; empty = none given.</summary>
    public IReadOnlyDictionary<string, double> Capability { get; init; } = new Dictionary<string, double>();

    /// <summary>Why it cannot be called at all, with the cure (<c>OPENAI_API_KEY is not set</c>); null = it can.</summary>
    public string? Unusable { get; init; }

    /// <summary>Why it cannot take this very request, whatever it supports (no such field in its provider's API); null = it can.</summary>
    public string? CannotTake { get; init; }

    public Health Health { get; init; } = Health.Unknown;

    /// <summary>Conservative bytes of text in a token: the lower, the more tokens are assumed.</summary>
    public double BytesPerToken { get; init; } = 2.5;

    /// <summary>Bytes of text of the request as this model gets it; null = as the query says.</summary>
    public long? InputBytes { get; init; }

    /// <summary>Most tokens of the answer that this model is asked for; null = as the query says.</summary>
    public int? AskedOutputTokens { get; init; }

    /// <summary>Expected time to the first token.</summary>
    public TimeSpan FirstToken { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Expected output speed.</summary>
    public double TokensPerSecond { get; init; } = 40;

    /// <summary>Expected tokens of an answer where nothing better is known.</summary>
    public int TypicalOutputTokens { get; init; } = 400;
}
