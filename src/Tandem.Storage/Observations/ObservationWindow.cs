using Tandem.Pipeline.Observations;

namespace Tandem.Storage.Observations;

/// <summary>A model's last attempts and the figures they give. Not thread-safe.</summary>
internal sealed class ObservationWindow
{
    /// <summary>Enough for a 2 % quantile, few enough to follow a model that changes.</summary>
    public const int Size = 200;

    /// <summary>Figures are as old as at most one observation in so many.</summary>
    private const int Precision = 20;

    private const double BoundQuantile = 0.02;
    private const long ShortInputBytes = 512; // Below this a chat template's own tokens hide the text's.
    private const double UnknownBytesPerToken = 2.5;
    private const double UnknownTokensPerSecond = 40;

    private readonly Queue<ModelObservation> _last = new(Size);
    private ModelStatistics? _statistics;
    private int _since;

    public void Add(ModelObservation observation)
    {
        if (_last.Count == Size) _last.Dequeue();
        _last.Enqueue(observation);
        if (++_since * Precision > _last.Count)
            _statistics = null; // One observation among many moves no figure: they are not worked out anew for each.
    }

    public ModelStatistics Statistics()
    {
        if (_statistics is { } known) return known;
        _since = 0;
        return _statistics = Compute();
    }

    private ModelStatistics Compute()
    {
        var input = _last.Where(o => o.InputTokens > 0 && o.InputBytes > 0).ToList();
        var output = _last.Where(o => o.OutputTokens > 0).ToList();
        return new ModelStatistics(
            _last.Count,
            LowerBound(input),
            Ratio(input.Sum(o => o.InputBytes), input.Sum(o => o.InputTokens)),
            Ratio(output.Sum(o => o.OutputBytes), output.Sum(o => o.OutputTokens)),
            TimeSpan.FromMilliseconds(Median([.. _last.Select(o => o.FirstToken.TotalMilliseconds)])),
            Median([.. output.Where(o => o.Duration > o.FirstToken).Select(o => o.OutputTokens / (o.Duration - o.FirstToken).TotalSeconds)], UnknownTokensPerSecond),
            output.Count == 0 ? 0 : output.Average(o => o.OutputTokens));
    }

    /// <summary>
    /// The 2 % quantile of bytes per token; with fewer than fifty requests their least, lowered by the chance 1 / (n + 1) that the next one
    /// lies below all of them.
    /// </summary>
    private static double LowerBound(List<ModelObservation> input)
    {
        var longer = input.Where(o => o.InputBytes >= ShortInputBytes).ToList();
        var ratios = (longer.Count > 0 ? longer : input).Select(o => (double)o.InputBytes / o.InputTokens).Order().ToList();
        if (ratios.Count == 0) return UnknownBytesPerToken;
        var rank = (int)(BoundQuantile * (ratios.Count + 1));
        return rank >= 1 ? ratios[rank - 1] : ratios[0] * ratios.Count / (ratios.Count + 1);
    }

    private static double Ratio(long bytes, long tokens) => tokens == 0 ? UnknownBytesPerToken : (double)bytes / tokens;

    private static double Median(List<double> values, double unknown = 0)
    {
        if (values.Count == 0) return unknown;
        values.Sort();
        var middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
