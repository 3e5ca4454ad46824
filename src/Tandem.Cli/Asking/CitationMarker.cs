using System.Globalization;
using System.Text;
using Tandem.CodeIndex.Search;

namespace Tandem.Cli.Asking;

/// <summary>Checks the places that an answer cites while it streams, and marks those that do not exist.</summary>
/// <remarks>
/// Holds back only the word being written. In a fenced block nothing is marked, because code must stay as it is: what is cited there is in
/// <see cref="Found"/> alone.
/// </remarks>
/// <param name="find">The citations in one word, checked.</param>
internal sealed class CitationMarker(Func<string, IReadOnlyList<Citation>> find)
{
    private const string Mark = " (no such place)";
    private const int MaxWord = 512; // Longer runs are data, not paths.
    private const int MaxLineStart = 80;

    private readonly StringBuilder _word = new();
    private readonly StringBuilder _lineStart = new();
    private readonly List<Citation> _found = [];
    private string? _fence;
    private bool _isLong;
    private bool _isOwed;

    /// <summary>Every citation so far, in its order.</summary>
    public IReadOnlyList<Citation> Found => _found;

    /// <summary>Takes more of the answer, and answers what may be shown of it now.</summary>
    public string Add(string text)
    {
        var shown = new StringBuilder(text.Length + Mark.Length);
        foreach (var unit in text)
        {
            if (IsOfWord(unit))
            {
                Pay(shown);
                _word.Append(unit);
                _isLong |= _word.Length > MaxWord;
                if (_isLong)
                {
                    shown.Append(_word);
                    _word.Clear();
                }
            }
            else
            {
                EndWord(shown, isQuoted: unit == '`');
                if (unit != '`')
                    Pay(shown);
                shown.Append(unit);
                Pay(shown);
            }

            Follow(unit);
        }

        return shown.ToString();
    }

    /// <summary>The answer is over: what was held back.</summary>
    public string End()
    {
        var shown = new StringBuilder();
        EndWord(shown, isQuoted: false);
        Pay(shown);
        return shown.ToString();
    }

    /// <summary>The characters of paths and line numbers: a citation lies within a run of them.</summary>
    private static bool IsOfWord(char unit) => char.IsLetterOrDigit(unit) || unit is '_' or '.' or '@' or '\\' or '/' or '+' or '-' or ':'
        || char.GetUnicodeCategory(unit) is UnicodeCategory.NonSpacingMark or UnicodeCategory.ConnectorPunctuation;

    private void EndWord(StringBuilder shown, bool isQuoted)
    {
        var word = _word.ToString();
        _word.Clear();
        _isLong = false;
        var from = 0;
        foreach (var citation in MayCite(word) ? find(word) : [])
        {
            _found.Add(citation);
            if (citation.Exists || _fence is not null)
                continue;
            var end = citation.Start + citation.Length;
            shown.Append(word, from, end - from);
            from = end;
            if (isQuoted && end == word.Length)
                _isOwed = true; // Behind the closing quote it reads better.
            else
                shown.Append(Mark);
        }

        shown.Append(word, from, word.Length - from);
    }

    private void Pay(StringBuilder shown)
    {
        if (_isOwed)
            shown.Append(Mark);
        _isOwed = false;
    }

    private static bool MayCite(string word)
    {
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && word.AsSpan(colon).ContainsAnyInRange('0', '9');
    }

    /// <summary>Knows whether the next line stands in a fenced block.</summary>
    private void Follow(char unit)
    {
        if (unit != '\n')
        {
            if (_lineStart.Length < MaxLineStart)
                _lineStart.Append(unit);
            return;
        }

        var line = _lineStart.ToString().Trim();
        _lineStart.Clear();
        if (line.Length < 3 || line[0] is not ('`' or '~'))
            return;
        var length = line.AsSpan().IndexOfAnyExcept(line[0]) is >= 0 and var end ? end : line.Length;
        if (_fence is null && length >= 3 && (line[0] == '~' || !line.AsSpan(length).Contains('`')))
            _fence = line[..length];
        else if (_fence is not null && length == line.Length && line.StartsWith(_fence, StringComparison.Ordinal))
            _fence = null;
    }
}
