using System.Runtime.CompilerServices;

namespace Tandem.Routing.Learning;

/// <summary>A sum of regression trees. Immutable; safe for concurrent use.</summary>
/// <param name="Base">Value before any tree.</param>
/// <param name="Roots">First node of each tree.</param>
/// <param name="Features">Feature that a node compares; −1 = leaf.</param>
/// <param name="Values">Threshold of a node (≤ goes left), or value of a leaf.</param>
/// <param name="Left">Left child of a node; the right one follows it.</param>
internal sealed record BoostedTrees(float Base, int[] Roots, short[] Features, float[] Values, int[] Left)
{
    public float Evaluate(ReadOnlySpan<float> row)
    {
        var sum = Base;
        foreach (var root in Roots)
        {
            var node = root;
            while (Features[node] >= 0)
                node = Left[node] + (row[Features[node]] <= Values[node] ? 0 : 1);
            sum += Values[node];
        }

        return sum;
    }

    /// <summary>Every node leads to a leaf inside the arrays, and compares a feature that exists: what a file says must be checked before it is walked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // Runs over all nodes when a router is loaded, before any code is hot.
    public bool IsSound(int featureCount)
    {
        var (features, left) = (Features, Left);
        if (features.Length != Values.Length || features.Length != left.Length)
            return false;
        foreach (var root in Roots)
        {
            if ((uint)root >= (uint)features.Length)
                return false;
        }

        for (var node = 0; node < features.Length; node++)
        {
            // Children follow their parent, so that no walk can go round.
            if (features[node] >= featureCount || (features[node] >= 0 && (left[node] <= node || left[node] >= features.Length - 1)))
                return false;
        }

        return true;
    }

    /// <summary>The same trees with every value multiplied.</summary>
    public BoostedTrees Times(float factor) =>
        this with { Base = Base * factor, Values = [.. Values.Select((value, node) => Features[node] < 0 ? value * factor : value)] };

    /// <summary>The mean of several sums, as one.</summary>
    public static BoostedTrees Mean(IReadOnlyList<BoostedTrees> parts)
    {
        var scaled = parts.Select(part => part.Times(1f / parts.Count)).ToList();
        var offsets = new int[parts.Count];
        for (var i = 1; i < parts.Count; i++)
            offsets[i] = offsets[i - 1] + parts[i - 1].Values.Length;
        return new BoostedTrees(
            scaled.Sum(part => part.Base),
            [.. scaled.SelectMany((part, i) => part.Roots.Select(root => root + offsets[i]))],
            [.. scaled.SelectMany(part => part.Features)],
            [.. scaled.SelectMany(part => part.Values)],
            [.. scaled.SelectMany((part, i) => part.Left.Select(left => left < 0 ? left : left + offsets[i]))]);
    }
}
