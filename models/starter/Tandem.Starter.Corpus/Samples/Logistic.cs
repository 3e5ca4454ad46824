namespace Tandem.Starter.Corpus.Samples;

/// <summary>Logistic regression in one variable, fitted by Newton's method with a small ridge.</summary>
internal static class Logistic
{
    private const double Ridge = 1e-3;

    public static double At(double slope, double offset, double x) => 1 / (1 + Math.Exp(-(slope * x + offset)));

    public static (double Slope, double Offset) Fit(IReadOnlyList<(double X, double Y)> points)
    {
        double slope = 0, offset = 0;
        for (var step = 0; step < 50; step++)
        {
            double g0 = -Ridge * offset, g1 = -Ridge * slope, h00 = Ridge, h01 = 0, h11 = Ridge;
            foreach (var (x, y) in points)
            {
                var p = At(slope, offset, x);
                var w = p * (1 - p);
                g0 += y - p;
                g1 += (y - p) * x;
                h00 += w;
                h01 += w * x;
                h11 += w * x * x;
            }

            var determinant = h00 * h11 - h01 * h01;
            offset += (h11 * g0 - h01 * g1) / determinant;
            slope += (h00 * g1 - h01 * g0) / determinant;
        }

        return (slope, offset);
    }
}
