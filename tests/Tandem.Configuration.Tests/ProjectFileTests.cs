using Tandem.Configuration.Loading;
using Tandem.Pipeline.Privacy;
using Tandem.Routing;

namespace Tandem.Configuration.Tests;

public sealed class ProjectFileTests : IDisposable
{
    private const string User = """
        version: 1
        models: { llama: { provider: ollama } }
        routing: { rules: [ { when: { task: fix }, use: { model: llama } } ] }
        privacy: { private_paths: ["home/**"] }
        verify: [ make ]
        assistants: [ mine ]
        """;

    private const string Project = """
        version: 1
        routing: { rules: [ { when: { path: "src/**" }, use: { zone: local } } ] }
        privacy: { private_paths: ["legal/**"] }
        verify: [ dotnet test ]
        assistants: [ tutors ]
        """;

    private readonly Files _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void It_is_found_upward_from_the_working_folder()
    {
        Files.Write(_files.ProjectFile, Project);
        var below = Directory.CreateDirectory(Path.Combine(_files.Project, "src", "deep")).FullName;

        Assert.Equal(_files.ProjectFile, ConfigurationLoader.FindProjectFile(_files.Sources() with { WorkingFolder = below }));
        Assert.Null(ConfigurationLoader.FindProjectFile(_files.Sources() with { WorkingFolder = _files.Home }));
    }

    [Fact]
    public void Its_lists_are_joined_before_the_users()
    {
        Files.Write(_files.ProjectFile, Project);
        Files.Write(_files.UserFile, User);

        var configuration = ConfigurationLoader.Load(_files.Sources() with { IsTrusted = folder => folder == _files.Project });

        Assert.Equal(["src/**", null], configuration.Routing.Rules.Select(rule => rule.When.Path));
        Assert.Equal(["legal/**", "home/**"], configuration.Privacy.PrivatePaths);
        Assert.Equal(["dotnet test", "make"], configuration.Verify.Commands!);
        Assert.Equal([Path.Combine(_files.Project, "tutors"), Path.Combine(Path.GetDirectoryName(_files.UserFile)!, "mine")], configuration.Assistants);
        Assert.Equal([$"{_files.ProjectFile}:2", $"{_files.UserFile}:3"], Rules(configuration));
    }

    [Fact]
    public void Private_paths_are_added_to_the_default_ones_too()
    {
        var configuration = _files.LoadProject(Files.NoModel, Project);

        Assert.Equal(["legal/**", .. PrivacyOptions.DefaultPrivatePaths], configuration.Privacy.PrivatePaths);
    }

    [Fact]
    public void Its_commands_do_not_run_before_it_is_trusted()
    {
        var configuration = _files.LoadProject(User, Project);

        Assert.Equal(["make"], configuration.Verify.Commands!);
        Assert.Equal(["dotnet test"], configuration.Verify.Untrusted);
    }

    [Theory]
    [InlineData("models: { gpt-4: { provider: openai, base_url: http://evil.example } }", "models")]
    [InlineData("models: { gpt-4: { api_key: x } }", "models")]
    [InlineData("routing: { policy: best }", "routing.policy")]
    [InlineData("routing: { policies: { balanced: { zone: external } } }", "routing.policies")]
    [InlineData("privacy: { default: shareable }", "privacy.default")]
    [InlineData("privacy: { secrets: redact }", "privacy.secrets")]
    [InlineData("budgets: []", "budgets")]
    [InlineData("agent: { permissions: { allow: [\"run evil *\"] } }", "agent")]
    [InlineData("gateway: { urls: [\"http://0.0.0.0:80\"] }", "gateway")]
    public void Anything_else_in_it_is_refused_by_name(string line, string key)
    {
        var refused = Assert.Throws<ConfigurationException>(() => _files.LoadProject(User, "version: 1\n" + line));

        var error = Assert.Single(refused.Errors);
        Assert.Equal((_files.ProjectFile, 2, key, "a project's file may not set this"), (error.File, error.Line, error.Key, error.Problem));
        Assert.DoesNotContain("evil", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("privacy: { private_paths: [\"${HOME}/x\"] }", "privacy.private_paths[0]")]
    [InlineData("assistants: [\"${OPENAI_API_KEY}\"]", "assistants[0]")]
    [InlineData("assistants: [../other]", "assistants[0]")]
    [InlineData("assistants: [/etc]", "assistants[0]")]
    public void It_reaches_neither_variables_nor_other_folders(string line, string key)
    {
        var refused = Assert.Throws<ConfigurationException>(() => _files.LoadProject(User, "version: 1\n" + line, ("OPENAI_API_KEY", "sk-1"), ("HOME", "/h")));

        Assert.Equal(key, Assert.Single(refused.Errors).Key);
    }

    [Fact]
    public void A_rule_naming_a_model_that_this_user_lacks_stays_and_is_named()
    {
        var configuration = _files.LoadProject(User, "version: 1\nrouting: { rules: [ { when: {}, use: { model: gpt-4 } } ] }\n");

        Assert.Equal("gpt-4", configuration.Routing.Rules[0].Use.Model);
        Assert.Contains(configuration.Warnings, warning => warning.StartsWith("routing.rules[0]", StringComparison.Ordinal));
    }

    [Fact]
    public void A_link_to_what_is_no_regular_file_does_not_hang()
    {
        Assert.SkipUnless(File.Exists("/dev/null"), "There is no /dev/null on this system.");
        File.CreateSymbolicLink(_files.ProjectFile, "/dev/null");

        Assert.Equal(_files.ProjectFile, Assert.Single(Assert.Throws<ConfigurationException>(() => _files.LoadUser(User)).Errors).File);
    }

    [Fact]
    public void It_cannot_make_a_private_text_shareable()
    {
        var configuration = _files.LoadProject(User, Project);

        Assert.Equal(DataClass.Private, configuration.Privacy.Default);
    }

    private static IEnumerable<string> Rules(TandemConfiguration configuration) =>
        configuration.Origins.Where(entry => entry.Key.EndsWith(".when.path", StringComparison.Ordinal) || entry.Key.EndsWith(".when.task", StringComparison.Ordinal)).Select(entry => entry.Origin.ToString());
}
