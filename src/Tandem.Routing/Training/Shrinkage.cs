namespace Tandem.Routing.Training;

/// <summary>How far a prediction is to be trusted, by rows it did not learn from.</summary>
internal static class Shrinkage
{
    /// <summary>The factor by which held-out predictions fit best: 1 = as they are, 0 = noise.</summary>
    public static double Of(IEnumerable<(float Target, float HeldOut, float Weight)> rows)
    {
        var (product, square) = (0.0, 0.0);
        foreach (var (target, heldOut, weight) in rows)
        {
            product += weight * target * heldOut;
            square += weight * heldOut * heldOut;
        }

        return square > 0 ? Math.Clamp(product / square, 0, 1) : 0;
    }
}
