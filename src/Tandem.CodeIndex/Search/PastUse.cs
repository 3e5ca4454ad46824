namespace Tandem.CodeIndex.Search;

/// <summary>What each past change, and each file's past, weighs before any question.</summary>
internal sealed class PastUse
{
    private const double SecondsPerYear = 365.25 * 86_400;
    private const double LeastBurst = 1e-6; // Older changes add nothing that shows.

    public PastUse(IndexSnapshot snapshot, SearchWeights weights)
    {
        Share = new double[snapshot.Past.Count];
        Words = new double[snapshot.Files.Count];
        Activity = new double[snapshot.Files.Count];
        Burst = new double[snapshot.Files.Count];
        var newest = snapshot.Past.Count > 0 ? snapshot.Past.Max(p => p.UnixSeconds) : 0;
        for (var i = 0; i < snapshot.Past.Count; i++)
        {
            var past = snapshot.Past[i];
            var spread = Math.Pow(past.Touched, -weights.PastSpread);
            var burst = Math.Pow(0.5, i / weights.BurstHalfLife) * spread; // The newest comes first.
            Share[i] = spread * Math.Pow(0.5, (newest - past.UnixSeconds) / SecondsPerYear / weights.HalfLifeYears);
            foreach (var file in past.Files)
            {
                Words[file] += past.Words * Share[i];
                Activity[file] += Share[i];
                if (burst > LeastBurst) Burst[file] += burst;
            }
        }

        MeanWords = Words.Where(w => w > 0).DefaultIfEmpty(1).Average();
    }

    /// <summary>What one touched file gets of a change.</summary>
    public double[] Share { get; }

    /// <summary>Words of all changes of a file, by share.</summary>
    public double[] Words { get; }

    /// <summary>Mean of <see cref="Words"/> over the files that have any; above 0.</summary>
    public double MeanWords { get; }

    /// <summary>Number of changes of a file, halved with the years.</summary>
    public double[] Activity { get; }

    /// <summary>Number of changes of a file, halved with each few commits: what is being worked on now.</summary>
    public double[] Burst { get; }
}
