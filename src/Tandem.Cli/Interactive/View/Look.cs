using Tandem.Cli.Terminal;

namespace Tandem.Cli.Interactive.View;

/// <summary>How the session looks: a theme, and marks or words.</summary>
/// <param name="IsPlain">For screen readers and dumb terminals: words instead of marks, nothing drawn over.</param>
internal sealed record Look(Palette Palette, bool IsPlain)
{
    public string Mark(Mark mark) => IsPlain ? Word(mark) : Palette.Paint(Style(mark), Sign(mark)) + " ";

    public string Paint(string style, string text) => Palette.Paint(style, text);

    public string Quiet(string text) => Palette.Paint(Palette.Quiet, text);

    public string Strong(string text) => Palette.Paint(Palette.Strong, text);

    /// <summary>Between the parts of a line.</summary>
    public string Dot => IsPlain ? ", " : " · ";

    private string Style(Mark mark) => mark switch
    {
        View.Mark.Good => Palette.Good,
        View.Mark.Bad => Palette.Error,
        View.Mark.Warning or View.Mark.Escalation => Palette.Warning,
        View.Mark.Decision or View.Mark.User => Palette.Accent,
        _ => Palette.Quiet,
    };

    private static string Sign(Mark mark) => mark switch
    {
        View.Mark.User => "›",
        View.Mark.Decision => "●",
        View.Mark.Tool => "▸",
        View.Mark.Edit => "±",
        View.Mark.Good => "✓",
        View.Mark.Bad => "✗",
        View.Mark.Warning => "!",
        View.Mark.Escalation => "↑",
        View.Mark.Open => "○",
        View.Mark.Active => "◐",
        _ => "·",
    };

    private static string Word(Mark mark) => mark switch
    {
        View.Mark.User => "You: ",
        View.Mark.Decision => "Model: ",
        View.Mark.Tool => "Tool: ",
        View.Mark.Edit => "Edited: ",
        View.Mark.Good => "OK: ",
        View.Mark.Bad => "Failed: ",
        View.Mark.Warning => "Note: ",
        View.Mark.Escalation => "Escalated: ",
        View.Mark.Open => "To do: ",
        View.Mark.Active => "Doing: ",
        _ => "",
    };
}
