using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Tandem.CodeIndex.Indexing;

/// <summary>Reads the postings of single terms, and keeps the last ones.</summary>
/// <remarks>Not safe for concurrent use.</remarks>
internal sealed class PostingReader : IDisposable
{
    private const int MaxKept = 1_000_000; // Postings, 8 bytes each.
    private readonly Dictionary<string, Postings> _kept = new(StringComparer.Ordinal);
    private readonly SqliteCommand _command;
    private int _keptPostings;

    public PostingReader(IndexDatabase database, string vocabulary)
    {
        // One row per token, not per document: stepping through rows costs far more than reading numbers from a text.
        _command = database.Command($"SELECT term, group_concat(doc, ' ') FROM {vocabulary} WHERE term >= @from AND term < @to GROUP BY term", "@from", "@to");
        _command.Prepare();
    }

    /// <summary>The postings of a term, grouped by field and count.</summary>
    public Postings Read(string term)
    {
        if (_kept.TryGetValue(term, out var kept)) return kept;
        _command.Parameters[0].Value = term + TermCodec.Mark;
        _command.Parameters[1].Value = term + (char)(TermCodec.Mark + 1);
        var found = new List<Posting>();
        using var rows = _command.ExecuteReader();
        while (rows.Read())
        {
            var (field, count) = TermCodec.Read(rows.GetString(0));
            var documents = rows.GetString(1).AsSpan();
            foreach (var document in documents.Split(' '))
                found.Add(new Posting(int.Parse(documents[document], CultureInfo.InvariantCulture), field, count));
        }

        if (_keptPostings + found.Count > MaxKept) Forget();
        _keptPostings += found.Count;
        return _kept[term] = found.Count == 0 ? Postings.None : new Postings([.. found], CountDocuments(found));
    }

    private static int CountDocuments(List<Posting> found)
    {
        if (found[0].Field == found[^1].Field && found[0].Count == found[^1].Count) return found.Count; // One token: each document once.
        var documents = new HashSet<int>(found.Count);
        foreach (var posting in found) documents.Add(posting.Document);
        return documents.Count;
    }

    /// <summary>Forgets what it keeps, because the index has changed.</summary>
    public void Forget()
    {
        _kept.Clear();
        _keptPostings = 0;
    }

    public void Dispose() => _command.Dispose();
}
