namespace Tandem.CodeIndex.Search;

/// <summary>PageRank (Brin and Page, 1998) over the links between files.</summary>
internal static class LinkRank
{
    private const float Damping = 0.85f;
    private const int Rounds = 20;

    /// <summary>The rank of each file, scaled so that the mean is 1.</summary>
    public static float[] Compute(IReadOnlyList<IndexedFile> files)
    {
        var rank = new float[files.Count];
        Array.Fill(rank, 1);
        for (var round = 0; round < Rounds; round++)
        {
            var next = new float[files.Count];
            var lost = 0f; // Files without links give their rank to all.
            for (var i = 0; i < files.Count; i++)
            {
                var total = files[i].TotalWeight;
                if (total <= 0) lost += rank[i];
                else
                    foreach (var (file, weight) in files[i].Targets) next[file] += rank[i] * weight / total;
            }

            for (var i = 0; i < next.Length; i++) next[i] = 1 - Damping + Damping * (next[i] + lost / next.Length);
            rank = next;
        }

        return rank;
    }
}
