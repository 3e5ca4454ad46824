namespace Tandem.Routing.Evaluation;

/// <summary>AIQ of RouterBench (arXiv 2403.12031): mean quality under the non-decreasing convex hull of (cost, quality) points over a fixed interval of costs.</summary>
public static class CostQualityHull
{
    /// <param name="points">Working points of a router, or single models ("zero router").</param>
    /// <param name="least">Cost where the interval starts: the cheapest model's.</param>
    /// <param name="most">Cost where it ends: the dearest model's.</param>
    public static double Aiq(IReadOnlyList<(double Cost, double Quality)> points, double least, double most)
    {
        if (points.Count == 0 || !(most > least))
            throw new ArgumentException("AIQ needs points and an interval of costs that is not empty.");
        var hull = Hull(points);
        const int Steps = 2000;
        var sum = 0.0;
        for (var step = 0; step < Steps; step++)
            sum += At(hull, least + (most - least) * (step + 0.5) / Steps);
        return sum / Steps;
    }

    /// <summary>Upper convex hull from cost 0 to the best quality; beyond it quality stays.</summary>
    internal static List<(double Cost, double Quality)> Hull(IReadOnlyList<(double Cost, double Quality)> points)
    {
        var hull = new List<(double Cost, double Quality)>();
        foreach (var point in points.OrderBy(p => p.Cost).ThenByDescending(p => p.Quality))
        {
            if (hull.Count > 0 && point.Quality <= hull[^1].Quality)
                continue;
            while (hull.Count >= 2 && Cross(hull[^2], hull[^1], point) >= 0)
                hull.RemoveAt(hull.Count - 1);
            hull.Add(point);
        }

        return hull;
    }

    private static double Cross((double Cost, double Quality) a, (double Cost, double Quality) b, (double Cost, double Quality) c) =>
        (b.Cost - a.Cost) * (c.Quality - a.Quality) - (b.Quality - a.Quality) * (c.Cost - a.Cost);

    private static double At(List<(double Cost, double Quality)> hull, double cost)
    {
        if (cost <= hull[0].Cost)
            return hull[0].Quality;
        for (var i = 1; i < hull.Count; i++)
        {
            if (cost <= hull[i].Cost)
                return hull[i - 1].Quality + (hull[i].Quality - hull[i - 1].Quality) * (cost - hull[i - 1].Cost) / (hull[i].Cost - hull[i - 1].Cost);
        }

        return hull[^1].Quality;
    }
}
