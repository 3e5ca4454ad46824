using System.Buffers.Text;
using Microsoft.Data.Sqlite;

namespace Tandem.CodeIndex.Indexing;

/// <summary>Reads the postings of single terms, and keeps the last ones.</summary>
/// <remarks>Not safe for concurrent use.</remarks>
internal sealed class PostingReader : IDisposable
{
    private const int MaxKept = 250_000; // Postings, 8 bytes each.
    private readonly Dictionary<string, Postings> _kept = new(StringComparer.Ordinal);
    private readonly SqliteCommand _command;
    private readonly List<Posting> _found = []; // Grown once: a common word fills the large object heap.
    private int _keptPostings;

    public PostingReader(IndexDatabase database, string vocabulary)
    {
        // One row per token, not per document: stepping through rows costs far more than reading numbers from a text.
        _command = database.Command($"SELECT term, CAST(group_concat(doc, ' ') AS BLOB) FROM {vocabulary} WHERE term >= @from AND term < @to GROUP BY term", "@from", "@to");
        _command.Prepare();
    }

    /// <summary>The postings of a term, grouped by field and count.</summary>
    public Postings Read(string term)
    {
        if (_kept.TryGetValue(term, out var kept)) return kept;
        _command.Parameters[0].Value = term + TermCodec.Mark;
        _command.Parameters[1].Value = term + (char)(TermCodec.Mark + 1);
        _found.Clear();
        using var rows = _command.ExecuteReader();
        while (rows.Read())
        {
            var (field, count) = TermCodec.Read(rows.GetString(0));
            var documents = rows.GetFieldValue<byte[]>(1).AsSpan();
            for (var at = 0; at < documents.Length && Utf8Parser.TryParse(documents[at..], out int document, out var digits); at += digits + 1)
                _found.Add(new Posting(document, field, count));
        }

        if (_keptPostings + _found.Count > MaxKept) Forget();
        _keptPostings += _found.Count;
        return _kept[term] = _found.Count == 0 ? Postings.None : new Postings([.. _found], CountDocuments(_found));
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
