using System.Text;
using System.Text.RegularExpressions;

namespace Tandem.Cli.Terminal;

/// <summary>Renders Markdown line by line while it streams: a line appears when it is complete, code as soon as its line is.</summary>
/// <remarks>CommonMark's blocks that fit one line (headings, items, quotes, rules, fences); everything else is text. No library renders incrementally.</remarks>
internal sealed partial class MarkdownWriter(ITerminal terminal) : AnswerWriter
{
    private readonly StringBuilder _line = new();
    private readonly MarkdownTable _table = new();
    private CodeHighlighter? _code;
    private string _fence = "";

    /// <summary>The line that has begun and is not over, as the model wrote it.</summary>
    public string Unfinished => _line.ToString();

    private Palette Palette => terminal.Palette;

    public override void Add(string text)
    {
        foreach (var piece in text)
        {
            if (piece != '\n')
            {
                _line.Append(piece);
                continue;
            }

            WriteLine(_line.ToString());
            _line.Clear();
        }

        terminal.Flush();
    }

    public override void End()
    {
        if (_line.Length > 0)
            WriteLine(_line.ToString());
        _line.Clear();
        WriteTable();
        terminal.Flush();
    }

    private void WriteTable()
    {
        if (_table.IsEmpty)
            return;
        foreach (var row in _table.Take(Inline, Palette, terminal.Width))
            terminal.WriteLine(row);
    }

    private void WriteLine(string raw)
    {
        var line = SafeText.Of(raw.TrimEnd('\r'));
        if (_code is not null)
        {
            if (line.Trim() == _fence)
            {
                _code = null;
                return;
            }

            terminal.WriteLine("  " + _code.Line(line));
            return;
        }

        if (MarkdownTable.IsRow(line))
        {
            _table.Add(line);
            return;
        }

        WriteTable();
        if (Fence().Match(line) is { Success: true } fence)
        {
            _fence = fence.Groups[1].Value;
            _code = new CodeHighlighter(fence.Groups[2].Value.Trim(), Palette);
            return;
        }

        if (Heading().Match(line) is { Success: true } heading)
            terminal.WriteLine(Palette.Paint(Palette.Heading, heading.Groups[1].Value));
        else if (Rule().IsMatch(line))
            terminal.WriteLine(Palette.Paint(Palette.Quiet, new string('─', Math.Min(terminal.Width, 60))));
        else if (Item().Match(line) is { Success: true } item)
            WriteWrapped(Inline(item.Groups[3].Value), item.Groups[1].Value + (item.Groups[2].Value is "-" or "*" or "+" ? "• " : item.Groups[2].Value + " "));
        else if (line.StartsWith('>'))
            WriteWrapped(Inline(line.TrimStart('>', ' ')), "│ ");
        else
            WriteWrapped(Inline(line), "");
    }

    private string Inline(string text)
    {
        // Code first: what stands in it is not marked up.
        var parts = text.Split('`');
        for (var place = 0; place < parts.Length; place++)
            parts[place] = place % 2 == 1 && place < parts.Length - 1
                ? Palette.Paint(Palette.Code, parts[place])
                : (place % 2 == 1 ? "`" : "") + Marked(parts[place]);
        return string.Concat(parts);
    }

    private string Marked(string text)
    {
        text = Link().Replace(text, found => found.Groups[1].Value == found.Groups[2].Value ? found.Groups[1].Value : $"{found.Groups[1].Value} ({found.Groups[2].Value})");
        text = Strong().Replace(text, found => Palette.Paint(Palette.Strong, found.Groups[1].Value));
        return Emphasis().Replace(text, found => Palette.Paint(Palette.Emphasis, found.Groups[1].Value));
    }

    /// <summary>Wraps at words; continuation lines stand under the text, not under the mark.</summary>
    private void WriteWrapped(string text, string mark)
    {
        var indent = new string(' ', mark.Length);
        var room = terminal.Width - mark.Length;
        var column = 0;
        var line = new StringBuilder(mark);
        foreach (var word in text.Split(' '))
        {
            var width = StyledText.Width(word);
            if (column > 0 && column + 1 + width > room)
            {
                terminal.WriteLine(line.ToString());
                line.Clear().Append(indent);
                column = 0;
            }

            if (column > 0)
            {
                line.Append(' ');
                column++;
            }

            line.Append(word);
            column += width;
        }

        terminal.WriteLine(line.ToString());
    }

    

    [GeneratedRegex(@"^\s{0,3}(`{3,}|~{3,})\s*([^\s`]*)")]
    private static partial Regex Fence();

    [GeneratedRegex(@"^#{1,6}\s+(.*?)\s*#*$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\s{0,3}([-*_])(\s*\1){2,}\s*$")]
    private static partial Regex Rule();

    [GeneratedRegex(@"^(\s*)([-*+]|\d{1,4}[.)])\s+(.*)$")]
    private static partial Regex Item();

    [GeneratedRegex(@"\*\*(\S(?:[^*]*\S)?)\*\*")]
    private static partial Regex Strong();

    [GeneratedRegex(@"(?<![\w*\\])\*(\S(?:[^*]*\S)?)\*(?![\w*])")]
    private static partial Regex Emphasis();

    /// <summary>The address is shown, never hidden behind words.</summary>
    [GeneratedRegex(@"\[([^\]]+)\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("\e\\[[0-9;]*m")]
    private static partial Regex Escape();
}
