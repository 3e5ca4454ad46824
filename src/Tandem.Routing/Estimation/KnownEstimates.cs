using Tandem.Routing.Prices;

namespace Tandem.Routing.Estimation;

/// <summary>The estimates that were made of one text; the reading behind them, which is large, is not kept. Safe for concurrent use.</summary>
internal sealed class KnownEstimates
{
    /// <summary>Pools are small, and change with the configuration only.</summary>
    private const int Most = 64;

    private volatile Known[] _known = [];

    public bool TryFind(ModelProfile model, out ScoreEstimate estimate)
    {
        foreach (var one in _known)
        {
            if (!one.IsOf(model)) continue;
            estimate = one.Estimate;
            return true;
        }

        estimate = default;
        return false;
    }

    public void Add(ModelProfile model, ScoreEstimate estimate)
    {
        var known = _known;
        if (known.Length < Most)
            _known = [.. known, new Known(model.Name, model.UpstreamName, model.Capability, model.Price, estimate)];
    }

    /// <summary>All that an estimate depends on.</summary>
    private sealed record Known(string Name, string UpstreamName, IReadOnlyDictionary<string, double> Capability, ModelPrice Price, ScoreEstimate Estimate)
    {
        public bool IsOf(ModelProfile model) =>
            Name == model.Name && UpstreamName == model.UpstreamName && ReferenceEquals(Capability, model.Capability) && ReferenceEquals(Price, model.Price);
    }
}
