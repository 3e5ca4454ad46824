namespace Tandem.Agent.Tools;

/// <summary>The tools that Tandem brings along. A new one is its file and one line here.</summary>
public static class BuiltInTools
{
    /// <summary>For one session: they remember what its model has read.</summary>
    public static IReadOnlyList<ITool> Create(ToolSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        var files = new WorkspaceFiles(setup.Root, setup.Time);
        var planner = new EditPlanner(files, setup.Placeholders);
        var tools = new List<ITool>
        {
            new ReadFileTool(files),
            new ListFilesTool(files),
            new GrepTool(files, setup.Privacy),
            new EditFileTool(planner),
            new ApplyPatchTool(planner),
            new WriteFileTool(planner),
            new RunCommandTool(files, setup.Commands),
            new GitTool(files),
            new DiagnosticsTool(files),
            new TodoTool(),
            new AskUserTool(setup.Questions),
        };
        if (setup.Code is { } code) tools.Add(new SearchTool(code, setup.Privacy));
        if (setup.SubAgents is { } agents) tools.Add(new SubAgentTool(agents));
        if (setup.Web is { } web) tools.Add(new FetchWebTool(web, setup.Time));
        return tools;
    }
}
