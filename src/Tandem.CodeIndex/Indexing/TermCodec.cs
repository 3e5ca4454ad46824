using System.Text;

namespace Tandem.CodeIndex.Indexing;

/// <summary>How term counts are laid into FTS5: each token is <c>term_FC</c> with F the field and C the step of the count.</summary>
/// <remarks>
/// FTS5's own <c>bm25()</c> has one length norm for all columns, and its detailed index stores every position. We need per-field
/// counts and no positions (snippets are read from the files), so the token itself carries the count and FTS5 runs with
/// <c>detail=none</c>: one small row per term and field, read back in order through fts5vocab.
/// </remarks>
internal static class TermCodec
{
    public const char Mark = '_'; // Never inside a term: identifiers are split there.

    // BM25 saturates: beyond a few occurrences only the order of magnitude counts.
    private static readonly byte[] Steps = [1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 24, 32, 48, 64, 128, 255];

    public static void Append(StringBuilder target, string term, int field, int count)
    {
        var step = Array.BinarySearch(Steps, (byte)Math.Min(count, 255));
        if (step < 0) step = ~step - 1;
        target.Append(term).Append(Mark).Append((char)('a' + field)).Append((char)('a' + step)).Append(' ');
    }

    /// <summary>Field and count of a token that starts with the term asked for.</summary>
    public static (byte Field, byte Count) Read(ReadOnlySpan<char> token) => ((byte)(token[^2] - 'a'), Steps[token[^1] - 'a']);
}
