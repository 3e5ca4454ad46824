using Tandem.Agent.Edits.Text;

namespace Tandem.Agent.Edits.Matching;

/// <summary>Turns the indentation that an edit uses into the indentation of the place where it matched.</summary>
/// <remarks>Exists only where one rule explains every quoted line: the same text put in front or taken away, or the same number
/// of columns added with tabs and spaces exchanged. Anything else is not a uniform shift, and not a match.</remarks>
internal sealed class IndentMap
{
    private static readonly int[] TabWidths = [4, 2, 8, 3];

    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);
    private readonly IndentStyle _style;
    private string _added = "";
    private string _removed = "";
    private int _quotedTab = 4;
    private int _actualTab = 4;
    private int _columns;
    private bool _byColumns;

    private IndentMap(IndentStyle style) => _style = style;

    public static IndentMap? TryFit(IReadOnlyList<string> quoted, IReadOnlyList<TextLine> lines, int start, IndentStyle style)
    {
        var map = new IndentMap(style);
        for (var i = 0; i < quoted.Count; i++)
        {
            if (lines[start + i].IsBlank) continue;
            var from = IndentOf(quoted[i]);
            var to = IndentOf(lines[start + i].Text);
            if (!map._known.TryAdd(from, to) && map._known[from] != to) return null;
        }
        return map.FitPrefix() || map.FitColumns() ? map : null;
    }

    /// <summary>The line as the file would indent it.</summary>
    public string Apply(string line)
    {
        if (string.IsNullOrWhiteSpace(line)) return "";
        var indent = IndentOf(line);
        var core = line[LineComparer.IndentLength(line)..];
        if (_known.TryGetValue(indent, out var known)) return known + core;
        if (_byColumns) return Render(Columns(indent, _quotedTab) + _columns) + core;
        if (_removed.Length > 0) return (indent.StartsWith(_removed, StringComparison.Ordinal) ? indent[_removed.Length..] : "") + core;
        return _added + indent + core;
    }

    private static string IndentOf(string line) => Typography.Fold(line[..LineComparer.IndentLength(line)]);

    private static int Columns(string indent, int tab)
    {
        var columns = 0;
        foreach (var c in indent) columns = c == '\t' ? (columns / tab + 1) * tab : columns + 1;
        return columns;
    }

    private bool FitPrefix()
    {
        var first = _known.FirstOrDefault();
        if (first.Key is null) return true;
        if (first.Value.EndsWith(first.Key, StringComparison.Ordinal))
        {
            _added = first.Value[..^first.Key.Length];
            if (_known.All(pair => pair.Value == _added + pair.Key) && !MixesUnits()) return true;
        }
        if (first.Key.EndsWith(first.Value, StringComparison.Ordinal))
        {
            _removed = first.Key[..^first.Value.Length];
            if (_known.All(pair => pair.Key == _removed + pair.Value)) return true;
        }
        _added = _removed = "";
        return false;
    }

    /// <summary>Quoted without any indentation, in a file of tabs: nothing proves that the edit's own lines use tabs too.</summary>
    private bool MixesUnits() => _added.Contains('\t') && _known.Keys.All(key => key.Length == 0) && _style.Kind == IndentKind.Tabs;

    private bool FitColumns()
    {
        _byColumns = true;
        int[] widths = [_style.Unit, .. TabWidths];
        foreach (var unshifted in (ReadOnlySpan<bool>)[true, false])
        {
            foreach (var quotedTab in widths)
            {
                foreach (var actualTab in widths)
                {
                    if (!Fits(quotedTab, actualTab, unshifted)) continue;
                    (_quotedTab, _actualTab) = (quotedTab, actualTab);
                    return true;
                }
            }
        }
        return false;
    }

    private bool Fits(int quotedTab, int actualTab, bool unshifted)
    {
        int? shift = unshifted ? 0 : null;
        foreach (var (from, to) in _known)
        {
            var difference = Columns(to, actualTab) - Columns(from, quotedTab);
            if (shift is not null && shift != difference) return false;
            shift = difference;
        }
        _columns = shift ?? 0;
        return true;
    }

    private string Render(int columns)
    {
        columns = Math.Max(columns, 0);
        var usesTabs = _style.Kind == IndentKind.Tabs || (_style.Kind == IndentKind.Mixed && _known.Values.Any(value => value.Contains('\t')));
        return usesTabs ? new string('\t', columns / _actualTab) + new string(' ', columns % _actualTab) : new string(' ', columns);
    }
}
