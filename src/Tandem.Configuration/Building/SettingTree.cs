using Tandem.Configuration.Loading;
using Tandem.Configuration.Settings;

namespace Tandem.Configuration.Building;

/// <summary>Checked settings before defaults: what the user set, and apart from it what the project adds.</summary>
internal sealed record SettingTree(MapSetting Root, MapSetting? Project, string? UserFile, string? ProjectFile, ConfigurationSources Sources)
{
    /// <summary>A list of the project, by its path; empty where there is none.</summary>
    public IReadOnlyList<Setting> ProjectList(params string[] keys) => List(Project, keys)?.Items ?? [];

    /// <summary>A list of the user, by its path; null where it is not set.</summary>
    public IReadOnlyList<Setting>? UserList(params string[] keys) => List(Root, keys)?.Items;

    private static ListSetting? List(MapSetting? map, string[] keys)
    {
        foreach (var key in keys[..^1])
            map = map?.Find(key) as MapSetting;
        return map?.Find(keys[^1]) as ListSetting;
    }
}
