using Tandem.Cli.Interactive.Editing;

namespace Tandem.Cli.Interactive.View;

/// <summary>A dialog's own line of text.</summary>
internal static class AnswerLine
{
    /// <param name="above">The dialog's lines above it.</param>
    /// <param name="empty">What stands there while nothing is written.</param>
    public static LiveLines Of(InputBuffer buffer, IReadOnlyList<string> above, string empty, Look look, int columns)
    {
        var layout = new InputLayout(buffer.Cells, InputView.TextWidth(columns));
        var (row, column) = layout.Find(buffer.Caret);
        var lines = Enumerable.Range(0, layout.RowCount).Select(at => (at == 0 ? look.Mark(Mark.User) : "  ") + (buffer.IsEmpty ? look.Quiet(empty) : layout.Row(at))).ToList();
        return new LiveLines(lines, row, InputView.PromptWidth + column).Below(above);
    }
}
