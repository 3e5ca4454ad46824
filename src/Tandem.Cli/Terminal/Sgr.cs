namespace Tandem.Cli.Terminal;

/// <summary>Select Graphic Rendition sequences (ECMA-48 §8.3.117): the only control sequences that Tandem writes in answers.</summary>
internal static class Sgr
{
    public const string Reset = "\e[0m";
    public const string Bold = "\e[1m";
    public const string Dim = "\e[2m";
    public const string Italic = "\e[3m";
    public const string Underline = "\e[4m";
    public const string Red = "\e[31m";
    public const string Green = "\e[32m";
    public const string Yellow = "\e[33m";
    public const string Blue = "\e[34m";
    public const string Magenta = "\e[35m";
    public const string Cyan = "\e[36m";
    public const string BrightBlack = "\e[90m";

    public static string Of(Tone tone) => tone switch
    {
        Tone.Quiet => Dim,
        Tone.Strong => Bold,
        Tone.Warning => Yellow,
        Tone.Error => Red,
        Tone.Good => Green,
        _ => "",
    };
}
