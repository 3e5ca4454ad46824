using Tandem.CodeIndex.Indexing;

namespace Tandem.CodeIndex.Search;

/// <summary>BM25F (Robertson, Zaragoza and Taylor, 2004): counts are normalised and weighted per field, summed, and only then saturated.</summary>
internal sealed class WordScorer(IndexSnapshot snapshot, PostingReader postings, SearchWeights weights)
{
    private readonly double[] _counts = new double[snapshot.Files.Count];
    private readonly List<int> _touched = [];

    /// <summary>Adds the score of every file that has a term of the question.</summary>
    public double[] Score(IReadOnlyList<QueryTerm> terms)
    {
        var scores = new double[snapshot.Files.Count];
        foreach (var term in terms)
        {
            Collect(postings.Read(term.Text).Items);
            if (_touched.Count == 0) continue;
            var rarity = Rarity(_touched.Count, snapshot.Files.Count) * term.Weight * (term.IsWhole ? weights.WholeBoost : 1);
            foreach (var file in _touched)
            {
                scores[file] += rarity * _counts[file] / (weights.K1 + _counts[file]);
                _counts[file] = 0;
            }

            _touched.Clear();
        }

        return scores;
    }

    /// <summary>Robertson and Spärck Jones' weight in the form that is never negative.</summary>
    public static double Rarity(int having, int all) => Math.Log(1 + (all - having + 0.5) / (having + 0.5));

    private void Collect(Posting[] found)
    {
        foreach (var (document, field, count) in found)
        {
            var file = snapshot.FileOf(document);
            if (file < 0) continue;
            var norm = weights.FieldNorms[field];
            var length = snapshot.Files[file].Lengths[field] / snapshot.MeanLengths[field];
            if (_counts[file] == 0) _touched.Add(file);
            _counts[file] += weights.Fields[field] * count / (1 - norm + norm * length);
        }
    }
}
