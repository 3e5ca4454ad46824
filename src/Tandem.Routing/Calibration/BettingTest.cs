namespace Tandem.Routing.Calibration;

/// <summary>Tests whether the mean of bounded values lies below a limit, valid for any distribution and any number of rows.</summary>
/// <remarks>Betting martingale of Waudby-Smith and Ramdas (2023, arXiv 2010.09686): wealth grows while values stay below the limit; by Ville's
/// inequality it reaches 1/α with probability at most α if the mean is not below.</remarks>
internal static class BettingTest
{
    /// <param name="values">In [0, 1], in an order that does not depend on them.</param>
    /// <returns>True = the mean is below the limit, wrongly so with probability at most <paramref name="alpha"/>.</returns>
    public static bool IsBelow(IReadOnlyList<double> values, double limit, double alpha)
    {
        if (limit >= 1)
            return true;
        var logWealth = 0.0;
        var goal = Math.Log(1 / alpha);
        var sum = 0.5;
        var squares = 0.25;
        for (var i = 0; i < values.Count; i++)
        {
            // The stake uses only what came before, as a bet must.
            var variance = Math.Max(squares / (i + 1), 1e-6);
            var stake = Math.Min(Math.Sqrt(2 * goal / (variance * values.Count)), 0.75 / (1 - limit));
            logWealth += Math.Log(1 + stake * (limit - values[i]));
            if (logWealth >= goal)
                return true;
            sum += values[i];
            var mean = sum / (i + 2);
            squares += (values[i] - mean) * (values[i] - mean);
        }

        return false;
    }
}
