using Tandem.Routing.Learning;

namespace Tandem.Routing.Calibration;

/// <summary>Platt scaling on the logit of a score: monotone, without ties, two numbers (Platt 1999; Niculescu-Mizil and Caruana 2005).</summary>
internal static class LogitCalibration
{
    /// <summary>Collects predictions with what came of them, and fits slope and intercept by Newton's method.</summary>
    public sealed class Fitter
    {
        private const double Ridge = 1; // Pulls towards "already calibrated", so that few rows do no harm.

        private readonly List<(double Logit, double Score, double Weight)> _rows = [];

        public void Add(double predicted, double score, double weight) =>
            _rows.Add((ScoreCurve.Logit(ScoreCurve.Inside(predicted)), score, weight));

        public (float Slope, float Intercept) Fit()
        {
            var slope = 1.0;
            var intercept = 0.0;
            for (var step = 0; step < 25; step++)
            {
                double g0 = -Ridge * intercept, g1 = -Ridge * (slope - 1), h00 = Ridge, h01 = 0, h11 = Ridge;
                foreach (var (logit, score, weight) in _rows)
                {
                    var p = ScoreCurve.Logistic(slope * logit + intercept);
                    var error = weight * (score - p);
                    var curvature = weight * p * (1 - p);
                    g0 += error;
                    g1 += error * logit;
                    h00 += curvature;
                    h01 += curvature * logit;
                    h11 += curvature * logit * logit;
                }

                var determinant = h00 * h11 - h01 * h01;
                if (determinant < 1e-12)
                    break;
                intercept += (h11 * g0 - h01 * g1) / determinant;
                slope += (h00 * g1 - h01 * g0) / determinant;
            }

            // A slope that is not positive would turn the order of the models around.
            return ((float)Math.Clamp(slope, 0.2, 3), (float)intercept);
        }
    }
}
