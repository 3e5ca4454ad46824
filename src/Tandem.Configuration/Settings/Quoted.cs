namespace Tandem.Configuration.Settings;

/// <summary>Text of a source inside a message: short, and harmless on a terminal.</summary>
internal static class Quoted
{
    private const int Longest = 60;

    public static string Of(string text)
    {
        var plain = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
        return plain.Length > Longest ? $"'{plain[..Longest]}…'" : $"'{plain}'";
    }
}
