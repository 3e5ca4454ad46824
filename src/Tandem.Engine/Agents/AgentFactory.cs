using Microsoft.Extensions.DependencyInjection;
using Tandem.Agent.Checkpoints;
using Tandem.Agent.Commands;
using Tandem.Agent.Permissions;
using Tandem.Agent.Sessions;
using Tandem.Agent.Tools;
using Tandem.Agent.Turns;
using Tandem.CodeIndex;
using Tandem.Egress;
using Tandem.Egress.Secrets;

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
        var commands = new CommandRunner(new CommandRunnerOptions
        {
            Workspace = root,
            DataFolder = Engine.Sources(engine.Options).DataFolder,
            Environment = engine.Options.Environment,
            Time = engine.Time,
            IsSandboxOff = choice.AllowsNoSandbox,
        });
        var permissions = engine.Configuration.Permissions;
        var gate = new PermissionGate(new PermissionGateOptions
        {
            Mode = choice.Mode,
            Rules = new PermissionRules(permissions.Allow, permissions.Deny),
            Approver = choice.Approver,
            UnsandboxedBecause = () => commands.UnsandboxedBecause,
            IsSandboxOff = choice.AllowsNoSandbox,
        });
        var code = new CodeLookup(root, IndexLocation.Of(Engine.Sources(engine.Options).DataFolder, root), engine.Time);
        var checkpoints = new CheckpointStore(root, Engine.Sources(engine.Options).DataFolder, engine.Time);
        var recorder = new CheckpointRecorder(checkpoints);
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
            Rules = [new MapRules(code, engine.Configuration.Privacy)],
            Sandbox = commands.UnsandboxedBecause is null ? "bubblewrap" : null,
            Limits = choice.Limits,
            Tools = BuiltInTools.Create(new ToolSetup
            {
                Root = root,
                Commands = commands,
                Privacy = engine.Configuration.Privacy,
                Time = engine.Time,
                Placeholders = placeholders,
                Code = code,
                Web = choice.AllowsWeb ? engine.Services.GetRequiredService<IEgressGate>() : null,
                Questions = choice.Questions,
            }),
        };
        var session = new AgentSession(setup, choice.Resume)
        {
            Model = choice.Model,
            Policy = choice.Policy,
            AskedClass = choice.AskedClass,
            MayOverridePrivacy = choice.Model is not null,
        };
        if (choice.Resume is not null)
            await session.ResumeAsync(cancellationToken);
        return new OpenAgent(session, commands, checkpoints, recorder, code, gate);
    }
}
