using System.Text;
using Tandem.CodeIndex.History;
using Tandem.CodeIndex.Scanning;
using Tandem.CodeIndex.Search;

namespace Tandem.CodeIndex.Indexing;

/// <summary>Brings the past changes of the index to the state of a history.</summary>
internal sealed class HistoryUpdate(IndexDatabase database, ScanLimits limits)
{
    /// <summary>Fields of a past change. The subject says what; the body often explains or lists.</summary>
    public const int SubjectField = 0;
    public const int BodyField = 1;

    private readonly TermReader _reader = new();
    private readonly Dictionary<string, int> _bag = new(StringComparer.Ordinal);

    /// <returns>The number of commits that came or went.</returns>
    public int Run(HistoryChange change, CancellationToken cancellationToken)
    {
        if (change.StartsOver) database.Execute("DELETE FROM past_term; DELETE FROM past; DELETE FROM rename;");
        Remove(change.Removed);
        using var past = database.Command(
            "INSERT INTO past (hash, time, words, paths) VALUES (@hash, @time, @words, @paths) ON CONFLICT (hash) DO NOTHING RETURNING id", "@hash", "@time", "@words", "@paths");
        using var terms = database.Command("INSERT INTO past_term (rowid, terms) VALUES (@id, @terms)", "@id", "@terms");
        using var rename = database.Command("INSERT INTO rename VALUES (@from, @to) ON CONFLICT (from_path) DO UPDATE SET to_path = excluded.to_path", "@from", "@to");
        foreach (var commit in change.Added.Reverse()) // Oldest first, so that the newest rename of a path stands.
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var (from, to) in commit.Renames)
            {
                (rename.Parameters[0].Value, rename.Parameters[1].Value) = (from, to);
                rename.ExecuteNonQuery();
            }

            if (commit.Files.Count == 0 || commit.Files.Count > limits.MaxFilesPerCommit) continue;
            var (text, words) = Encode(commit.Message);
            (past.Parameters[0].Value, past.Parameters[1].Value) = (commit.Id, commit.UnixSeconds);
            (past.Parameters[2].Value, past.Parameters[3].Value) = (words, string.Join('\n', commit.Files));
            if (past.ExecuteScalar() is not long id) continue;
            (terms.Parameters[0].Value, terms.Parameters[1].Value) = (id, text);
            terms.ExecuteNonQuery();
        }

        return change.Added.Count + change.Removed.Count;
    }

    private void Remove(IReadOnlyList<string> hashes)
    {
        using var find = database.Command("DELETE FROM past WHERE hash = @hash RETURNING id", "@hash");
        using var remove = database.Command("DELETE FROM past_term WHERE rowid = @id", "@id");
        foreach (var hash in hashes)
        {
            find.Parameters[0].Value = hash;
            if (find.ExecuteScalar() is not long id) continue;
            remove.Parameters[0].Value = id;
            remove.ExecuteNonQuery();
        }
    }

    private (string Terms, int Words) Encode(string message)
    {
        var clean = CommitMessage.Clean(message).Trim();
        var end = clean.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var line ? line : clean.Length;
        var text = new StringBuilder();
        _bag.Clear();
        var words = _reader.Count(clean.AsSpan(0, end), _bag, allWholes: true);
        foreach (var (term, count) in _bag) TermCodec.Append(text, term, SubjectField, count);
        _bag.Clear();
        words += _reader.Count(clean.AsSpan(end), _bag, allWholes: true);
        foreach (var (term, count) in _bag) TermCodec.Append(text, term, BodyField, count);
        return (text.ToString(), words);
    }
}
