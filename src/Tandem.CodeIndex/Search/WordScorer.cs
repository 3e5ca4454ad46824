using Tandem.CodeIndex.Indexing;

namespace Tandem.CodeIndex.Search;

/// <summary>BM25F (Robertson, Zaragoza and Taylor, 2004): counts are normalised and weighted per field, summed, and only then saturated.</summary>
/// <remarks>
/// The words of a file's past changes are one more field of it, so that a word counts alike whether the code says it or those who changed the code.
/// Not safe for concurrent use.
/// </remarks>
internal sealed class WordScorer(IndexSnapshot snapshot, PostingReader files, PostingReader past, PastUse use, SearchWeights weights)
{
    private readonly double[] _counts = new double[snapshot.Files.Count];
    private readonly List<int> _touched = [];

    /// <summary>Scores the files by how much they say of the question, and by how many of its words they say at all.</summary>
    /// <remarks>A long file says a word often; a small one that says all the words may be the better answer.</remarks>
    public (double[] Amount, double[] Coverage) Score(IReadOnlyList<QueryTerm> terms)
    {
        var amount = new double[snapshot.Files.Count];
        var coverage = new double[snapshot.Files.Count];
        foreach (var term in terms)
        {
            Collect(files.Read(term.Text).Runs);
            CollectPast(past.Read(term.Text).Runs);
            if (_touched.Count == 0) continue;
            var rarity = Rarity(_touched.Count, snapshot.Files.Count) * term.Weight * (term.IsWhole ? weights.WholeBoost : 1);
            foreach (var file in _touched)
            {
                amount[file] += rarity * _counts[file] / (weights.K1 + _counts[file]);
                coverage[file] += rarity * _counts[file] / (weights.CoverageK1 + _counts[file]);
                _counts[file] = 0;
            }

            _touched.Clear();
        }

        return (amount, coverage);
    }

    /// <summary>Robertson and Spärck Jones' weight in the form that is never negative.</summary>
    public static double Rarity(int having, int all) => Math.Log(1 + (all - having + 0.5) / (having + 0.5));

    private void Collect(PostingRun[] found)
    {
        foreach (var run in found)
        {
            var norm = weights.FieldNorms[run.Field];
            var mean = snapshot.MeanLengths[run.Field];
            var weighted = weights.Fields[run.Field] * run.Count;
            foreach (var document in run)
            {
                var file = snapshot.FileOf(document);
                if (file >= 0) Count(file, weighted / (1 - norm + norm * (snapshot.Files[file].Lengths[run.Field] / mean)));
            }
        }
    }

    private void CollectPast(PostingRun[] found)
    {
        var norm = weights.PastFieldNorm;
        foreach (var run in found)
        {
            var weighted = weights.PastField * PastScorer.Weighted(run, weights);
            foreach (var document in run)
            {
                var change = snapshot.PastOf(document);
                if (change < 0) continue;
                var shared = weighted * use.Share[change];
                foreach (var file in snapshot.Past[change].Files) Count(file, shared / (1 - norm + norm * use.Words[file] / use.MeanWords));
            }
        }
    }

    private void Count(int file, double count)
    {
        if (_counts[file] == 0) _touched.Add(file);
        _counts[file] += count;
    }
}
