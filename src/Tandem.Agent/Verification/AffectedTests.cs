namespace Tandem.Agent.Verification;

/// <summary>A smaller command that runs the tests nearest to a change, to hear of a failure sooner. The whole command still follows where it passes.</summary>
internal static class AffectedTests
{
    private const int MaxFiles = 20;

    /// <param name="paths">What was changed.</param>
    /// <returns>Null where the whole is as small, or nothing smaller is known.</returns>
    public static string? Of(VerifyCommand command, string root, IReadOnlyList<string> paths) => command.Tool switch
    {
        "dotnet" => DotNet(command, root, paths),
        "pytest" => Pytest(command, root, paths),
        "go" => Go(root, paths),
        _ => null,
    };

    private static string? DotNet(VerifyCommand command, string root, IReadOnlyList<string> paths)
    {
        if (!command.Command.StartsWith("dotnet test", StringComparison.Ordinal)) return null;
        var projects = DotNetProjects.Find(root);
        var affected = projects.Affected([.. paths.Where(path => Path.GetExtension(path) is ".cs" or ".fs" or ".vb" or ".csproj" or ".razor" or ".resx" or ".json")]);
        var all = projects.Projects.Count(project => project.IsTest);
        if (affected.Count == 0 || affected.Count * 2 > all) return null;
        return string.Join(" && ", affected.Select(project => $"dotnet test {(projects.UsesTestingPlatform ? "--project " : "")}{Shell.Quote(project.Path)}"));
    }

    private static string? Pytest(VerifyCommand command, string root, IReadOnlyList<string> paths)
    {
        var names = paths.Where(path => path.EndsWith(".py", StringComparison.Ordinal)).Select(Path.GetFileNameWithoutExtension).ToHashSet(StringComparer.Ordinal);
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, MaxRecursionDepth = 6, AttributesToSkip = FileAttributes.ReparsePoint };
        var tests = Directory.EnumerateFiles(root, "*.py", options).Select(file => Path.GetRelativePath(root, file).Replace('\\', '/')).Where(TestFiles.IsTest).ToList();
        var near = tests.Where(test => names.Contains(Path.GetFileNameWithoutExtension(test)) || names.Any(name => Path.GetFileNameWithoutExtension(test) == $"test_{name}" || Path.GetFileNameWithoutExtension(test) == $"{name}_test")).ToList();
        return near.Count == 0 || near.Count == tests.Count || near.Count > MaxFiles ? null : $"{command.Command} {string.Join(' ', near.Select(Shell.Quote))}";
    }

    private static string? Go(string root, IReadOnlyList<string> paths)
    {
        var folders = paths.Where(path => path.EndsWith(".go", StringComparison.Ordinal)).Select(path => Path.GetDirectoryName(path)!.Replace('\\', '/')).Distinct()
            .Where(folder => Directory.Exists(Path.Combine(root, folder)) && Directory.EnumerateFiles(Path.Combine(root, folder), "*_test.go").Any()).ToList();
        return folders.Count is 0 or > MaxFiles ? null : "go test " + string.Join(' ', folders.Select(folder => Shell.Quote("./" + folder)));
    }
}
