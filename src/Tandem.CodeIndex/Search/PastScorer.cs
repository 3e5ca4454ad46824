using Tandem.CodeIndex.Indexing;

namespace Tandem.CodeIndex.Search;

/// <summary>Learns from past changes which files their words belong to.</summary>
internal sealed class PastScorer(IndexSnapshot snapshot, PostingReader postings, PastUse use, SearchWeights weights)
{
    /// <summary>Scores the files by the most similar past changes, and by the words of all their changes.</summary>
    public (double[] Similar, double[] Words) Score(IReadOnlyList<QueryTerm> terms)
    {
        var similarity = new double[snapshot.Past.Count];
        var words = new double[snapshot.Files.Count];
        var counts = new double[snapshot.Files.Count];
        var touched = new List<int>();
        var best = 0.0;
        foreach (var term in terms)
        {
            var found = postings.Read(term.Text);
            if (found.Documents == 0) continue;
            var rarity = WordScorer.Rarity(found.Documents, snapshot.Past.Count) * term.Weight;
            best += rarity * (weights.PastK1 + 1);
            foreach (var run in found.Runs)
            {
                var weighted = Weighted(run, weights);
                foreach (var document in run)
                {
                    var past = snapshot.PastOf(document);
                    if (past < 0) continue;
                    var change = snapshot.Past[past];
                    var norm = 1 - weights.PastNorm + weights.PastNorm * change.Words / snapshot.MeanPastWords;
                    similarity[past] += rarity * weighted * (weights.PastK1 + 1) / (weighted + weights.PastK1 * norm);
                    foreach (var file in change.Files)
                    {
                        if (counts[file] == 0) touched.Add(file);
                        counts[file] += weighted * use.Share[past];
                    }
                }
            }

            var fileRarity = WordScorer.Rarity(touched.Count, snapshot.Files.Count) * term.Weight;
            foreach (var file in touched)
            {
                var norm = 1 - weights.ChangeNorm + weights.ChangeNorm * use.Words[file] / use.MeanWords;
                words[file] += fileRarity * counts[file] / (counts[file] + weights.ChangeK1 * norm);
                counts[file] = 0;
            }

            touched.Clear();
        }

        return (Spread(similarity, best), words);
    }

    /// <summary>What a word counts by the part of the message it stands in.</summary>
    public static double Weighted(PostingRun run, SearchWeights weights) => run.Count * (run.Field == HistoryUpdate.SubjectField ? 1 : weights.PastBody);

    private double[] Spread(double[] similarity, double best)
    {
        var scores = new double[snapshot.Files.Count];
        for (var i = 0; i < similarity.Length; i++)
        {
            if (similarity[i] <= 0) continue;
            var evidence = Math.Pow(similarity[i] / best, weights.PastPower) * use.Share[i];
            foreach (var file in snapshot.Past[i].Files) scores[file] += evidence;
        }

        return scores;
    }
}
