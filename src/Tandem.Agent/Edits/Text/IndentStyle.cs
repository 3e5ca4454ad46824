namespace Tandem.Agent.Edits.Text;

/// <summary>What a file indents with.</summary>
/// <param name="Kind">Tabs or spaces where every indented line agrees, else mixed or none.</param>
/// <param name="Unit">Columns of one level of spaces; 4 where the file does not tell.</param>
internal readonly record struct IndentStyle(IndentKind Kind, int Unit)
{
    public static IndentStyle Of(IReadOnlyList<TextLine> lines)
    {
        int tabs = 0, spaces = 0;
        Span<int> steps = stackalloc int[9];
        var previous = 0;
        foreach (var line in lines)
        {
            if (line.IsBlank) continue;
            if (line.Text[0] == '\t') tabs++;
            var width = 0;
            while (line.Text[width] == ' ') width++;
            // One space in front is how comments are aligned, not an indentation.
            if (width > 1) spaces++;
            if (width > previous && width - previous is > 1 and <= 8) steps[width - previous]++;
            previous = width;
        }
        var kind = (tabs, spaces) switch
        {
            (0, 0) => IndentKind.None,
            (_, 0) => IndentKind.Tabs,
            (0, _) => IndentKind.Spaces,
            _ => IndentKind.Mixed,
        };
        var unit = 4;
        for (var step = 2; step < steps.Length; step++)
        {
            if (steps[step] > steps[unit]) unit = step;
        }
        return new IndentStyle(kind, unit);
    }
}
