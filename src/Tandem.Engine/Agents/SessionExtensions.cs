using Tandem.Agent.Commands;
using Tandem.Agent.Hooks;
using Tandem.Agent.Instructions;
using Tandem.Agent.Mcp;
using Tandem.Agent.Skills;
using Tandem.Agent.SubAgents;
using Tandem.Agent.Tools;
using Tandem.Agent.Trust;
using Tandem.Agent.Turns;
using Tandem.Configuration;
using Tandem.Egress;
using Tandem.Routing;

namespace Tandem.Engine.Agents;

/// <summary>What extends a session: MCP servers, the repository's instructions, skills, commands, sub-agents, hooks.</summary>
public sealed class SessionExtensions : IAsyncDisposable
{
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(30);

    private readonly HookRunner? _hooks;
    private readonly TimeProvider _time;

    private SessionExtensions(CustomFiles files, McpHub mcp, HookRunner? hooks, IReadOnlyList<string> notes, IReadOnlyList<IRulesSource> rules, IReadOnlyList<ICallFilter> filters, IReadOnlyList<ITool> tools, InstructionRules instructions, TimeProvider time) =>
        (Files, Mcp, _hooks, Notes, Rules, Filters, Tools, Instructions, _time) = (files, mcp, hooks, notes, rules, filters, tools, instructions, time);

    /// <summary>Custom slash commands, skills and sub-agents.</summary>
    public CustomFiles Files { get; }

    /// <summary>The MCP servers; <c>/mcp</c> shows their states.</summary>
    public McpHub Mcp { get; }

    /// <summary>What the user should know, one line each: files that are wrong, servers that are not there, what needs trust.</summary>
    public IReadOnlyList<string> Notes { get; }

    internal InstructionRules Instructions { get; }

    internal IReadOnlyList<IRulesSource> Rules { get; }

    internal IReadOnlyList<ICallFilter> Filters { get; }

    internal IReadOnlyList<ITool> Tools { get; }

    /// <summary>The sub-agents of a session; it must be bound to it.</summary>
    internal SubAgentRunner SubAgents(Func<IReadOnlyList<ITool>> tools) => new([.. Files.Agents, .. Files.Agents.Any(one => one.Name == "explore") ? [] : new[] { SubAgentDefinition.Explore }], tools);

    internal static async Task<SessionExtensions> OpenAsync(
        Engine engine, CommandRunner commands, IEgressGate gate, CancellationToken cancellationToken)
    {
        var root = engine.Workspace.Root;
        var sources = Engine.Sources(engine.Options);
        var files = CustomFiles.Load(root, Path.GetDirectoryName(sources.UserFile)!);
        var notes = new List<string>(files.Faults.Select(fault => fault.ToString()));
        var servers = engine.Configuration.Mcp.Select(Of).ToList();
        var hooks = engine.Configuration.Hooks.Select(Of).ToList();
        var trust = new TrustStore(sources.DataFolder, engine.Time);
        AddProjects(root, trust, servers, hooks, notes);
        var mcp = await McpHub.ConnectAsync(servers, commands.Servers, gate, Path.Combine(sources.DataFolder, "mcp"), engine.Time, cancellationToken);
        notes.AddRange(mcp.States.Where(state => state.Problem is not null).Select(state => $"MCP server '{state.Name}': {state.Problem}"));
        var runner = hooks.Count == 0 ? null : new HookRunner(hooks, commands, root);
        var (finder, isTrusted) = (new InstructionFinder(root), trust.TrustedInstructions(root));
        var instructions = new InstructionRules(finder, file => isTrusted(file.Path, file.Hash));
        if (mcp.Tools.Count > 0 && finder.OfRoot().Where(file => !isTrusted(file.Path, file.Hash)).Select(file => file.Path).ToList() is { Count: > 0 } untrusted)
            notes.Add($"{string.Join(", ", untrusted)}: others' text until you trust it, with which each MCP call asks (headless: is refused). Read it, then: tandem trust");
        IReadOnlyList<IRulesSource> rules = [.. runner is null ? [] : new IRulesSource[] { runner }, instructions, .. files.Skills.Count == 0 ? [] : new IRulesSource[] { new SkillRules(files.Skills) }];
        IReadOnlyList<ICallFilter> filters = [.. runner is null ? [] : new ICallFilter[] { runner }, instructions];
        IReadOnlyList<ITool> tools = [.. mcp.Tools, .. files.Skills.Count == 0 ? [] : new ITool[] { new SkillTool(files.Skills, root) }];
        return new SessionExtensions(files, mcp, runner, notes, rules, filters, tools, instructions, engine.Time);
    }

    public async ValueTask DisposeAsync()
    {
        using var end = new CancellationTokenSource(EndTime, _time);
        try
        {
            if (_hooks is not null)
                await _hooks.EndAsync(end.Token);
        }
        catch (OperationCanceledException)
        {
            // The session is over; a hook that hangs does not keep it open.
        }

        await Mcp.DisposeAsync();
    }

    /// <summary>What of the repository starts programs: only where exactly this is trusted.</summary>
    private static void AddProjects(string root, TrustStore trust, List<McpServerOptions> servers, List<HookOptions> hooks, List<string> notes)
    {
        var (serverFile, hookFile) = (Path.Combine(root, McpFile.Name), Path.Combine(root, HookFile.Path));
        if (!File.Exists(serverFile) && !File.Exists(hookFile))
            return;
        var look = trust.Look(root);
        if (!look.IsTrusted)
        {
            notes.Add($"This repository names MCP servers or hooks{(look.WasTrusted ? ", and has changed since you trusted it" : "")}; they are not started. Look at them, then: tandem trust");
            return;
        }

        if (File.Exists(serverFile))
        {
            var (more, faults) = McpFile.Read(serverFile);
            servers.AddRange(more.Where(server => servers.All(known => known.Name != server.Name)));
            notes.AddRange(faults.Select(fault => fault.ToString()));
        }

        if (File.Exists(hookFile))
        {
            var (more, faults) = HookFile.Read(hookFile);
            hooks.AddRange(more);
            notes.AddRange(faults.Select(fault => fault.ToString()));
        }
    }

    internal static McpServerOptions Of(McpOptions options) => new()
    {
        Name = options.Name,
        Command = options.Command,
        Arguments = options.Arguments,
        Environment = options.Environment,
        Url = options.Url,
        Headers = options.Headers,
        MayUseNetwork = options.Network,
        Zone = options.Zone switch { "local" => Zone.Local, "external" => Zone.External, _ => null },
        Tools = options.Tools,
        StartTimeout = options.StartTimeout,
        CallTimeout = options.CallTimeout,
    };

    private static HookOptions Of(HookEntry entry) => new(
        entry.Moment switch
        {
            "session_start" => HookMoment.SessionStart,
            "session_end" => HookMoment.SessionEnd,
            "before_tool" => HookMoment.BeforeTool,
            "after_tool" => HookMoment.AfterTool,
            _ => HookMoment.AfterEdit,
        },
        entry.Tool, entry.Command, entry.Timeout);
}
