namespace Tandem.Agent.Edits.Matching;

/// <summary>Pairs the lines that two texts have in common, in order: Myers' O(ND) algorithm ("An O(ND) Difference Algorithm and Its
/// Variations", 1986) between the common head and tail.</summary>
internal static class LineDiff
{
    // Past this many differing lines the texts have little in common, and pairing what is left is not worth the memory.
    private const int MaxDistance = 1_500;

    /// <returns>For each line of the new text the index of the old line it repeats, or -1.</returns>
    public static int[] Pair(int oldCount, int newCount, Func<int, int, bool> areSame)
    {
        var pairs = new int[newCount];
        Array.Fill(pairs, -1);
        var head = 0;
        while (head < oldCount && head < newCount && areSame(head, head)) pairs[head] = head++;
        var tail = 0;
        while (tail < oldCount - head && tail < newCount - head && areSame(oldCount - 1 - tail, newCount - 1 - tail))
        {
            pairs[newCount - 1 - tail] = oldCount - 1 - tail;
            tail++;
        }
        PairMiddle(pairs, head, oldCount - head - tail, newCount - head - tail, areSame);
        return pairs;
    }

    private static void PairMiddle(int[] pairs, int offset, int oldCount, int newCount, Func<int, int, bool> areSame)
    {
        if (oldCount == 0 || newCount == 0) return;
        var limit = Math.Min(oldCount + newCount, MaxDistance);
        var furthest = new int[2 * limit + 3];
        var history = new List<int[]>();
        for (var distance = 0; distance <= limit; distance++)
        {
            history.Add(furthest.AsSpan(limit + 1 - distance, 2 * distance + 1).ToArray());
            for (var diagonal = -distance; diagonal <= distance; diagonal += 2)
            {
                var at = limit + 1 + diagonal;
                var down = diagonal == -distance || (diagonal != distance && furthest[at - 1] < furthest[at + 1]);
                var x = distance == 0 ? 0 : down ? furthest[at + 1] : furthest[at - 1] + 1;
                while (x < oldCount && x - diagonal < newCount && areSame(offset + x, offset + x - diagonal)) x++;
                furthest[at] = x;
                if (x < oldCount || x - diagonal < newCount) continue;
                Backtrack(pairs, offset, history, distance, diagonal, oldCount);
                return;
            }
        }
    }

    private static void Backtrack(int[] pairs, int offset, List<int[]> history, int distance, int diagonal, int x)
    {
        for (; distance >= 0; distance--)
        {
            // history[d] holds the furthest points before step d, for diagonals -d … d.
            var before = history[distance];
            int Furthest(int k) => Math.Abs(k) <= distance ? before[k + distance] : 0;
            var down = diagonal == -distance || (diagonal != distance && Furthest(diagonal - 1) < Furthest(diagonal + 1));
            var previousDiagonal = down ? diagonal + 1 : diagonal - 1;
            var previousX = distance == 0 ? 0 : Furthest(previousDiagonal);
            var startX = distance == 0 ? 0 : down ? previousX : previousX + 1;
            while (x > startX)
            {
                x--;
                pairs[offset + x - diagonal] = offset + x;
            }
            x = previousX;
            diagonal = previousDiagonal;
        }
    }
}
