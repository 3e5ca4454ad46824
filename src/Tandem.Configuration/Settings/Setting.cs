using Tandem.Configuration.Origins;
using Tandem.Configuration.Shapes;

namespace Tandem.Configuration.Settings;

/// <summary>A checked value with its place.</summary>
internal abstract record Setting(SettingPath Path, Origin Place, Shape Shape);

/// <param name="Value"><see cref="string"/>, <see cref="long"/>, <see cref="decimal"/> or <see cref="bool"/> by the shape; null where a variable is missing.</param>
/// <param name="Written">As it stands in the source, references not expanded.</param>
internal sealed record ScalarSetting(SettingPath Path, Origin Place, Shape Shape, object? Value, string Written) : Setting(Path, Place, Shape)
{
    /// <summary>The variable that the value refers to and that gives no value, or null.</summary>
    public string? MissingVariable { get; init; }

    /// <summary>What is wrong with <see cref="MissingVariable"/>: <c>is not set</c>.</summary>
    public string? MissingBecause { get; init; }
}

internal sealed record ListSetting(SettingPath Path, Origin Place, Shape Shape, IReadOnlyList<Setting> Items) : Setting(Path, Place, Shape);

/// <summary>A section or a map of names. Mutable only while sources are merged.</summary>
internal sealed record MapSetting(SettingPath Path, Origin Place, Shape Shape) : Setting(Path, Place, Shape)
{
    private readonly List<string> _order = [];
    private readonly Dictionary<string, Setting> _values = new(StringComparer.Ordinal);

    /// <summary>In the order of the source; what was put later comes last.</summary>
    public IReadOnlyList<string> Names => _order;

    public Setting? Find(string name) => _values.GetValueOrDefault(name);

    public void Put(string name, Setting value)
    {
        if (!_values.ContainsKey(name))
            _order.Add(name);
        _values[name] = value;
    }
}
