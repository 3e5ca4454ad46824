namespace Tandem.Configuration.Loading;

/// <summary>Where configuration is looked for. Nothing else of the process or the machine is read.</summary>
public sealed record ConfigurationSources
{
    public const string ProjectFileName = "tandem.yaml";

    /// <summary>Full path. The project's file is searched from here upward; <see cref="ConfigFile"/> is relative to it.</summary>
    public required string WorkingFolder { get; init; }

    /// <summary>Full path.</summary>
    public required string HomeFolder { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The file named by <c>--config</c>: it replaces the user's file, and must exist.</summary>
    public string? ConfigFile { get; init; }

    public IReadOnlyList<SettingOverride> CommandLine { get; init; } = [];

    /// <summary>Whether the user trusts a project's folder to name commands (<c>tandem trust</c>).</summary>
    public Func<string, bool> IsTrusted { get; init; } = _ => false;

    /// <summary>Full path of the user's file: <c>tandem/config.yaml</c> in <c>XDG_CONFIG_HOME</c>, which must be absolute (XDG Base Directory), else in <c>~/.config</c>.</summary>
    public string UserFile => ConfigFile is null
        ? Path.Combine(Folder("XDG_CONFIG_HOME") ?? Path.Combine(HomeFolder, ".config"), "tandem", "config.yaml")
        : Path.GetFullPath(ConfigFile, WorkingFolder);

    /// <summary>Full path of the data: <c>TANDEM_HOME</c>, else <c>~/.local/share/tandem</c>.</summary>
    public string DataFolder => Environment.GetValueOrDefault("TANDEM_HOME") is { Length: > 0 } home
        ? Path.GetFullPath(home, WorkingFolder)
        : Path.Combine(HomeFolder, ".local", "share", "tandem");

    private string? Folder(string variable) =>
        Environment.GetValueOrDefault(variable) is { Length: > 0 } folder && Path.IsPathFullyQualified(folder) ? folder : null;
}
