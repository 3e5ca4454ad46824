using Tandem.Agent.Edits.Text;

namespace Tandem.Agent.Edits.Matching;

/// <summary>Gives new lines the file's indentation.</summary>
internal sealed class NewLineStyle
{
    private readonly IndentMap? _map;
    private readonly IndentStyle _style;
    private readonly bool _converts;
    private readonly int _unit;

    public NewLineStyle(TextDocument document, Hunk hunk, Place place)
    {
        _map = place.Indentation;
        _style = document.Indentation;
        var added = hunk.Lines.Where(line => line.Op == LineOp.Add).Select(line => line.Text).ToList();
        _unit = UnitOf(added);
        // Quoted lines that are indented and match show that the model knows the file's style: then its lines are meant as they are.
        _converts = _map is null && hunk.Quoted.TrueForAll(line => line.Length == 0 || !Typography.IsBlank(line[0])) && _style.Kind switch
        {
            IndentKind.Tabs => added.TrueForAll(line => !line.StartsWith('\t')) && _unit > 1,
            IndentKind.Spaces => added.Exists(line => line.StartsWith('\t')),
            _ => false,
        };
    }

    public string Apply(string line)
    {
        if (_map is not null) return _map.Apply(line);
        if (!_converts) return line;
        var indent = LineComparer.IndentLength(line);
        var core = line[indent..];
        if (_style.Kind == IndentKind.Tabs) return new string('\t', indent / _unit) + new string(' ', indent % _unit) + core;
        var tabs = line.AsSpan(0, indent).Count('\t');
        return new string(' ', (tabs * _style.Unit) + indent - tabs) + core;
    }

    /// <summary>Columns of one level in lines indented with spaces: the smallest indentation of more than one space.</summary>
    private static int UnitOf(List<string> lines)
    {
        var widths = lines.Select(line => LineComparer.IndentLength(line)).Where(width => width > 1).ToList();
        return widths.Count == 0 ? 0 : widths.Min();
    }
}
