using System.Runtime.InteropServices;

namespace Tandem.CodeIndex.Search;

/// <summary>How fully a question says the names of files: "the stream controller" says all of <c>stream-controller.ts</c>, but a third of <c>base-stream-controller.ts</c>.</summary>
internal sealed class FileNameScorer
{
    private readonly Dictionary<string, List<int>> _files = new(StringComparer.Ordinal);
    private readonly double[] _whole; // Rarity of all words of a file's name.
    private readonly double _rarest;

    public FileNameScorer(IndexSnapshot snapshot, TermReader reader)
    {
        _whole = new double[snapshot.Files.Count];
        var words = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < snapshot.Files.Count; i++)
        {
            words.Clear();
            reader.Count(Path.GetFileNameWithoutExtension(snapshot.Files[i].Path), words);
            foreach (var word in words.Keys.Where(w => w[0] != TermReader.WholeMark))
            {
                ref var files = ref CollectionsMarshal.GetValueRefOrAddDefault(_files, word, out _);
                (files ??= []).Add(i);
            }
        }

        foreach (var files in _files.Values)
        {
            var rarity = WordScorer.Rarity(files.Count, _whole.Length);
            _rarest = Math.Max(_rarest, rarity);
            foreach (var file in files) _whole[file] += rarity;
        }
    }

    /// <summary>For each file the square of the share of its name that is said, in [0, 1]; less where only common words of names are said.</summary>
    public double[] Score(IReadOnlyList<QueryTerm> terms)
    {
        var said = new double[_whole.Length];
        foreach (var term in terms)
        {
            if (!_files.TryGetValue(term.Text, out var files)) continue;
            var worth = Math.Min(1, term.Weight) * WordScorer.Rarity(files.Count, _whole.Length);
            foreach (var file in files) said[file] += worth;
        }

        for (var i = 0; i < said.Length; i++)
            if (said[i] > 0) said[i] = Math.Pow(said[i] / _whole[i], 2) * Math.Min(1, said[i] / _rarest);
        return said;
    }
}
