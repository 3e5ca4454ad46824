using System.Text.RegularExpressions;
using Tandem.Configuration.Origins;
using Tandem.Configuration.Shapes;
using Tandem.Configuration.Yaml;

namespace Tandem.Configuration.Settings;

/// <summary>Checks nodes against shapes. What is wrong becomes an error and is left out, so that one run finds every error.</summary>
internal sealed class SettingChecker(SettingSource source, ErrorList errors)
{
    private readonly ScalarChecker _scalars = new(source, errors);

    public Setting? Check(SourceNode node, Shape shape, SettingPath path)
    {
        switch (shape)
        {
            case SectionShape section when Map(node, path, shape, canBeEmpty: !section.NotEmpty && !section.Keys.Any(key => key.Required)) is { } map:
                return CheckSection(map, section, path);
            case NamesShape names when Map(node, path, shape, canBeEmpty: true) is { } map:
                return CheckNames(map, names, path);
            case ListShape list when List(node, path, list) is { } items:
                return CheckList(items, list, path);
            case SectionShape or NamesShape or ListShape:
                return null;
            default:
                return _scalars.Check(node, shape, path);
        }
    }

    private MapSetting CheckSection(SourceMap map, SectionShape shape, SettingPath path)
    {
        var checkedMap = new MapSetting(path, source.At(map), shape);
        foreach (var (key, value) in map.Entries)
        {
            var known = shape.Find(key.Text);
            var at = path.Key(key.Text);
            if (known is null)
                Add(key, at, UnknownKey(key.Text, path), Suggestion.Or(key.Text, shape.Keys.Select(one => one.Name), "known keys here are " + string.Join(", ", shape.Keys.Select(one => one.Name))));
            else if (source.Kind == OriginKind.ProjectFile && IsForbidden(known, path))
                Add(key, at, "a project's file may not set this", "put it into your own file, ~/.config/tandem/config.yaml, and leave here only routing.rules, verify, privacy.private_paths and assistants");
            else if (Check(value, known.Shape, at) is { } setting)
                checkedMap.Put(key.Text, setting);
        }

        if (shape.NotEmpty && map.Entries.Count == 0)
            Add(map, path, "nothing is given", "give at least one of " + string.Join(", ", shape.Keys.Select(one => one.Name)));
        return checkedMap;
    }

    private MapSetting CheckNames(SourceMap map, NamesShape shape, SettingPath path)
    {
        var checkedMap = new MapSetting(path, source.At(map), shape);
        foreach (var (key, value) in map.Entries)
        {
            if (!Patterns.IsMatch(shape.NamePattern, key.Text))
                Add(key, path.Key(key.Text), "this cannot be a name", "use " + shape.NameWords);
            else if (Check(value, shape.Value, path.Key(key.Text)) is { } setting)
                checkedMap.Put(key.Text, setting);
            else if (shape.Value is SectionShape)
                checkedMap.Put(key.Text, new MapSetting(path.Key(key.Text), source.At(key), shape.Value)); // The name exists, so that what refers to it is not wrong too.
        }

        return checkedMap;
    }

    private ListSetting CheckList(SourceList list, ListShape shape, SettingPath path)
    {
        if (list.Items.Count < shape.Fewest)
            Add(list, path, "the list is empty", "add an entry, or remove the key");
        var items = list.Items.Select((item, place) => Check(item, shape.Item, path.Item(place))).OfType<Setting>().ToList();
        return new ListSetting(path, source.At(list), shape, items);
    }

    private SourceMap? Map(SourceNode node, SettingPath path, Shape shape, bool canBeEmpty)
    {
        if (node is SourceMap map)
            return map;
        if (canBeEmpty && node is SourceScalar { Kind: ScalarKind.Null })
            return new SourceMap(node.Line, node.Column, []);
        Add(node, path, $"this must be {shape.Words}", node is SourceList ? "write 'key: value' lines without '-'" : "write 'key: value' lines below it, indented");
        return null;
    }

    private SourceList? List(SourceNode node, SettingPath path, ListShape shape)
    {
        if (node is SourceList list)
            return list;
        if (shape.Fewest == 0 && node is SourceScalar { Kind: ScalarKind.Null })
            return new SourceList(node.Line, node.Column, []);
        Add(node, path, $"this must be {shape.Words}", "write '- entry' lines below it, or [entry, entry]");
        return null;
    }

    /// <summary>In a project's file a key is allowed when it is marked; below a marked list or section everything that it consists of is.</summary>
    private static bool IsForbidden(KeyShape key, SettingPath path) => !key.InProject && !path.ToString().StartsWith("routing.rules[", StringComparison.Ordinal);

    private static string UnknownKey(string key, SettingPath path) => key switch
    {
        "<<" => "merge keys (<<) are not supported",
        _ => path.ToString().Length == 0 ? "this key is not known" : $"this key is not known in {path}",
    };

    private void Add(SourceNode node, SettingPath path, string problem, string cure) =>
        errors.Add(source.File, node.Line, node.Column, path.ToString(), problem, cure);
}

/// <summary>Patterns of shapes, compiled by nobody: they run a few times per start.</summary>
internal static class Patterns
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(1);

    public static bool IsMatch(string pattern, string text) =>
        !text.EndsWith('\n') && Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, Enough); // $ also matches before a last line feed.
}
