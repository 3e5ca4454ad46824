namespace Tandem.Routing.Learning;

/// <summary>One auxiliary classifier: its classes are heads of the linear part, and each has the mean curve of its training rows.</summary>
/// <param name="Key">What the classes are: <c>subject</c>, <c>domain</c> …</param>
/// <param name="FirstHead">Head of the first class.</param>
/// <param name="Middles">Mean score at ability ½, by class.</param>
/// <param name="Gains">Mean gain, by class.</param>
internal sealed record TopicGroup(string Key, int FirstHead, string[] Classes, float[] Middles, float[] Gains)
{
    // Heads are regressions on ±1; at this sharpness the likeliest class of a clear case has nearly all the weight.
    private const float Sharpness = 8;

    /// <summary>Features that <see cref="Encode"/> adds.</summary>
    public const int Width = 3;

    /// <summary>Probabilities of the classes.</summary>
    public float[] Posterior(ReadOnlySpan<float> heads)
    {
        var own = heads.Slice(FirstHead, Classes.Length);
        var most = float.NegativeInfinity;
        foreach (var head in own)
            most = Math.Max(most, head);
        var posterior = new float[own.Length];
        var sum = 0f;
        for (var i = 0; i < own.Length; i++)
            sum += posterior[i] = MathF.Exp(Sharpness * (own[i] - most));
        for (var i = 0; i < posterior.Length; i++)
            posterior[i] /= sum;
        return posterior;
    }

    /// <summary>Expected middle and gain over the classes, and how sure the class is.</summary>
    public static void Encode(ReadOnlySpan<float> posterior, ReadOnlySpan<float> middles, ReadOnlySpan<float> gains, Span<float> into)
    {
        into.Clear();
        for (var i = 0; i < posterior.Length; i++)
        {
            into[0] += posterior[i] * middles[i];
            into[1] += posterior[i] * gains[i];
            into[2] = Math.Max(into[2], posterior[i]);
        }
    }
}
