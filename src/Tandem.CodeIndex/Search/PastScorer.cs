using Tandem.CodeIndex.Indexing;

namespace Tandem.CodeIndex.Search;

/// <summary>Learns from past changes which files their words belong to.</summary>
internal sealed class PastScorer
{
    private const double SecondsPerYear = 365.25 * 86_400;
    private readonly IndexSnapshot _snapshot;
    private readonly PostingReader _postings;
    private readonly SearchWeights _weights;
    private readonly double[] _share; // What one touched file gets of a change.
    private readonly double[] _words; // Words of all changes of a file, by share.

    public PastScorer(IndexSnapshot snapshot, PostingReader postings, SearchWeights weights)
    {
        (_snapshot, _postings, _weights) = (snapshot, postings, weights);
        _share = new double[snapshot.Past.Count];
        _words = new double[snapshot.Files.Count];
        Activity = new double[snapshot.Files.Count];
        var newest = snapshot.Past.Count > 0 ? snapshot.Past.Max(p => p.UnixSeconds) : 0;
        for (var i = 0; i < snapshot.Past.Count; i++)
        {
            var past = snapshot.Past[i];
            _share[i] = Math.Pow(past.Touched, -weights.PastSpread) * Math.Pow(0.5, (newest - past.UnixSeconds) / SecondsPerYear / weights.HalfLifeYears);
            foreach (var file in past.Files)
            {
                _words[file] += past.Words * _share[i];
                Activity[file] += _share[i];
            }
        }
    }

    /// <summary>Decayed number of changes per file.</summary>
    public double[] Activity { get; }

    /// <summary>Scores the files by the most similar past changes, and by the words of all their changes.</summary>
    public (double[] Similar, double[] Words) Score(IReadOnlyList<QueryTerm> terms)
    {
        var similarity = new double[_snapshot.Past.Count];
        var words = new double[_snapshot.Files.Count];
        var counts = new double[_snapshot.Files.Count];
        var touched = new List<int>();
        var best = 0.0;
        var mean = Math.Max(1e-9, _words.Where(w => w > 0).DefaultIfEmpty(1).Average());
        foreach (var term in terms)
        {
            var found = _postings.Read(term.Text);
            if (found.Documents == 0) continue;
            var rarity = WordScorer.Rarity(found.Documents, _snapshot.Past.Count) * term.Weight;
            best += rarity * (_weights.PastK1 + 1);
            foreach (var (document, field, count) in found.Items)
            {
                var past = _snapshot.PastOf(document);
                if (past < 0) continue;
                var change = _snapshot.Past[past];
                var weighted = count * (field == HistoryUpdate.SubjectField ? 1 : _weights.PastBody);
                var norm = 1 - _weights.PastNorm + _weights.PastNorm * change.Words / _snapshot.MeanPastWords;
                similarity[past] += rarity * weighted * (_weights.PastK1 + 1) / (weighted + _weights.PastK1 * norm);
                foreach (var file in change.Files)
                {
                    if (counts[file] == 0) touched.Add(file);
                    counts[file] += weighted * _share[past];
                }
            }

            var fileRarity = WordScorer.Rarity(touched.Count, _snapshot.Files.Count) * term.Weight;
            foreach (var file in touched)
            {
                var norm = 1 - _weights.ChangeNorm + _weights.ChangeNorm * _words[file] / mean;
                words[file] += fileRarity * counts[file] / (counts[file] + _weights.ChangeK1 * norm);
                counts[file] = 0;
            }

            touched.Clear();
        }

        return (Spread(similarity, best), words);
    }

    private double[] Spread(double[] similarity, double best)
    {
        var scores = new double[_snapshot.Files.Count];
        for (var i = 0; i < similarity.Length; i++)
        {
            if (similarity[i] <= 0) continue;
            var evidence = Math.Pow(similarity[i] / best, _weights.PastPower) * _share[i];
            foreach (var file in _snapshot.Past[i].Files) scores[file] += evidence;
        }

        return scores;
    }
}
