using Tandem.Configuration.Settings;
using Tandem.Configuration.Shapes;
using Tandem.Configuration.Yaml;

namespace Tandem.Configuration.Loading;

/// <summary>From a file's text to checked settings.</summary>
internal static class FileReader
{
    /// <summary>The settings without those that are wrong; null where the text as a whole is no configuration. Errors were added.</summary>
    public static MapSetting? Read(string text, SettingSource source, ErrorList errors)
    {
        var before = errors.Count;
        if (YamlReader.Read(text, source.File, errors) is not { } root)
        {
            if (errors.Count == before)
                errors.Add(source.File, 1, 1, "version", "the file is empty", $"begin it with 'version: {ConfigurationShape.Version}'");
            return null;
        }

        if (root is not SourceMap map)
        {
            errors.Add(source.File, root.Line, root.Column, "", "the file must hold 'key: value' lines", $"begin it with 'version: {ConfigurationShape.Version}'");
            return null;
        }

        if (!HasKnownVersion(map, source, errors))
            return null;
        return (MapSetting?)new SettingChecker(source, errors).Check(map, ConfigurationShape.Root, SettingPath.Root);
    }

    /// <summary>False where the rest must not be judged by the rules of this version.</summary>
    private static bool HasKnownVersion(SourceMap map, SettingSource source, ErrorList errors)
    {
        var value = map.Entries.FirstOrDefault(entry => entry.Key.Text == "version")?.Value;
        if (value is null)
        {
            errors.Add(source.File, map.Line, map.Column, "version", "the version of the format is missing", $"begin the file with 'version: {ConfigurationShape.Version}'");
            return true;
        }

        if (value is SourceScalar { Kind: ScalarKind.WholeNumber, Text: "1" })
            return true;
        var isLater = value is SourceScalar { Kind: ScalarKind.WholeNumber } number && long.TryParse(number.Text, out var version) && version > ConfigurationShape.Version;
        errors.Add(
            source.File, value.Line, value.Column, "version",
            isLater ? $"the file is of a later version of the format than this Tandem knows ({ConfigurationShape.Version})" : "this is not a version of the format",
            isLater ? "update Tandem, or use a file of version 1" : $"write 'version: {ConfigurationShape.Version}'");
        return false;
    }
}
