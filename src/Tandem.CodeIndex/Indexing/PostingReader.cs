using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Tandem.CodeIndex.Indexing;

/// <summary>Reads the postings of single terms, and keeps the last ones.</summary>
/// <remarks>Not safe for concurrent use.</remarks>
internal sealed class PostingReader : IDisposable
{
    private const int MaxKept = 4 * 1024 * 1024; // Bytes of packed ids.
    private readonly Dictionary<string, Postings> _kept = new(StringComparer.Ordinal);
    private readonly SqliteCommand _command;
    private readonly PostingPacker _packer = new();
    private int _keptBytes;

    public PostingReader(IndexDatabase database, string vocabulary)
    {
        // One row per token, not per document: stepping through rows costs far more than reading numbers from a text.
        _command = database.Command($"SELECT term, group_concat(doc, ' ') FROM {vocabulary} WHERE term >= @from AND term < @to GROUP BY term", "@from", "@to");
        _command.Prepare();
    }

    public Postings Read(string term)
    {
        if (_kept.TryGetValue(term, out var kept)) return kept;
        _command.Parameters[0].Value = term + TermCodec.Mark;
        _command.Parameters[1].Value = term + (char)(TermCodec.Mark + 1);
        var runs = new List<PostingRun>();
        _packer.Clear();
        using var rows = _command.ExecuteReader();
        while (rows.Read())
        {
            var (field, count) = TermCodec.Read(rows.GetString(0));
            runs.Add(new PostingRun(field, count, _packer.Pack(raw.sqlite3_column_blob(rows.Handle, 1)))); // Not copied: of a common word it is long.
        }

        var bytes = runs.Sum(run => run.Packed.Length);
        if (_keptBytes + bytes > MaxKept) Forget();
        _keptBytes += bytes;
        return _kept[term] = runs.Count == 0 ? Postings.None : new Postings([.. runs], _packer.Distinct);
    }

    /// <summary>Forgets what it keeps, because the index has changed.</summary>
    public void Forget()
    {
        _kept.Clear();
        _keptBytes = 0;
    }

    public void Dispose() => _command.Dispose();
}
