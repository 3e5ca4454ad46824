using System.Text.Json;
using System.Text.RegularExpressions;
using Tandem.Agent.Commands;

namespace Tandem.Agent.Verification;

/// <summary>Finds the commands by which a repository judges itself, from the files at its root.</summary>
internal sealed partial class CommandDetection(string root, ICommandRunner runner)
{
    private const int MaxProjects = 5;
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(20);

    public async Task<IReadOnlyList<VerifyCommand>> FindAsync(CancellationToken cancellationToken)
    {
        var commands = new List<VerifyCommand>();
        commands.AddRange(DotNet());
        commands.AddRange(Node());
        if (await PythonAsync(cancellationToken) is { } python) commands.Add(python);
        if (Has("Cargo.toml")) commands.Add(new VerifyCommand("cargo test", "cargo"));
        if (Has("go.mod")) commands.Add(new VerifyCommand("go test ./...", "go"));
        if (Has("pom.xml")) commands.Add(new VerifyCommand(Has("mvnw") ? "sh ./mvnw -q test" : "mvn -q test", "maven"));
        else if (Has("build.gradle") || Has("build.gradle.kts")) commands.Add(new VerifyCommand(Has("gradlew") ? "sh ./gradlew test" : "gradle test", "gradle"));
        if (commands.Count == 0 && MakeTarget() is { } target) commands.Add(new VerifyCommand($"make {target}", "make"));
        return commands;
    }

    private bool Has(string file) => File.Exists(Path.Combine(root, file));

    private List<VerifyCommand> DotNet()
    {
        var projects = DotNetProjects.Find(root);
        if (projects.Projects.Count == 0) return [];
        var platform = projects.UsesTestingPlatform;
        var tests = projects.Projects.Where(project => project.IsTest).ToList();
        if (projects.Solution is { } solution)
            return [new VerifyCommand(tests.Count > 0 ? $"dotnet test {(platform ? "--solution " : "")}{Shell.Quote(solution)}" : $"dotnet build {Shell.Quote(solution)}", "dotnet")];
        if (tests.Count > 0) return [.. tests.Take(MaxProjects).Select(test => new VerifyCommand($"dotnet test {(platform ? "--project " : "")}{Shell.Quote(test.Path)}", "dotnet"))];
        return [.. projects.Projects.Take(MaxProjects).Select(project => new VerifyCommand($"dotnet build {Shell.Quote(project.Path)}", "dotnet"))];
    }

    private List<VerifyCommand> Node()
    {
        if (!Has("package.json")) return [];
        var program = Has("pnpm-lock.yaml") ? "pnpm" : Has("yarn.lock") ? "yarn" : "npm";
        try
        {
            using var package = JsonDocument.Parse(File.ReadAllText(Path.Combine(root, "package.json")), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            if (package.RootElement.ValueKind != JsonValueKind.Object || !package.RootElement.TryGetProperty("scripts", out var scripts) || scripts.ValueKind != JsonValueKind.Object) return [];
            var commands = new List<VerifyCommand>();
            foreach (var name in (string[])["typecheck", "test"])
            {
                if (!scripts.TryGetProperty(name, out var script) || script.ValueKind != JsonValueKind.String || script.GetString()!.Contains("no test specified", StringComparison.Ordinal)) continue;
                commands.Add(new VerifyCommand(name == "test" ? $"{program} test" : $"{program} run {name}", "node"));
            }
            return commands;
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            return [];
        }
    }

    private async Task<VerifyCommand?> PythonAsync(CancellationToken cancellationToken)
    {
        var folders = ((string[])["", "tests", "test"]).Select(name => Path.Combine(root, name)).Where(Directory.Exists);
        var hasTests = folders.Any(folder => Directory.EnumerateFiles(folder, "*.py").Any(file => TestFile().IsMatch(Path.GetFileName(file))));
        var usesPytest = Has("pytest.ini") || Has("conftest.py") || Has("tests/conftest.py") || Mentions("pyproject.toml", "[tool.pytest") || Mentions("setup.cfg", "[tool:pytest]") || Mentions("tox.ini", "[pytest]");
        if (!hasTests && !usesPytest) return null;
        foreach (var pytest in (string[])["python3 -m pytest", "pytest"])
        {
            var probe = await runner.RunAsync(new CommandRequest { Command = $"{pytest} --version", WorkingFolder = root, Timeout = ProbeLimit, IsReadOnly = true }, cancellationToken);
            if (probe.ExitCode == 0) return new VerifyCommand($"{pytest} -q -p no:cacheprovider", "pytest");
        }
        if (usesPytest) return new VerifyCommand("python3 -m pytest -q -p no:cacheprovider", "pytest"); // It fails by its absence, which is told as what it is.
        var start = Directory.Exists(Path.Combine(root, "tests")) && !Directory.EnumerateFiles(root, "test*.py").Any() ? " discover -s tests -t ." : "";
        return new VerifyCommand($"python3 -m unittest{start}", "unittest");
    }

    private string? MakeTarget()
    {
        var file = ((string[])["GNUmakefile", "makefile", "Makefile"]).FirstOrDefault(Has);
        if (file is null) return null;
        var text = File.ReadAllText(Path.Combine(root, file));
        return ((string[])["test", "check"]).FirstOrDefault(target => Regex.IsMatch(text, $"^{target}\\s*:", RegexOptions.Multiline | RegexOptions.NonBacktracking));
    }

    private bool Mentions(string file, string text) => Has(file) && File.ReadAllText(Path.Combine(root, file)).Contains(text, StringComparison.Ordinal);

    [GeneratedRegex(@"^(test_.*|.*_test|tests?)\.py$", RegexOptions.NonBacktracking)]
    private static partial Regex TestFile();
}
