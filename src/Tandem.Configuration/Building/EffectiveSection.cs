using System.Globalization;
using Tandem.Configuration.Origins;
using Tandem.Configuration.Settings;
using Tandem.Configuration.Shapes;

namespace Tandem.Configuration.Building;

/// <summary>Reads the values of one section and records each effective one with its origin: what is read here is what <c>config show</c> prints.</summary>
/// <param name="Map">What is set; null = nothing.</param>
internal sealed record EffectiveSection(MapSetting? Map, SettingPath Path, List<OriginEntry> Origins)
{
    public const string Mask = "***";

    public EffectiveSection Section(string key) => new(Map?.Find(key) as MapSetting, Path.Key(key), Origins);

    /// <summary>The sections below a map of names.</summary>
    public IEnumerable<(string Name, EffectiveSection Section)> Entries() =>
        (Map?.Names ?? []).Select(name => (name, Section(name)));

    public string? Text(string key) => Recorded(key)?.Value as string;

    public long? Whole(string key) => Recorded(key)?.Value as long?;

    public decimal? Number(string key) => Recorded(key)?.Value as decimal?;

    public bool? Flag(string key) => Recorded(key)?.Value as bool?;

    public T? Choice<T>(string key, IReadOnlyDictionary<string, T> names)
        where T : struct => Text(key) is { } word ? names[word] : null;

    public IReadOnlyList<string>? Texts(string key) =>
        Map?.Find(key) is ListSetting list ? RecordItems(key, list.Items) : null;

    /// <summary>Records a value that nothing set.</summary>
    public T Default<T>(string key, T value, string shown, string? note = null)
    {
        Origins.Add(new OriginEntry(Path.Key(key).ToString(), shown, Origin.Default(note)));
        return value;
    }

    public T Default<T>(string key, T value, string? note = null)
        where T : IFormattable => Default(key, value, value.ToString(null, CultureInfo.InvariantCulture), note);

    /// <summary>Records the entries of a list in the order in which they count, from whatever source each is.</summary>
    public IReadOnlyList<string> RecordItems(string key, IEnumerable<Setting> items)
    {
        var texts = new List<string>();
        foreach (var item in items.OfType<ScalarSetting>())
        {
            Origins.Add(new OriginEntry(Path.Key(key).Item(texts.Count).ToString(), Shown(item), item.Place));
            texts.Add((string)item.Value!);
        }

        if (texts.Count == 0)
            Origins.Add(new OriginEntry(Path.Key(key).ToString(), "[]", Map?.Find(key)?.Place ?? Origin.Default()));
        return texts;
    }

    private ScalarSetting? Recorded(string key)
    {
        if (Map?.Find(key) is not ScalarSetting setting)
            return null;
        Origins.Add(new OriginEntry(Path.Key(key).ToString(), Shown(setting), setting.Place));
        return setting;
    }

    private static string Shown(ScalarSetting setting) => setting switch
    {
        { MissingVariable: { } missing } => $"({missing} {setting.MissingBecause})",
        { Shape: TextShape { Secret: true } } => Mask,
        _ => Convert.ToString(setting.Value, CultureInfo.InvariantCulture) is var text && setting.Value is bool ? text!.ToLowerInvariant() : text!,
    };
}
