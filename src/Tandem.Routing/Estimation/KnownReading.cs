using Tandem.Routing.Learning;
using Tandem.Routing.Prices;

namespace Tandem.Routing.Estimation;

/// <summary>A reading with the estimates that were made of it. Safe for concurrent use.</summary>
internal sealed class KnownReading(PromptReading reading)
{
    /// <summary>Pools are small, and change with the configuration only.</summary>
    private const int Most = 64;

    private volatile Known[] _known = [];

    public ScoreEstimate Estimate(ModelProfile model)
    {
        var known = _known;
        foreach (var one in known)
            if (one.IsOf(model))
                return one.Estimate;
        var estimate = reading.Estimate(model);
        if (known.Length < Most)
            _known = [.. known, new Known(model.Name, model.UpstreamName, model.Capability, model.Price, estimate)];
        return estimate;
    }

    /// <summary>All that an estimate depends on.</summary>
    private sealed record Known(string Name, string UpstreamName, IReadOnlyDictionary<string, double> Capability, ModelPrice Price, ScoreEstimate Estimate)
    {
        public bool IsOf(ModelProfile model) =>
            Name == model.Name && UpstreamName == model.UpstreamName && ReferenceEquals(Capability, model.Capability) && ReferenceEquals(Price, model.Price);
    }
}
