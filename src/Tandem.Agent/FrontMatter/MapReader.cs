using System.Globalization;

namespace Tandem.Agent.FrontMatter;

/// <summary>Takes typed values out of a map of YAML; what does not fit, and what nobody asked for, becomes a fault.</summary>
internal sealed class MapReader(YamlMap map, string path, FaultList faults)
{
    private readonly List<string> _known = [];

    public int Line => map.Line;

    public bool Has(string key) => map.Find(key) is not null;

    public int LineOf(string key) => map.Find(key)?.Line ?? map.Line;

    public string KeyOf(string key) => path.Length == 0 ? key : $"{path}.{key}";

    public YamlNode? Node(string key)
    {
        _known.Add(key);
        return map.Find(key) is YamlScalar { IsNull: true } ? null : map.Find(key);
    }

    public string? Text(string key) => Node(key) switch
    {
        null => null,
        YamlScalar scalar => scalar.Text,
        var other => Wrong<string>(other, key, "must be text", "put it in quotes on one line, or behind '|'"),
    };

    /// <summary>A list of texts; one text counts as a list of one.</summary>
    public IReadOnlyList<string> Texts(string key) => Node(key) switch
    {
        null => [],
        YamlScalar scalar => [scalar.Text],
        YamlList list when list.Items.All(item => item is YamlScalar) => [.. list.Items.Cast<YamlScalar>().Select(item => item.Text)],
        var other => Wrong<IReadOnlyList<string>>(other, key, "must be a list of texts", "write [one, two], or a line '- one' for each") ?? [],
    };

    public int? Whole(string key, int least, int most) =>
        Node(key) is not { } node ? null
        : node is YamlScalar { IsPlain: true } scalar && int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : Wrong<int?>(node, key, $"must be a whole number from {least} to {most}", "write it without quotes");

    public decimal? Number(string key, decimal least, decimal most) =>
        Node(key) is not { } node ? null
        : node is YamlScalar { IsPlain: true } scalar && decimal.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : Wrong<decimal?>(node, key, FormattableString.Invariant($"must be a number from {least} to {most}"), "write it without quotes");

    public bool? Flag(string key) => Node(key) switch
    {
        null => null,
        YamlScalar { IsPlain: true, Text: "true" } => true,
        YamlScalar { IsPlain: true, Text: "false" } => false,
        var other => Wrong<bool?>(other, key, "must be true or false", "write it without quotes"),
    };

    public string? Choice(string key, params string[] choices) => Node(key) switch
    {
        null => null,
        YamlScalar scalar when choices.Contains(scalar.Text) => scalar.Text,
        var other => Wrong<string>(other, key, $"must be one of {string.Join(", ", choices)}", "take one of them"),
    };

    public MapReader? Section(string key) => Node(key) switch
    {
        null => null,
        YamlMap section => new MapReader(section, KeyOf(key), faults),
        var other => Wrong<MapReader>(other, key, "must be a map of keys", "write its keys below it, indented"),
    };

    /// <summary>Names each key that nothing took.</summary>
    public void RefuseUnknown()
    {
        foreach (var (key, node) in map.Entries)
            if (!_known.Contains(key))
                faults.Add(node.Line, KeyOf(key), "this key is not known", $"known keys here are {string.Join(", ", _known.Distinct())}");
    }

    private T? Wrong<T>(YamlNode node, string key, string problem, string cure)
    {
        faults.Add(node.Line, KeyOf(key), problem, cure);
        return default;
    }
}
