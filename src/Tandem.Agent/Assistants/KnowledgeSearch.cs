using System.Text;
using Tandem.Agent.Tools;

namespace Tandem.Agent.Assistants;

/// <summary>Finds the passages of a folder of documents that fit a question, by BM25 (Robertson and Zaragoza 2009; k1 = 1.2, b = 0.75).</summary>
/// <remarks>Reads the documents at each question: meant for folders that a person could leaf through. Links are not followed.</remarks>
internal static class KnowledgeSearch
{
    private const int MaxFiles = 5_000;
    private const int MaxFileBytes = 1024 * 1024;
    private const long MaxBytes = 48 * 1024 * 1024;
    private const int PassageLines = 24;
    private const int PassageCharacters = 1_500;
    private const int TermLength = 7; // Words that begin alike count as one: inflection without a stemmer for each language.

    /// <param name="root">Full path that the globs start from.</param>
    public static IReadOnlyList<KnowledgePassage> Find(string root, IReadOnlyList<string> globs, string question, int maxCharacters, CancellationToken cancellationToken)
    {
        var wanted = Terms(question).Distinct().ToList();
        if (wanted.Count == 0)
            return [];
        var passages = new List<(KnowledgePassage Passage, List<string> Terms)>();
        foreach (var path in Files(root, globs))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var passage in Cut(path, ReadText(Path.Combine(root, path))))
                passages.Add((passage, [.. Terms(passage.Path), .. Terms(passage.Text)]));
        }

        if (passages.Count == 0)
            return [];
        var average = passages.Average(entry => entry.Terms.Count);
        var weights = wanted.ToDictionary(term => term, term =>
        {
            var holding = passages.Count(entry => entry.Terms.Contains(term));
            return Math.Log(1 + ((passages.Count - holding + 0.5) / (holding + 0.5)));
        });
        var left = maxCharacters;
        return [.. passages
            .Select(entry => entry.Passage with { Score = Score(entry.Terms, weights, average) })
            .Where(passage => passage.Score > 0)
            .OrderByDescending(passage => passage.Score).ThenBy(passage => passage.Path, StringComparer.Ordinal).ThenBy(passage => passage.Line)
            .TakeWhile(passage => (left -= passage.Text.Length) >= 0)];
    }

    private static double Score(List<string> terms, Dictionary<string, double> weights, double average)
    {
        var score = 0.0;
        foreach (var (term, weight) in weights)
        {
            var count = terms.Count(one => one == term);
            score += weight * count * 2.2 / (count + (1.2 * (0.25 + (0.75 * terms.Count / average))));
        }

        return score;
    }

    private static IEnumerable<string> Files(string root, IReadOnlyList<string> globs)
    {
        long bytes = 0;
        return KnowledgeFiles.Relative(root, globs).Take(MaxFiles).TakeWhile(path => (bytes += Length(Path.Combine(root, path))) <= MaxBytes);
    }

    private static long Length(string file)
    {
        try { return new FileInfo(file).Length; }
        catch (IOException) { return 0; }
    }

    private static string ReadText(string file)
    {
        try
        {
            if (Length(file) > MaxFileBytes)
                return "";
            var bytes = File.ReadAllBytes(file);
            return BinaryCheck.IsBinary(bytes) ? "" : Encoding.UTF8.GetString(bytes);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>Cuts at blank lines and headings, so that a passage says one thing.</summary>
    private static IEnumerable<KnowledgePassage> Cut(string path, string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var start = 0;
        var length = 0;
        for (var line = 0; line <= lines.Length; line++)
        {
            var isEnd = line == lines.Length;
            var isBreak = !isEnd && ((lines[line].StartsWith('#') && line > start) || (length > PassageCharacters / 2 && lines[line].Trim().Length == 0)
                || line - start >= PassageLines || length > PassageCharacters);
            if (isEnd || isBreak)
            {
                if (length > 0)
                    yield return new KnowledgePassage(path, start + 1, line, string.Join('\n', lines[start..line]).TrimEnd(), 0);
                (start, length) = (line, 0);
            }

            if (!isEnd)
                length += lines[line].Trim().Length;
        }
    }

    private static IEnumerable<string> Terms(string text)
    {
        var start = -1;
        for (var place = 0; place <= text.Length; place++)
        {
            if (place < text.Length && char.IsLetterOrDigit(text[place]))
            {
                start = start < 0 ? place : start;
                continue;
            }

            if (start >= 0 && place - start > 1)
                yield return text[start..Math.Min(place, start + TermLength)].ToLowerInvariant();
            start = -1;
        }
    }
}
