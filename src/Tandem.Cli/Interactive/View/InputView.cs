using Tandem.Cli.Interactive.Editing;
using Tandem.Cli.Terminal;

namespace Tandem.Cli.Interactive.View;

/// <summary>The input line with what hangs below it: offers, or the search through the history.</summary>
internal static class InputView
{
    public const int PromptWidth = 2;
    private const int MostOffers = 8;

    /// <param name="columns">The screen's width.</param>
    /// <param name="empty">What stands there while nothing is written.</param>
    public static LiveLines Of(LineEditor editor, Look look, int columns, string empty)
    {
        if (editor.Search is { } search)
            return OfSearch(search, look, columns);
        var layout = new InputLayout(editor.Buffer.Cells, TextWidth(columns));
        var lines = new List<string>();
        for (var row = 0; row < layout.RowCount; row++)
            lines.Add((row == 0 ? look.Mark(Mark.User) : "  ") + (editor.Buffer.IsEmpty ? look.Quiet(empty) : layout.Row(row)));
        var (cursorRow, cursorColumn) = layout.Find(editor.Buffer.Caret);
        if (editor.Menu is { } menu)
            lines.AddRange(Offers(menu, look, columns));
        return new LiveLines(lines, cursorRow, PromptWidth + cursorColumn);
    }

    /// <summary>Columns of a row of text.</summary>
    public static int TextWidth(int columns) => Math.Max(4, columns - PromptWidth - 1);

    private static LiveLines OfSearch(HistorySearch search, Look look, int columns)
    {
        var found = search.Found is { } entry ? StyledText.Safe(entry.ReplaceLineEndings("⏎")) : search.Words.Length == 0 ? look.Quiet("type what it held") : look.Paint(look.Palette.Warning, "nothing");
        var head = $"search: {StyledText.Safe(search.Words)}";
        return new LiveLines(
            [look.Mark(Mark.User) + look.Strong(head), "  " + StyledText.Cut(found, columns - 3), look.Quiet("  Ctrl+R older · Enter sends · Tab edits · Esc leaves")], 0, PromptWidth + CellWidth.Of(head));
    }

    private static IEnumerable<string> Offers(Completion.CompletionMenu menu, Look look, int columns)
    {
        var first = Math.Clamp(menu.Place - MostOffers + 1, 0, Math.Max(0, menu.Offers.Count - MostOffers));
        var shown = menu.Offers.Skip(first).Take(MostOffers).ToList();
        var width = Math.Min(Math.Min(44, columns - 4), shown.Max(offer => CellWidth.Of(StyledText.Safe(offer.Shown))));
        foreach (var offer in shown)
        {
            var name = StyledText.Cut(StyledText.Safe(offer.Shown), width);
            name += new string(' ', Math.Max(0, width - StyledText.Width(name)));
            yield return (offer == menu.Selected ? look.Paint(look.Palette.Accent, "→ " + name) : "  " + name) + (columns - width >= 24 ? "  " + look.Quiet(StyledText.Safe(offer.Hint)) : "");
        }

        if (menu.Offers.Count > shown.Count)
            yield return look.Quiet($"  {menu.Place + 1} of {menu.Offers.Count}");
    }
}
