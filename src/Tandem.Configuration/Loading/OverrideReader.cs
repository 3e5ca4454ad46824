using Tandem.Configuration.Origins;
using Tandem.Configuration.Settings;
using Tandem.Configuration.Shapes;
using Tandem.Configuration.Yaml;

namespace Tandem.Configuration.Loading;

/// <summary>Puts single values from environment variables and the command line over the settings of the files.</summary>
/// <remarks>
/// <c>TANDEM_ROUTING__POLICY</c>: two underscores go one level down; case does not count, and one underscore stands for any of <c>_ - . : /</c>.
/// A list or map is written in YAML's flow form.
/// </remarks>
internal sealed class OverrideReader(MapSetting root, ErrorList errors)
{
    private const string Prefix = "TANDEM_";
    private const string Level = "__";

    /// <summary>An empty variable counts as not set, as in references.</summary>
    public void ApplyEnvironment(IReadOnlyDictionary<string, string> environment)
    {
        foreach (var (name, value) in environment.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (value.Length == 0 || !name.StartsWith(Prefix, StringComparison.Ordinal) || name is "TANDEM_HOME" or "TANDEM_VERSION")
                continue;
            var levels = name[Prefix.Length..].Split(Level);
            var isOurs = levels.Length > 1 || ConfigurationShape.Root.Keys.Any(key => IsSame(key.Name, levels[0])); // Others may use the prefix for what is no setting.
            if (isOurs)
                Apply(levels, value, new SettingSource(OriginKind.Environment, name, environment));
        }
    }

    public void ApplyCommandLine(IReadOnlyList<SettingOverride> overrides, IReadOnlyDictionary<string, string> environment)
    {
        foreach (var one in overrides)
            Apply(one.Key.Split('.'), one.Value, new SettingSource(OriginKind.CommandLine, one.Option, environment));
    }

    private void Apply(string[] levels, string value, SettingSource source)
    {
        var map = root;
        for (var depth = 0; depth < levels.Length; depth++)
        {
            if (Resolve(map, levels[depth], source) is not var (name, shape))
                return;
            var path = map.Path.Key(name);
            if (depth == levels.Length - 1)
            {
                if (Node(value, shape, source) is { } node && new SettingChecker(source, errors).Check(node, shape, path) is { } setting)
                    map.Put(name, setting);
                return;
            }

            if (shape is not (SectionShape or NamesShape))
            {
                errors.Add(source.File, 1, 1, path.ToString(), $"there is nothing below this key: it is {shape.Words}", "remove the last part of the name");
                return;
            }

            if (map.Find(name) is not MapSetting next)
                map.Put(name, next = new MapSetting(path, new Origin(source.Kind, source.Name, 1, 1), shape));
            map = next;
        }
    }

    private (string Name, Shape Shape)? Resolve(MapSetting map, string level, SettingSource source)
    {
        if (map.Shape is SectionShape section)
        {
            if (section.Keys.FirstOrDefault(key => IsSame(key.Name, level)) is { } known)
                return (known.Name, known.Shape);
            var names = section.Keys.Select(key => key.Name).ToList();
            errors.Add(source.File, 1, 1, map.Path.Key(level.ToLowerInvariant()).ToString(), "this key is not known", Suggestion.Or(level, names, "known keys here are " + string.Join(", ", names)));
            return null;
        }

        var shape = (NamesShape)map.Shape;
        var name = map.Names.FirstOrDefault(name => IsSame(name, level)) ?? level.ToLowerInvariant().Replace('_', '-');
        if (Patterns.IsMatch(shape.NamePattern, name))
            return (name, shape.Value);
        errors.Add(source.File, 1, 1, map.Path.Key(name).ToString(), "this cannot be a name", "use " + shape.NameWords);
        return null;
    }

    private SourceNode? Node(string value, Shape shape, SettingSource source)
    {
        if (shape is not (ListShape or SectionShape or NamesShape))
            return new SourceScalar(1, 1, value, ScalarKind.Text);
        return YamlReader.Read(value, source.File, errors) ?? (value.Trim().Length == 0 ? new SourceScalar(1, 1, "", ScalarKind.Null) : null);
    }

    private static bool IsSame(string name, string level) => Plain(name).SequenceEqual(Plain(level));

    private static IEnumerable<char> Plain(string name) => name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '_');
}
