using Microsoft.Extensions.DependencyInjection;
using Tandem.Agent.Assistants;
using Tandem.Agent.Checkpoints;
using Tandem.Agent.Commands;
using Tandem.Agent.Permissions;
using Tandem.Agent.Sessions;
using Tandem.Agent.Tools;
using Tandem.Agent.Turns;
using Tandem.CodeIndex;
using Tandem.Egress;
using Tandem.Egress.Secrets;
using Tandem.Engine.Assistants;
using Tandem.Routing;
using Tandem.Routing.Rules;

namespace Tandem.Engine.Agents;

/// <summary>Puts an agent's session together.</summary>
public static class AgentFactory
{
    public static async Task<OpenAgent> OpenAgentAsync(this Engine engine, AgentChoice choice, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(choice);
        var root = engine.Workspace.Root;
        var placeholders = new SecretPlaceholders();
        var assistant = choice.Assistant is { } named ? engine.LoadAssistants().Get(named) : null;
        var dataFolder = Engine.Sources(engine.Options).DataFolder;
        var commands = new CommandRunner(new CommandRunnerOptions
        {
            Workspace = root,
            DataFolder = dataFolder,
            HomeFolder = engine.Options.HomeFolder,
            Environment = engine.Options.Environment,
            Time = engine.Time,
            IsSandboxOff = choice.AllowsNoSandbox,
        });
        var egress = engine.Services.GetRequiredService<IEgressGate>();
        var extensions = await SessionExtensions.OpenAsync(engine, commands, egress, cancellationToken);
        var permissions = engine.Configuration.Permissions;
        var gate = new PermissionGate(new PermissionGateOptions
        {
            Mode = choice.Mode,
            Rules = new PermissionRules(permissions.Allow, permissions.Deny),
            Approver = choice.Approver,
            UnsandboxedBecause = () => commands.UnsandboxedBecause,
            UntrustedInstructions = () => extensions.Instructions.Untrusted,
            IsSandboxOff = choice.AllowsNoSandbox,
        });
        var code = new CodeLookup(root, IndexLocation.Of(dataFolder, root), engine.Time);
        var checkpoints = new CheckpointStore(root, dataFolder, engine.Time);
        if (choice.Mode != PermissionMode.Plan) checkpoints.Recover();
        var recorder = new CheckpointRecorder(checkpoints);
        var tools = new ToolSetup
        {
            Root = root,
            Commands = commands,
            Privacy = engine.Configuration.Privacy,
            Time = engine.Time,
            Placeholders = placeholders,
            Code = code,
            Web = choice.AllowsWeb ? egress : null,
            Questions = choice.Questions,
        };
        var subAgents = extensions.SubAgents(() => [.. BuiltInTools.Create(tools), .. extensions.Tools]);
        var setup = new AgentSetup
        {
            Pipeline = engine.Pipeline,
            Models = engine.Configuration.Models,
            Privacy = engine.Configuration.Privacy,
            Time = engine.Time,
            Owner = engine.Owner,
            Budgets = engine.Budgets,
            Root = root,
            ConsentedClass = (await engine.Consents.FindAsync(root, cancellationToken))?.Class,
            Door = choice.Door,
            Gate = gate,
            Store = engine.Services.GetService<ISessionStore>(),
            Placeholders = placeholders,
            Recorder = recorder,
            Rules = [.. assistant is null ? [] : new IRulesSource[] { new AssistantRules(assistant) }, .. extensions.Rules, new MapRules(code, engine.Configuration.Privacy)],
            Filters = extensions.Filters,
            Assistant = assistant?.Name,
            Sandbox = commands.UnsandboxedBecause is null ? "bubblewrap" : null,
            Limits = choice.Limits,
            Tools = [.. BuiltInTools.Create(tools with { SubAgents = subAgents }), .. extensions.Tools],
        };
        if (assistant?.Tools is { } offered)
            setup = setup with { Tools = [.. setup.Tools.Where(tool => offered.Any(glob => PathGlob.IsMatch(glob, tool.Definition.Name)))] };
        var session = new AgentSession(setup, choice.Resume)
        {
            Model = choice.Model ?? assistant?.Model,
            Policy = choice.Policy ?? assistant?.Policy,
            AskedClass = assistant?.DataClass == DataClass.Private ? DataClass.Private : choice.AskedClass,
            Pool = assistant is { Pool.Count: > 0 } ? assistant.Pool : null,
            MayOverridePrivacy = choice.Model is not null,
        };
        subAgents.Bind(session);
        if (choice.Resume is not null)
            await session.ResumeAsync(cancellationToken);
        return new OpenAgent(session, commands, extensions, checkpoints, recorder, code, gate) { Judged = assistant is { EvaluatorNames.Count: > 0 } ? assistant : null };
    }
}
