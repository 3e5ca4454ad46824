using System.Globalization;
using Tandem.Agent.Permissions;
using Tandem.Agent.Tools;
using Tandem.Cli.Interactive.Editing;
using Tandem.Cli.Interactive.Keys;
using Tandem.Cli.Terminal;

namespace Tandem.Cli.Interactive.View;

/// <summary>A question before something is done: exactly what would be done, scrollable, and one key to answer it.</summary>
internal sealed class ApprovalDialog(ToolAction action, string because, Look look) : IDialog
{
    private readonly TaskCompletionSource<Approval> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly InputBuffer _instead = new();
    private Approval? _given;
    private int _top;
    private int _page = 1;
    private int _rows;

    public Task<Approval> Answer => _answer.Task;

    public bool IsOver => _answer.Task.IsCompleted;

    public string? Receipt => _given is { } given ? ReceiptFor(action, given, look) : null;

    public void Withdraw(CancellationToken cancellationToken) => _answer.TrySetCanceled(cancellationToken);

    public void Press(Key key)
    {
        switch (key)
        {
            case { Kind: KeyKind.Up }:
                Scroll(-1);
                break;
            case { Kind: KeyKind.Down }:
                Scroll(+1);
                break;
            case { Kind: KeyKind.PageUp }:
                Scroll(-_page);
                break;
            case { Kind: KeyKind.PageDown }:
                Scroll(+_page);
                break;
            case { Kind: KeyKind.Escape }:
                Give(new Approval(ApprovalKind.No));
                break;
            case { Kind: KeyKind.Enter } when !_instead.IsEmpty:
                Give(new Approval(ApprovalKind.No, _instead.Text.Trim()));
                break;
            case { Kind: KeyKind.Text, Text: "y" or "Y" } when key.IsTyped && _instead.IsEmpty:
                Give(new Approval(ApprovalKind.Once));
                break;
            case { Kind: KeyKind.Text, Text: "a" or "A" } when key.IsTyped && _instead.IsEmpty:
                Give(new Approval(ApprovalKind.Session));
                break;
            case { Kind: KeyKind.Text, Text: "n" or "N" } when key.IsTyped && _instead.IsEmpty:
                Give(new Approval(ApprovalKind.No));
                break;
            case { Kind: KeyKind.Text, Text: " " } when _instead.IsEmpty:
                Scroll(+_page); // As in a pager.
                break;
            default:
                EditorKeys.Edit(_instead, key);
                break;
        }
    }

    private void Give(Approval answer)
    {
        _given = answer;
        _answer.TrySetResult(answer);
    }

    public LiveLines Lines(int columns, int rows)
    {
        var lines = new List<string> { look.Mark(Mark.Warning) + look.Strong(QuestionFor(action)) + look.Quiet($" ({StyledText.Safe(because)})") };
        var detail = Detail(action, look).SelectMany(line => StyledText.Wrap(line, Math.Max(8, columns - 4), byWords: false)).Select(line => "  " + line).ToList();
        _page = Math.Max(3, rows - 7);
        _rows = detail.Count;
        _top = Math.Clamp(_top, 0, Math.Max(0, _rows - _page));
        lines.AddRange(detail.Skip(_top).Take(_page));
        if (_rows > _page)
            lines.Add(look.Paint(look.Palette.Warning, string.Create(
                CultureInfo.InvariantCulture, $"  lines {_top + 1}–{Math.Min(_rows, _top + _page)} of {_rows} · ↑ ↓ PgUp PgDn scroll")));
        lines.Add("");
        var keys = columns < 60 ? "y once · a session · n no" : "y once · a for this session · n no · or type what to do instead";
        var line = AnswerLine.Of(_instead, lines, keys, look, columns);
        return _instead.IsEmpty ? line : line.Above(look.Quiet("  Enter refuses and says this instead · Esc refuses"));
    }

    /// <summary>What stays on the screen afterwards.</summary>
    public static string ReceiptFor(ToolAction action, Approval answer, Look look)
    {
        var summary = StyledText.Safe(action.Summary.ReplaceLineEndings(" "));
        return answer.Kind switch
        {
            ApprovalKind.Once => look.Quiet($"  allowed once: {summary}"),
            ApprovalKind.Session => look.Quiet($"  allowed for this session: {summary}"),
            _ => look.Quiet($"  refused: {summary}") + (answer.Instead is { } instead ? look.Quiet(" – instead: ") + StyledText.Safe(instead.ReplaceLineEndings(" ")) : ""),
        };
    }

    /// <summary>Every byte that would be run, written or sent; line breaks make lines, everything else without a glyph is shown as a mark.</summary>
    public static IEnumerable<string> Detail(ToolAction action, Look look)
    {
        var text = action.Detail ?? action.Command ?? action.Summary;
        var isDiff = action.Access == ToolAccess.Edit && action.Detail is not null;
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            var safe = StyledText.Safe(line); // A carriage return before the line break is shown: it is written too.
            yield return !isDiff ? look.Strong(safe)
                : line.StartsWith('+') ? look.Paint(look.Palette.Added, safe)
                : line.StartsWith('-') ? look.Paint(look.Palette.Removed, safe)
                : safe;
        }
    }

    public static string QuestionFor(ToolAction action) => action switch
    {
        { NeedsNetwork: true } => "Run this with the network (it fetches packages)?",
        { Access: ToolAccess.Command } => "Run this command?",
        { Access: ToolAccess.Edit } => "Make this change?",
        { Access: ToolAccess.Outside, Destination: { } where } => $"Send this to {StyledText.Safe(where)}?",
        _ => $"Allow this ({StyledText.Safe(action.Tool)})?",
    };

    private void Scroll(int rows) => _top = Math.Clamp(_top + rows, 0, Math.Max(0, _rows - _page));
}
