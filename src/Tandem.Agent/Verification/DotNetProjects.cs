using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tandem.Agent.Verification;

/// <summary>The .NET projects of a repository and how they refer to each other. Read as text: nothing is evaluated, so that nothing runs.</summary>
/// <param name="Solution">The one solution at the root, relative; null where there is none or more than one.</param>
internal sealed partial record DotNetProjects(string? Solution, IReadOnlyList<DotNetProject> Projects, bool UsesTestingPlatform)
{
    private const int MaxDepth = 6;
    private static readonly string[] Skipped = ["bin", "obj", "node_modules", ".git", "artifacts"];

    public static DotNetProjects Find(string root)
    {
        var options = new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
        var projects = new List<DotNetProject>();
        var folders = new Queue<(string Path, int Depth)>([(root, 0)]);
        while (folders.TryDequeue(out var folder))
        {
            foreach (var file in Directory.EnumerateFiles(folder.Path, "*.*proj", options).Where(file => Path.GetExtension(file) is ".csproj" or ".fsproj" or ".vbproj")) projects.Add(Read(root, file));
            if (folder.Depth == MaxDepth) continue;
            foreach (var below in Directory.EnumerateDirectories(folder.Path, "*", options).Where(below => !Skipped.Contains(Path.GetFileName(below)))) folders.Enqueue((below, folder.Depth + 1));
        }
        var solutions = Directory.EnumerateFiles(root, "*.sln*", options).Where(file => Path.GetExtension(file) is ".sln" or ".slnx").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal).ToList();
        return new DotNetProjects(solutions.Count > 0 ? solutions[0] : null, [.. projects.OrderBy(project => project.Path, StringComparer.Ordinal)], UsesPlatform(root));
    }

    /// <summary>Test projects that a change of these files can reach: their own project's, or one that refers to it over any number of steps.</summary>
    public IReadOnlyList<DotNetProject> Affected(IReadOnlyList<string> paths)
    {
        var reached = Projects.Where(project => paths.Any(project.Holds)).ToHashSet();
        if (paths.Any(path => !Projects.Any(project => project.Holds(path)))) return [.. Projects.Where(project => project.IsTest)]; // A shared file reaches all.
        for (var grown = true; grown;)
        {
            grown = false;
            foreach (var project in Projects)
            {
                if (!reached.Contains(project) && project.References.Any(reference => reached.Any(one => one.Path == reference))) grown |= reached.Add(project);
            }
        }
        return [.. reached.Where(project => project.IsTest).OrderBy(project => project.Path, StringComparer.Ordinal)];
    }

    private static DotNetProject Read(string root, string file)
    {
        var text = File.ReadAllText(file);
        var folder = Path.GetDirectoryName(file)!;
        var references = Reference().Matches(text).Select(match => Path.GetRelativePath(root, Path.GetFullPath(match.Groups[1].Value.Replace('\\', '/'), folder)).Replace('\\', '/'));
        return new DotNetProject(Path.GetRelativePath(root, file).Replace('\\', '/'), IsTestProject().IsMatch(text), [.. references]);
    }

    private static bool UsesPlatform(string root)
    {
        var file = Path.Combine(root, "global.json");
        if (!File.Exists(file)) return false;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return json.RootElement.TryGetProperty("test", out var test) && test.TryGetProperty("runner", out var runner) && runner.GetString() == "Microsoft.Testing.Platform";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    [GeneratedRegex("<ProjectReference\\s+Include=\"([^\"]+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Reference();

    [GeneratedRegex("<IsTestProject>\\s*true|Include=\"(xunit|nunit|mstest|tunit|Microsoft\\.NET\\.Test\\.Sdk)", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex IsTestProject();
}
