using Tandem.Pipeline.Attempts;
using Tandem.Pipeline.Observations;
using Tandem.Providers;
using Tandem.Routing;

namespace Tandem.Pipeline.Models;

/// <summary>A configured model with its endpoint and what is known of its health.</summary>
internal sealed class PooledModel(IModelEndpoint endpoint, IModelObservations observations, PipelineOptions options, TimeProvider time)
{
    /// <summary>Below this many attempts the defaults are better than the measurement.</summary>
    private const int EnoughObservations = 5;

    private Seen? _seen;

    public IModelEndpoint Endpoint => endpoint;

    public ModelOptions Options => endpoint.Model;

    public Breaker Breaker { get; } = new(time);

    public Bulkhead Bulkhead { get; } = new(endpoint.Model.MaxConcurrency, options.MaxWaiting, time);

    public RetryBudget Retries { get; } = new();

    public ModelStatistics? Statistics => observations.Find(Options.Name) is { Count: >= EnoughObservations } known ? known : null;

    /// <summary>The model as a decision sees it now; the same object while nothing changed.</summary>
    public ModelProfile Profile()
    {
        var (health, statistics) = (Breaker.Health, Statistics);
        if (_seen is { } seen && seen.Health == health && ReferenceEquals(seen.Statistics, statistics))
            return seen.Profile;
        var profile = Profile(health, statistics);
        _seen = new Seen(health, statistics, profile);
        return profile;
    }

    private ModelProfile Profile(Health health, ModelStatistics? statistics)
    {
        var profile = new ModelProfile
        {
            Name = Options.Name,
            UpstreamName = Options.UpstreamName,
            Zone = Options.Zone,
            ContextTokens = Options.ContextTokens,
            MaxOutputTokens = Options.MaxOutputTokens,
            Supports = Options.Supports,
            Price = Options.Price,
            Capability = Options.Capability,
            Unusable = Options.Unusable,
            Health = health,
        };
        return statistics is not { } known ? profile : profile with
        {
            BytesPerToken = known.BytesPerTokenBound,
            FirstToken = known.FirstToken,
            TokensPerSecond = known.TokensPerSecond,
            TypicalOutputTokens = Math.Max(1, (int)known.OutputTokens),
        };
    }

    private sealed record Seen(Health Health, ModelStatistics? Statistics, ModelProfile Profile);
}
