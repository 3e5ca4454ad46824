using System.Text.RegularExpressions;
using Tandem.Agent.FrontMatter;

namespace Tandem.Agent.Skills;

/// <summary>Commands, skills and sub-agents from files, the project's before the user's.</summary>
/// <remarks>Project: <c>.tandem/</c> and <c>.claude/</c> below the workspace; user: the folder of the configuration. Links of a project are not followed.</remarks>
public sealed partial class CustomFiles
{
    private const int MostFiles = 500;

    private readonly List<CustomCommand> _commands = [];
    private readonly List<Skill> _skills = [];
    private readonly List<FileFault> _faults = [];
    private readonly List<SubAgents.SubAgentDefinition> _agents = [];

    public IReadOnlyList<CustomCommand> Commands => _commands;

    public IReadOnlyList<Skill> Skills => _skills;

    public IReadOnlyList<SubAgents.SubAgentDefinition> Agents => _agents;

    /// <summary>What is wrong in files that are therefore left out.</summary>
    public IReadOnlyList<FileFault> Faults => _faults;

    /// <param name="root">The workspace; full path.</param>
    /// <param name="userFolder">The folder of the user's configuration; full path.</param>
    public static CustomFiles Load(string root, string userFolder)
    {
        var files = new CustomFiles();
        foreach (var (folder, isProjects) in ((string, bool)[])[(Path.Combine(root, ".tandem"), true), (Path.Combine(root, ".claude"), true), (userFolder, false)])
        {
            files.AddCommands(Path.Combine(folder, "commands"), isProjects);
            files.AddSkills(Path.Combine(folder, "skills"), isProjects);
            files.AddAgents(Path.Combine(folder, "agents"), isProjects);
        }

        return files;
    }

    private void AddCommands(string folder, bool isProjects)
    {
        foreach (var (path, file) in Read(folder, isProjects, depth: 3))
        {
            var name = Path.ChangeExtension(Path.GetRelativePath(folder, path), null).Replace('\\', '/').Replace('/', ':').ToLowerInvariant();
            if (!NamePattern().IsMatch(name) || _commands.Exists(one => one.Name == name))
                continue;
            var (head, faults) = Head(path, file);
            _commands.Add(new CustomCommand(name, head?.Text("description") ?? FirstLine(file.Body), head?.Text("argument-hint"), head?.Text("model"), path, isProjects, file.Body.Trim()));
            _faults.AddRange(faults.Faults);
        }
    }

    private void AddSkills(string folder, bool isProjects)
    {
        if (!Directory.Exists(folder) || IsLink(folder, isProjects))
            return;
        foreach (var one in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).Take(MostFiles))
        {
            var path = Path.Combine(one, "SKILL.md");
            if (IsLink(one, isProjects) || !File.Exists(path) || IsLink(path, isProjects))
                continue;
            var faults = new FaultList(path);
            if (MarkdownFile.Read(path, faults) is { } file)
            {
                var head = file.Head is { } map ? new MapReader(map, "", faults) : null;
                var name = head?.Text("name") ?? Path.GetFileName(one);
                if (head?.Text("description") is not { Length: > 0 } description)
                    faults.Add(1, "description", "is missing", "say in one sentence when the skill is to be used");
                else if (!NamePattern().IsMatch(name))
                    faults.Add(1, "name", "this cannot be a name", "use small letters, digits and hyphens");
                else if (!_skills.Exists(skill => skill.Name == name))
                    _skills.Add(new Skill(name, description.ReplaceLineEndings(" "), one, isProjects, file.Body.Trim()));
            }

            _faults.AddRange(faults.Faults);
        }
    }

    private void AddAgents(string folder, bool isProjects)
    {
        foreach (var (path, file) in Read(folder, isProjects, depth: 0))
        {
            var faults = new FaultList(path);
            if (SubAgents.SubAgentReader.Read(path, file, isProjects, faults) is { } agent && !_agents.Exists(one => one.Name == agent.Name))
                _agents.Add(agent);
            _faults.AddRange(faults.Faults);
        }
    }

    private IEnumerable<(string Path, MarkdownFile File)> Read(string folder, bool isProjects, int depth)
    {
        if (!Directory.Exists(folder) || IsLink(folder, isProjects))
            yield break;
        var options = new EnumerationOptions { RecurseSubdirectories = depth > 0, MaxRecursionDepth = depth, AttributesToSkip = isProjects ? FileAttributes.ReparsePoint : FileAttributes.None, IgnoreInaccessible = true };
        foreach (var path in Directory.EnumerateFiles(folder, "*.md", options).Order(StringComparer.Ordinal).Take(MostFiles))
        {
            var faults = new FaultList(path);
            if (MarkdownFile.Read(path, faults) is { } file && file.Body.Trim().Length > 0)
                yield return (path, file);
            _faults.AddRange(faults.Faults);
        }
    }

    private static (MapReader? Head, FaultList Faults) Head(string path, MarkdownFile file)
    {
        var faults = new FaultList(path);
        return (file.Head is { } map ? new MapReader(map, "", faults) : null, faults);
    }

    /// <summary>A repository's link could lead to any file of the user.</summary>
    private static bool IsLink(string path, bool isProjects) => isProjects && new FileInfo(path).LinkTarget is not null;

    private static string FirstLine(string body)
    {
        var line = body.Trim().Split('\n')[0].TrimStart('#', ' ');
        return line.Length > 80 ? line[..80] + "…" : line;
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9:_-]{0,63}\z")]
    private static partial Regex NamePattern();
}
