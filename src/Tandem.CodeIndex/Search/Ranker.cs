using Tandem.CodeIndex.Indexing;
using Tandem.CodeIndex.Scanning;

namespace Tandem.CodeIndex.Search;

/// <summary>Joins the kinds of evidence into one order of the files.</summary>
internal sealed class Ranker
{
    private const int CompanionSeeds = 5;
    private readonly IndexSnapshot _snapshot;
    private readonly PostingReader _files;
    private readonly SearchWeights _weights;
    private readonly WordScorer _words;
    private readonly FileNameScorer _names;
    private readonly PastScorer _past;
    private readonly PastUse _use;
    private readonly double[] _activity;
    private readonly double[] _burst;
    private readonly double[] _rank;

    public Ranker(IndexSnapshot snapshot, PostingReader files, PostingReader past, TermReader reader, SearchWeights weights)
    {
        (_snapshot, _files, _weights) = (snapshot, files, weights);
        _use = new PastUse(snapshot, weights);
        _words = new WordScorer(snapshot, files, past, _use, weights);
        _names = new FileNameScorer(snapshot, reader);
        _past = new PastScorer(snapshot, past, _use, weights);
        _activity = Scale([.. _use.Activity.Select(a => Math.Log(1 + a))]);
        _burst = Scale([.. _use.Burst]);
        _rank = Scale([.. _snapshot.Rank.Select(r => Math.Log(1 + r))]);
    }

    public static readonly int EvidenceCount = Enum.GetValues<Evidence>().Length;

    /// <summary>Files with any evidence, best first.</summary>
    public List<RankedFile> Rank(Question question)
    {
        var evidence = Collect(question);
        var ranked = new List<RankedFile>();
        for (var i = 0; i < _snapshot.Files.Count; i++)
        {
            var score = 0.0;
            for (var kind = 0; kind < EvidenceCount; kind++) score += _weights.Evidence[kind] * evidence[kind][i];
            score *= RoleFactor(_snapshot.Files[i].Role);
            if (evidence[(int)Evidence.Words][i] > 0 || evidence[(int)Evidence.SimilarChanges][i] > 0) ranked.Add(new RankedFile(i, score));
        }

        ranked.Sort((a, b) => b.Score != a.Score ? b.Score.CompareTo(a.Score) : string.CompareOrdinal(_snapshot.Files[a.File].Path, _snapshot.Files[b.File].Path));
        return ranked;
    }

    /// <summary>What each file is worth without a question: what leans on it, and how much it changes.</summary>
    public double[] Standing() =>
        [.. _snapshot.Files.Select((f, i) => RoleFactor(f.Role) * (1 + Math.Log(1 + _snapshot.Rank[i])) * (1 + Math.Log(1 + _use.Activity[i])))];

    /// <summary>What each term of a question is worth: its weight times its rarity.</summary>
    public Dictionary<string, double> Worth(Question question) => question.Terms.ToDictionary(
        t => t.Text,
        t => t.Weight * WordScorer.Rarity(_files.Read(t.Text).Documents, _snapshot.Files.Count),
        StringComparer.Ordinal);

    /// <summary>Every kind of evidence for every file, each scaled to 0..1.</summary>
    public double[][] Collect(Question question)
    {
        var evidence = new double[EvidenceCount][];
        var (similar, changeWords) = _past.Score(question.Terms);
        var (words, coverage) = _words.Score(question.Terms);
        evidence[(int)Evidence.Words] = Scale(words);
        evidence[(int)Evidence.Coverage] = Scale(coverage);
        evidence[(int)Evidence.SimilarChanges] = Scale(similar);
        evidence[(int)Evidence.ChangeWords] = Scale(changeWords);
        evidence[(int)Evidence.Activity] = _activity;
        evidence[(int)Evidence.Burst] = _burst;
        evidence[(int)Evidence.FileName] = _names.Score(question.Terms);
        evidence[(int)Evidence.Rank] = _rank;
        var direct = new double[_snapshot.Files.Count];
        for (var i = 0; i < direct.Length; i++)
            direct[i] = evidence[(int)Evidence.Words][i] + evidence[(int)Evidence.SimilarChanges][i];
        evidence[(int)Evidence.Links] = Scale(Links(direct));
        evidence[(int)Evidence.Companions] = Scale(Companions(direct));
        return evidence;
    }

    private double[] Links(double[] direct)
    {
        var scores = new double[direct.Length];
        for (var i = 0; i < direct.Length; i++)
        {
            var total = _snapshot.Files[i].TotalWeight;
            foreach (var (target, weight) in _snapshot.Files[i].Targets)
            {
                scores[target] += direct[i] * weight / total;
                scores[i] += direct[target] * weight / total;
            }
        }

        return scores;
    }

    private double[] Companions(double[] direct)
    {
        var order = new PriorityQueue<int, double>(); // The lowest of the best so far comes out first.
        for (var i = 0; i < direct.Length; i++)
        {
            order.Enqueue(i, direct[i]);
            if (order.Count > CompanionSeeds) order.Dequeue();
        }

        var seeds = order.UnorderedItems.Select(i => i.Element).ToHashSet();
        var scores = new double[direct.Length];
        foreach (var change in _snapshot.Past)
        {
            if (change.Files.Length < 2) continue;
            foreach (var seed in change.Files)
            {
                if (!seeds.Contains(seed)) continue;
                foreach (var file in change.Files)
                    if (file != seed) scores[file] += direct[seed] / (change.Touched - 1) / (1 + _use.Activity[seed]);
            }
        }

        return scores;
    }

    private static double RoleFactor(PathRole role) => role switch
    {
        PathRole.Source => 1,
        PathRole.Settings => 0.6,
        PathRole.Docs or PathRole.Test or PathRole.Sample => 0.5,
        _ => 0.3,
    };

    private static double[] Scale(double[] scores)
    {
        var max = scores.Length == 0 ? 0 : scores.Max();
        if (max > 0)
            foreach (ref var score in scores.AsSpan()) score /= max;
        return scores;
    }
}
