using Tandem.CodeIndex.Indexing;

namespace Tandem.CodeIndex.Search;

/// <summary>Finds the words of a text that name a definition or a file of the repository.</summary>
internal sealed class NameFinder(PostingReader files)
{
    private const int MinLength = 3;

    public List<string> Find(ReadOnlySpan<char> text)
    {
        var names = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var range = IdentifierSplitter.Next(text, at);
            at = range.End.Value;
            var word = text[range];
            if (word.Length is < MinLength or > IdentifierSplitter.MaxLength || StopWords.IsStop(word)) continue;
            if (!Question.LooksLikeCode(text, range) && !IsProperName(text, range)) continue;
            if (IsDefined(TermReader.Whole(word)) && !names.Contains(word.ToString())) names.Add(word.ToString());
        }

        return names;
    }

    /// <summary>A capital inside a sentence; at its beginning every word has one.</summary>
    private static bool IsProperName(ReadOnlySpan<char> text, Range range)
    {
        if (!char.IsUpper(text[range.Start])) return false;
        var before = text[..range.Start].TrimEnd();
        return before.Length > 0 && before[^1] is not ('.' or '!' or '?' or ':');
    }

    private bool IsDefined(string whole)
    {
        foreach (var run in files.Read(whole).Runs)
            if ((Field)run.Field is Field.Symbols or Field.Stem) return true;
        return false;
    }
}
