namespace Tandem.Routing.Learning;

/// <summary>What the texts of one training source look like on the surface, to tell how far a new text lies from all of them.</summary>
internal sealed record SourceProfile(string Name, float[] Means, float[] Deviations)
{
    private const float Farthest = 4;

    /// <summary>Mean squared standardised distance: about 0.5 for the source's own texts, above 1 for texts of another kind.</summary>
    public float Distance(ReadOnlySpan<float> surface)
    {
        var sum = 0f;
        for (var i = 0; i < surface.Length; i++)
        {
            var z = Math.Clamp((surface[i] - Means[i]) / Deviations[i], -Farthest, Farthest);
            sum += z * z;
        }

        return sum / surface.Length;
    }
}
