using System.Runtime.CompilerServices;
using Tandem.Routing.Features;

namespace Tandem.Routing.Learning;

/// <summary>The n-grams that the linear part knows, with their inverse document frequencies. Immutable.</summary>
internal sealed class NgramVocabulary
{
    private readonly uint[] _keys;
    private readonly float[] _idf;
    private readonly int[] _slots;
    private readonly int _mask;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // Runs over all n-grams when a router is loaded, before any code is hot.
    public NgramVocabulary(uint[] keys, float[] idf)
    {
        _keys = keys;
        _idf = idf;
        var size = 16;
        while (size < keys.Length * 2)
            size *= 2;
        _mask = size - 1;
        _slots = new int[size];
        for (var i = 0; i < keys.Length; i++)
        {
            var slot = (int)(keys[i] & (uint)_mask);
            while (_slots[slot] != 0)
                slot = (slot + 1) & _mask;
            _slots[slot] = i + 1;
        }
    }

    public ReadOnlySpan<uint> Keys => _keys;

    public ReadOnlySpan<float> Idf => _idf;

    public int Count => _keys.Length;

    /// <summary>The commonest n-grams that stand in at least <paramref name="leastRows"/> rows.</summary>
    public static NgramVocabulary Of(IReadOnlyList<PromptFeatures> rows, int leastRows, int mostKeys)
    {
        var counts = new Dictionary<uint, int>();
        var seen = new HashSet<uint>();
        foreach (var row in rows)
        {
            seen.Clear();
            foreach (var gram in row.Grams)
            {
                if (seen.Add(gram))
                    counts[gram] = counts.GetValueOrDefault(gram) + 1;
            }
        }

        var chosen = counts.Where(c => c.Value >= leastRows).OrderByDescending(c => c.Value).ThenBy(c => c.Key).Take(mostKeys).OrderBy(c => c.Key).ToList();
        return new NgramVocabulary(
            [.. chosen.Select(c => c.Key)],
            [.. chosen.Select(c => (float)(Math.Log((1.0 + rows.Count) / (1.0 + c.Value)) + 1))]);
    }

    /// <summary>The row as a sparse vector of length one, (1 + log count) × idf, by rising index.</summary>
    /// <remarks>Its <see cref="SparseVector.Coverage"/> is the share of the row's n-grams that are known: low for texts unlike the training data.</remarks>
    public SparseVector Vectorise(PromptFeatures features)
    {
        var indices = new int[features.Grams.Length];
        var known = 0;
        foreach (var gram in features.Grams)
        {
            var index = Find(gram);
            if (index >= 0)
                indices[known++] = index;
        }

        Array.Sort(indices, 0, known);
        var values = new float[known];
        var entries = 0;
        var squares = 0.0;
        for (var i = 0; i < known;)
        {
            var index = indices[i];
            var end = i;
            while (end < known && indices[end] == index)
                end++;
            var value = (1 + MathF.Log(end - i)) * _idf[index];
            i = end;
            indices[entries] = index;
            values[entries++] = value;
            squares += value * value;
        }

        var scale = (float)(1 / Math.Sqrt(squares + 1e-12));
        for (var i = 0; i < entries; i++)
            values[i] *= scale;
        return new SparseVector(indices.AsMemory(0, entries), values.AsMemory(0, entries), (float)known / Math.Max(1, features.Grams.Length));
    }

    private int Find(uint key)
    {
        for (var slot = (int)(key & (uint)_mask); _slots[slot] != 0; slot = (slot + 1) & _mask)
        {
            if (_keys[_slots[slot] - 1] == key)
                return _slots[slot] - 1;
        }

        return -1;
    }
}
