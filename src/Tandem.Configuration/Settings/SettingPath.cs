using System.Globalization;

namespace Tandem.Configuration.Settings;

/// <summary>A key's path as people write it: <c>models.llama.price.input</c>; names with a dot stand in quotes, places of lists in brackets.</summary>
internal readonly record struct SettingPath(string Text)
{
    public static readonly SettingPath Root = new("");

    public SettingPath Key(string name)
    {
        var word = name.Length > 0 && !name.Contains('.') && !name.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter)) ? name : $"\"{Escape(name)}\"";
        return new(string.IsNullOrEmpty(Text) ? word : $"{Text}.{word}");
    }

    public SettingPath Item(int place) => new(string.Create(CultureInfo.InvariantCulture, $"{Text}[{place}]"));

    public override string ToString() => Text ?? "";

    private static string Escape(string name) => string.Concat(name.Select(letter => char.IsControl(letter) ? ' ' : letter));
}
