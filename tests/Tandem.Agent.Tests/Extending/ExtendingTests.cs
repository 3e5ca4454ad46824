using System.Text.Json;
using Tandem.Agent.Commands;
using Tandem.Agent.Hooks;
using Tandem.Agent.Instructions;
using Tandem.Agent.Skills;
using Tandem.Agent.Tests.Mcp;
using Tandem.Agent.Tools;

namespace Tandem.Agent.Tests.Extending;

public sealed class ExtendingTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tandem-extend-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Instructions_of_the_root_come_first_each_once_and_those_of_a_folder_with_what_touches_it()
    {
        Write("AGENTS.md", "Use tabs.");
        Write("CLAUDE.md", "@AGENTS.md");
        Write(".github/copilot-instructions.md", "  Use tabs.  \n");
        Write("src/AGENTS.md", "Source: no statics.");
        Write("src/web/CLAUDE.md", "Web: no jQuery.");
        var rules = new InstructionRules(new InstructionFinder(_folder.FullName));

        var front = await rules.ReadAsync(10_000, Token);
        var touched = await rules.AfterAsync(Reading("src/web/a.ts"), ToolResult.Of("text"), McpTests.Scope(), Token);
        var again = await rules.AfterAsync(Reading("src/web/b.ts"), ToolResult.Of("text"), McpTests.Scope(), Token);

        Assert.Equal(["AGENTS.md"], front.Paths);
        Assert.True(front.IsUntrusted);
        Assert.Contains("Use tabs.", front.Text);
        Assert.True(touched.Text.IndexOf("no statics", StringComparison.Ordinal) < touched.Text.IndexOf("no jQuery", StringComparison.Ordinal));
        Assert.True(touched.IsUntrusted);
        Assert.Equal("text", again.Text);
    }

    [Fact]
    public async Task Instructions_that_the_user_trusts_are_not_text_of_others()
    {
        Write("AGENTS.md", "Use tabs.");
        Write("src/AGENTS.md", "Source: no statics.");
        var rules = new InstructionRules(new InstructionFinder(_folder.FullName), file => file.Path == "AGENTS.md");

        var front = await rules.ReadAsync(10_000, Token);
        Assert.Equal((false, 0), (front.IsUntrusted, rules.Untrusted.Count));
        var touched = await rules.AfterAsync(Reading("src/a.ts"), ToolResult.Of("text"), McpTests.Scope(), Token);

        Assert.True(touched.IsUntrusted);
        Assert.Equal(["src/AGENTS.md"], rules.Untrusted);
    }

    [Fact]
    public async Task Instructions_are_cut_to_their_room_and_no_link_leads_out()
    {
        var outside = Directory.CreateTempSubdirectory("tandem-outside-");
        try
        {
            File.WriteAllText(Path.Combine(outside.FullName, "secret.md"), "secret");
            File.CreateSymbolicLink(Path.Combine(_folder.FullName, "CLAUDE.md"), Path.Combine(outside.FullName, "secret.md"));
            Write("AGENTS.md", new string('x', 50_000));

            var front = await new InstructionRules(new InstructionFinder(_folder.FullName)).ReadAsync(2_000, Token);

            Assert.DoesNotContain("secret", front.Text);
            Assert.InRange(front.Text.Length, 1_500, 2_600);
        }
        finally
        {
            outside.Delete(recursive: true);
        }
    }

    [Fact]
    public void Commands_skills_and_agents_come_from_files_the_projects_first()
    {
        Write(".tandem/commands/fix.md", "---\ndescription: Fix an issue\nargument-hint: NUMBER\n---\nFix issue $1 in $2. All: $ARGUMENTS");
        Write(".claude/commands/git/tidy.md", "Tidy the history.");
        Write("user/commands/fix.md", "the user's");
        Write(".tandem/skills/pdf/SKILL.md", "---\nname: pdf\ndescription: Fill in PDF forms\n---\nUse the tool.");
        Write(".tandem/skills/bad/SKILL.md", "---\nname: bad\n---\nNo description.");
        Write(".claude/agents/tester.md", "---\nname: tester\ndescription: writes tests\ntools: read_file, grep\nmodel: inherit\nmax_steps: 7\n---\nWrite tests.");

        var files = CustomFiles.Load(_folder.FullName, Path.Combine(_folder.FullName, "user"));

        Assert.Equal(["fix", "git:tidy"], files.Commands.Select(one => one.Name));
        Assert.Equal("Fix issue 12 in the cart. All: 12 \"the cart\"", files.Commands[0].Expand("12 \"the cart\""));
        Assert.Equal("Tidy the history.\n\nsince May", files.Commands[1].Expand("since May"));
        Assert.Equal(("pdf", "Fill in PDF forms"), (Assert.Single(files.Skills).Name, files.Skills[0].Description));
        var agent = Assert.Single(files.Agents);
        Assert.Equal(("tester", null, 7), (agent.Name, agent.Model, agent.MaxSteps));
        Assert.Equal(["read_file", "grep"], agent.Tools!);
        Assert.Contains("description: is missing", Assert.Single(files.Faults).ToString());
    }

    [Fact]
    public async Task A_skill_is_read_when_the_model_asks_for_it()
    {
        var skills = new[] { new Skill("pdf", "Fill in PDF forms", Path.Combine(_folder.FullName, ".tandem/skills/pdf"), IsProjects: true, "Use the tool.") };
        var tool = new SkillTool(skills, _folder.FullName);

        var result = await tool.Prepare(JsonDocument.Parse("""{"name":"pdf"}""").RootElement).RunAsync(McpTests.Scope(), Token);

        Assert.Equal("Skill 'pdf', its files are in .tandem/skills/pdf:\n\nUse the tool.", result.Text);
        Assert.True(result.IsUntrusted);
        Assert.Throws<ToolArgumentsException>(() => tool.Prepare(JsonDocument.Parse("""{"name":"x"}""").RootElement));
    }

    [Fact]
    public async Task A_hook_before_a_call_refuses_it_by_its_exit_code_and_one_that_cannot_run_refuses_too()
    {
        var commands = new Scripted { ["guard"] = (2, "not on Fridays"), ["fine"] = (0, "") };
        var hooks = new HookRunner(
            [new(HookMoment.BeforeTool, "edit_*", "guard", TimeSpan.FromSeconds(1)), new(HookMoment.BeforeTool, "run_command", "missing", TimeSpan.FromSeconds(1)), new(HookMoment.BeforeTool, null, "fine", TimeSpan.FromSeconds(1))],
            commands, _folder.FullName);

        Assert.Equal("a hook refused it (not on Fridays)", await hooks.BeforeAsync(Action("edit_file"), """{"path":"a"}""", McpTests.Scope(), Token));
        Assert.Equal("a hook refused it (it could not be started)", await hooks.BeforeAsync(Action("run_command"), "{}", McpTests.Scope(), Token));
        Assert.Null(await hooks.BeforeAsync(Action("read_file"), "{}", McpTests.Scope(), Token));
        using var input = JsonDocument.Parse(commands.Inputs[0]);
        Assert.Equal(("before_tool", "edit_file", "a"), (input.RootElement.GetProperty("event").GetString(), input.RootElement.GetProperty("tool").GetString(), input.RootElement.GetProperty("arguments").GetProperty("path").GetString()));
    }

    [Fact]
    public async Task Hooks_after_an_edit_add_what_they_found()
    {
        var commands = new Scripted { ["lint"] = (1, "line 3: unused"), ["start"] = (0, "Today is a good day.") };
        var hooks = new HookRunner(
            [new(HookMoment.AfterEdit, null, "lint", TimeSpan.FromSeconds(1)), new(HookMoment.SessionStart, null, "start", TimeSpan.FromSeconds(1))], commands, _folder.FullName);

        var edited = await hooks.AfterAsync(Action("edit_file") with { Access = ToolAccess.Edit }, ToolResult.Of("done"), McpTests.Scope(), Token);
        var read = await hooks.AfterAsync(Action("read_file"), ToolResult.Of("text"), McpTests.Scope(), Token);

        Assert.Equal("done\n\n[hook] line 3: unused", edited.Text);
        Assert.Equal("text", read.Text);
        Assert.Contains("Today is a good day.", (await hooks.ReadAsync(1_000, Token)).Text);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Write(string path, string text)
    {
        var file = Path.Combine(_folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private static ToolAction Action(string tool) => new() { Tool = tool, Access = ToolAccess.ReadOnly, Summary = tool };

    private static ToolAction Reading(string path) => Action("read_file") with { Reads = [path] };

    private sealed class Scripted : Dictionary<string, (int ExitCode, string Output)>, ICommandRunner
    {
        public List<string> Inputs { get; } = [];

        public string? UnsandboxedBecause => null;

        public Task<CommandResult> RunAsync(CommandRequest request, CancellationToken cancellationToken)
        {
            Inputs.Add(request.Input!);
            return Task.FromResult(TryGetValue(request.Command, out var end)
                ? new CommandResult { ExitCode = end.ExitCode, Output = end.Output, Duration = TimeSpan.Zero }
                : new CommandResult { ExitCode = null, Output = "", Duration = TimeSpan.Zero, Fault = "it could not be started" });
        }
    }
}
