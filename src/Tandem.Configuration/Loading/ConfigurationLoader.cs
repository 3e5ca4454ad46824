using Tandem.Configuration.Building;
using Tandem.Configuration.Origins;
using Tandem.Configuration.Settings;
using Tandem.Configuration.Setup;
using Tandem.Configuration.Shapes;

namespace Tandem.Configuration.Loading;

/// <summary>Finds, reads, merges and checks the configuration.</summary>
/// <remarks>
/// From weak to strong: defaults, the user's file (or what was detected where there is none), environment variables, the command line.
/// A project's file only adds to lists. Stateless; reads files and changes nothing.
/// </remarks>
public static class ConfigurationLoader
{
    /// <summary>Loads the configuration in force.</summary>
    /// <param name="detected">What was found on this machine, for a first run without a user file; null = then there are no models.</param>
    /// <exception cref="ConfigurationException">Something in it is wrong: every error that was found.</exception>
    public static TandemConfiguration Load(ConfigurationSources sources, DetectedModels? detected = null)
    {
        var errors = new ErrorList();
        var userFile = FindUserFile(sources);
        var user = userFile is not null
            ? ReadFile(userFile, new SettingSource(OriginKind.UserFile, userFile, sources.Environment), errors)
            : ReadDetected(detected, sources, errors);
        return Load(user, userFile, sources, errors);
    }

    /// <summary>Loads as if the user's file held this text: what a change of it is checked with.</summary>
    /// <exception cref="ConfigurationException">The text would be refused.</exception>
    public static TandemConfiguration Check(string userText, ConfigurationSources sources)
    {
        var errors = new ErrorList();
        var user = FileReader.Read(userText, new SettingSource(OriginKind.UserFile, sources.UserFile, sources.Environment), errors);
        return Load(user, sources.UserFile, sources, errors);
    }

    private static TandemConfiguration Load(MapSetting? user, string? userFile, ConfigurationSources sources, ErrorList errors)
    {
        var root = user ?? new MapSetting(SettingPath.Root, Origin.Default(), ConfigurationShape.Root);

        var projectFile = FindProjectFile(sources, userFile);
        var project = projectFile is null ? null : ReadFile(projectFile, new SettingSource(OriginKind.ProjectFile, projectFile, null), errors);

        var overrides = new OverrideReader(root, errors);
        overrides.ApplyEnvironment(sources.Environment);
        overrides.ApplyCommandLine(sources.CommandLine, sources.Environment);

        var tree = new SettingTree(root, project, userFile, projectFile, sources);
        var isWholeFileUnreadable = user is null && userFile is not null;
        if (!isWholeFileUnreadable)
            CrossCheck.Check(tree, errors);
        errors.ThrowIfAny();
        return ConfigurationBuilder.Build(tree);
    }

    /// <summary>From what was detected alone.</summary>
    internal static TandemConfiguration Load(DetectedModels detected, IReadOnlyDictionary<string, string> environment)
    {
        var errors = new ErrorList();
        var sources = new ConfigurationSources { WorkingFolder = Path.GetTempPath(), HomeFolder = Path.GetTempPath(), Environment = environment };
        var root = ReadDetected(detected, sources, errors)!;
        errors.ThrowIfAny();
        return ConfigurationBuilder.Build(new SettingTree(root, null, null, null, sources));
    }

    /// <summary>The project's file: the nearest <c>tandem.yaml</c> from the working folder upward, or null.</summary>
    public static string? FindProjectFile(ConfigurationSources sources) => FindProjectFile(sources, FindUserFile(sources));

    private static string? FindProjectFile(ConfigurationSources sources, string? userFile)
    {
        for (var folder = new DirectoryInfo(sources.WorkingFolder); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, ConfigurationSources.ProjectFileName);
            if (File.Exists(file) && file != userFile)
                return file;
        }

        return null;
    }

    /// <summary>A file that was named must exist, and is read whether it does or not; the usual one may be absent.</summary>
    private static string? FindUserFile(ConfigurationSources sources) =>
        sources.ConfigFile is not null || Path.Exists(sources.UserFile) ? sources.UserFile : null;

    private static MapSetting? ReadFile(string path, SettingSource source, ErrorList errors) =>
        SourceText.Read(path, mayBePipe: source.Kind == OriginKind.UserFile, errors) is { } text ? FileReader.Read(text, source, errors) : null;

    private static MapSetting? ReadDetected(DetectedModels? detected, ConfigurationSources sources, ErrorList errors) =>
        detected is null ? null : FileReader.Read(InitFile.Render(detected), new SettingSource(OriginKind.Detected, "found on this machine", sources.Environment), errors);
}
