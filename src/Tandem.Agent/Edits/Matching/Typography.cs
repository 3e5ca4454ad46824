namespace Tandem.Agent.Edits.Matching;

/// <summary>Characters that models and word processors exchange without meaning a change.</summary>
internal static class Typography
{
    /// <summary>One character for one character, so that positions stay.</summary>
    public static char Fold(char c) => c < '\u00a0' ? c : c switch
    {
        '\u2018' or '\u2019' or '\u201a' or '\u201b' or '\u2032' => '\'',
        '\u201c' or '\u201d' or '\u201e' or '\u201f' or '\u2033' => '"',
        '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2015' or '\u2212' => '-',
        '\u00a0' or '\u2007' or '\u2009' or '\u202f' or '\u3000' or (>= '\u2000' and <= '\u200a') => ' ',
        _ => c,
    };

    public static string Fold(string text) =>
        text.AsSpan().IndexOfAnyExceptInRange('\0', '\u009f') < 0 ? text : string.Create(text.Length, text, (span, source) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = Fold(source[i]);
        });

    public static bool IsBlank(char c) => Fold(c) is ' ' or '\t';
}
