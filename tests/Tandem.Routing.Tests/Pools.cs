using Tandem.Routing.Estimation;
using Tandem.Routing.Policies;
using Tandem.Routing.Prices;
using Tandem.Routing.Rules;

namespace Tandem.Routing.Tests;

/// <summary>A Llama in the house and a GPT-4 outside, as most tests need them.</summary>
internal static class Pools
{
    public static readonly ModelProfile Llama = new()
    {
        Name = "llama",
        UpstreamName = "llama3.1:8b",
        Zone = Zone.Local,
        ContextTokens = 32_000,
        MaxOutputTokens = 4_000,
        Supports = Capabilities.Tools | Capabilities.Json,
        Price = ModelPrice.Free,
    };

    public static readonly ModelProfile Gpt4 = new()
    {
        Name = "gpt-4",
        UpstreamName = "gpt-4.1",
        Zone = Zone.External,
        ContextTokens = 1_000_000,
        MaxOutputTokens = 8_000,
        Supports = Capabilities.Tools | Capabilities.Json | Capabilities.Vision,
        Price = new ModelPrice { Input = 2, Output = 8, CachedInput = 0.5m },
    };

    public static RouteQuery Query(string text, DataClass dataClass = DataClass.Shareable) => new()
    {
        Task = TaskKind.Chat,
        Text = text,
        InputBytes = text.Length,
        DataClass = dataClass,
    };

    /// <summary>A router that never explores, so that one decision tells all.</summary>
    public static Router Router(IScoreEstimator? estimator = null, double threshold = 0.05, params RouteRule[] rules) => new(
        new RoutingOptions { Policy = "test", Policies = [new PolicyOptions { Name = "test", Threshold = threshold, Exploration = 0 }], Rules = rules },
        estimator ?? new LearnedEstimator());

    public static RouteContext Context(int seed = 1) => new() { Seed = seed };
}
