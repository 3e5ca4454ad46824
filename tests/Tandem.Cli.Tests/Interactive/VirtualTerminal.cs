using System.Globalization;
using System.Text;
using Tandem.Cli.Interactive.Screen;
using Tandem.Cli.Terminal;

namespace Tandem.Cli.Tests.Interactive;

/// <summary>A terminal in memory: enough of ECMA-48 to see what a person would see. An unknown sequence fails the test.</summary>
internal sealed class VirtualTerminal(int columns, int rows)
{
    private readonly Lock _gate = new();
    private readonly List<string[]> _lines = [NewLine(columns)];
    private readonly StringBuilder _written = new();
    private int _top; // The first line on the screen; those before are the scrollback.
    private int _row; // In _lines.
    private int _column;
    private bool _wraps;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ScreenSize Size => new(columns, rows);

    /// <summary>Everything that was written, bytes and all.</summary>
    public string Written
    {
        get
        {
            lock (_gate) return _written.ToString();
        }
    }

    public int CursorColumn
    {
        get
        {
            lock (_gate) return _column;
        }
    }

    /// <summary>The scrollback and the screen, without what is empty at the ends.</summary>
    public string Text
    {
        get
        {
            lock (_gate) return string.Join('\n', _lines.Select(line => string.Concat(line).TrimEnd())).Trim('\n');
        }
    }

    /// <summary>The rows on the screen.</summary>
    public string Screen
    {
        get
        {
            lock (_gate) return string.Join('\n', _lines.Skip(_top).Select(line => string.Concat(line).TrimEnd()));
        }
    }

    /// <summary>Waits until the whole text holds this.</summary>
    public Task ShowsAsync(string text) => UntilAsync(() => Text.Contains(text, StringComparison.Ordinal));

    public async Task UntilAsync(Func<bool> isSo)
    {
        while (true)
        {
            Task changed;
            lock (_gate) changed = _changed.Task;
            if (isSo())
                return;
            try
            {
                await changed.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
            }
            catch (TimeoutException)
            {
                Assert.Fail("The screen never got there:\n" + Text);
            }
        }
    }

    /// <summary>Writing fails from now on, as on a terminal whose window was closed.</summary>
    public bool IsClosed { get; set; }

    public void Write(string text)
    {
        if (IsClosed) throw new IOException("Input/output error");
        TaskCompletionSource changed;
        lock (_gate)
        {
            _written.Append(text);
            for (var place = 0; place < text.Length;)
                place = text[place] == '\e' ? Sequence(text, place) : Character(text, place);
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }

    private int Character(string text, int place)
    {
        var length = StringInfo.GetNextTextElementLength(text, place);
        var element = text.Substring(place, length);
        switch (element)
        {
            case "\r\n":
                _column = 0;
                Feed();
                break;
            case "\r":
                _column = 0;
                _wraps = false;
                break;
            case "\n":
                Feed();
                break;
            default:
                Assert.False(char.IsControl(element[0]), $"control U+{(int)element[0]:X4} on the screen");
                Put(element);
                break;
        }

        return place + length;
    }

    private void Put(string element)
    {
        var width = CellWidth.Of(element);
        if (_wraps || _column + width > columns)
        {
            _column = 0;
            Feed();
        }

        _lines[_row][_column] = element;
        for (var more = 1; more < width; more++)
            _lines[_row][_column + more] = "";
        _wraps = _column + width >= columns;
        _column = Math.Min(columns - 1, _column + width);
    }

    private void Feed()
    {
        _wraps = false;
        _row++;
        if (_row == _lines.Count)
            _lines.Add(NewLine(columns));
        _top = Math.Max(_top, _row - rows + 1);
    }

    private int Sequence(string text, int place)
    {
        Assert.Equal('[', text[place + 1]);
        var end = place + 2;
        while (text[end] is < '@' or > '~') end++;
        var parameters = text[(place + 2)..end];
        var number = int.TryParse(parameters, CultureInfo.InvariantCulture, out var given) ? given : 1;
        _wraps = text[end] is 'm' or 'h' or 'l' && _wraps;
        switch (text[end])
        {
            case 'A':
                _row = Math.Max(_top, _row - number);
                break;
            case 'B':
                _row = Math.Min(_lines.Count - 1, _row + number);
                break;
            case 'C':
                _column = Math.Min(columns - 1, _column + number);
                break;
            case 'H':
                (_row, _column) = (_top, 0);
                break;
            case 'J' when parameters == "2":
                for (var row = _top; row < _lines.Count; row++) _lines[row] = NewLine(columns);
                break;
            case 'J':
                Clear(_row, _column);
                for (var row = _row + 1; row < _lines.Count; row++) _lines[row] = NewLine(columns);
                break;
            case 'K':
                Clear(_row, parameters == "2" ? 0 : _column);
                break;
            case 'm' or 'h' or 'l':
                break;
            default:
                Assert.Fail($"unknown sequence CSI {parameters}{text[end]}");
                break;
        }

        return end + 1;
    }

    private void Clear(int row, int from)
    {
        for (var column = from; column < columns; column++) _lines[row][column] = " ";
    }

    private static string[] NewLine(int columns) => [.. Enumerable.Repeat(" ", columns)];
}
