using System.Text;
using Tandem.Configuration.Loading;

namespace Tandem.Configuration.Tests;

/// <summary>A home folder and a project folder of their own for one test.</summary>
internal sealed class Files : IDisposable
{
    public const string NoModel = "version: 1\n";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("tandem-configuration-");

    public string Home => Folder("home");

    public string Project => Folder("work/project");

    public string UserFile => Path.Combine(Home, ".config", "tandem", "config.yaml");

    public string ProjectFile => Path.Combine(Project, "tandem.yaml");

    public static string Sample(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Samples", name));

    public static IReadOnlyDictionary<string, string> Variables(params (string Name, string Value)[] variables) =>
        variables.ToDictionary(pair => pair.Name, pair => pair.Value);

    public static string Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, Encoding.UTF8.GetBytes(text)); // Half a surrogate pair becomes a replacement character.
        return path;
    }

    public static void Permit(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }

    public ConfigurationSources Sources(params (string Name, string Value)[] variables) =>
        new() { WorkingFolder = Project, HomeFolder = Home, Environment = Variables(variables) };

    public TandemConfiguration LoadUser(string text, params (string Name, string Value)[] variables)
    {
        Write(UserFile, text);
        return ConfigurationLoader.Load(Sources(variables));
    }

    public IReadOnlyList<ConfigurationError> RefuseUser(string text, params (string Name, string Value)[] variables) =>
        Assert.Throws<ConfigurationException>(() => LoadUser(text, variables)).Errors;

    public TandemConfiguration LoadProject(string user, string project, params (string Name, string Value)[] variables)
    {
        Write(ProjectFile, project);
        return LoadUser(user, variables);
    }

    public void Dispose() => _root.Delete(recursive: true);

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(_root.FullName, name)).FullName;
}
