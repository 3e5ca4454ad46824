namespace Tandem.Cli.Terminal;

/// <summary>What each role looks like: a theme. Sixteen colours only, so that the terminal's own scheme decides how they look.</summary>
internal sealed record Palette
{
    public required string Name { get; init; }

    public string Reset { get; init; } = Sgr.Reset;

    public string Strong { get; init; } = Sgr.Bold;

    public string Quiet { get; init; } = Sgr.Dim;

    public string Heading { get; init; } = Sgr.Bold + Sgr.Underline;

    public string Emphasis { get; init; } = Sgr.Italic;

    public string Good { get; init; } = Sgr.Green;

    public string Warning { get; init; } = Sgr.Yellow;

    public string Error { get; init; } = Sgr.Red;

    /// <summary>Tandem's own marks: the decision, the chosen offer.</summary>
    public string Accent { get; init; } = Sgr.Cyan;

    public string Code { get; init; } = Sgr.Cyan;

    public string Comment { get; init; } = Sgr.BrightBlack;

    public string Literal { get; init; } = Sgr.Green;

    public string Constant { get; init; } = Sgr.Magenta;

    public string Keyword { get; init; } = Sgr.Blue;

    public string Function { get; init; } = Sgr.Yellow;

    public string TypeName { get; init; } = Sgr.Cyan;

    public string Added { get; init; } = Sgr.Green;

    public string Removed { get; init; } = Sgr.Red;

    public static Palette Dark { get; } = new() { Name = "dark" };

    /// <summary>For light backgrounds, on which yellow and cyan are hard to read.</summary>
    public static Palette Light { get; } = new()
    {
        Name = "light",
        Warning = Sgr.Magenta,
        Accent = Sgr.Blue,
        Code = Sgr.Blue,
        Function = Sgr.Blue + Sgr.Bold,
        TypeName = Sgr.Magenta,
    };

    /// <summary>No styles at all (NO_COLOR, no-color.org).</summary>
    public static Palette None { get; } = new()
    {
        Name = "none", Reset = "", Strong = "", Quiet = "", Heading = "", Emphasis = "", Good = "", Warning = "", Error = "", Accent = "", Code = "", Comment = "", Literal = "",
        Constant = "", Keyword = "", Function = "", TypeName = "", Added = "", Removed = "",
    };

    /// <summary>The theme of that name; null = there is none.</summary>
    public static Palette? Find(string name) => name switch { "dark" => Dark, "light" => Light, "none" => None, _ => null };

    public string Of(Tone tone) => tone switch
    {
        Tone.Quiet => Quiet,
        Tone.Strong => Strong,
        Tone.Warning => Warning,
        Tone.Error => Error,
        Tone.Good => Good,
        _ => "",
    };

    /// <summary>Text in a style; nothing is added to plain text.</summary>
    public string Paint(string style, string text) => style.Length == 0 || text.Length == 0 ? text : style + text + Reset;
}
