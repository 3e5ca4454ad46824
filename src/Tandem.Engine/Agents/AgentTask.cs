using Tandem.Agent.Cascade;
using Tandem.Agent.Checkpoints;
using Tandem.Agent.Edits;
using Tandem.Agent.Permissions;
using Tandem.Agent.Turns;
using Tandem.Agent.Verification;

namespace Tandem.Engine.Agents;

/// <summary>One task from the first attempt to the verdict: the loop under the verified cascade.</summary>
public static class AgentTask
{
    /// <summary>Works on a message, verifies what changed, repairs, escalates. The end is told to the listener, and is the result.</summary>
    public static async Task<TaskEnded> RunTaskAsync(
        this Engine engine, OpenAgent agent, UserMessage message, TaskOptions options, IAgentListener listener, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(agent);
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(listener);
        if (engine.UsesStarter)
            return await TooSmallAsync(listener);
        if (agent.Judged is { } assistant)
            return await JudgedTask.RunAsync(engine, agent.Session, assistant, message, listener, cancellationToken);
        var attempts = new SessionAttempts(agent.Session, listener, message);
        var cascade = new VerifiedCascade(new CascadeSetup
        {
            Attempts = attempts,
            Verifier = Verifier(engine, agent, options),
            Recorder = agent.Recorder,
            Ledger = engine.Ledger,
            Listener = listener,
            Time = engine.Time,
            Options = new CascadeOptions
            {
                MaxCostUsd = options.MaxCostUsd,
                // Commands that the person named are the task; while planning nothing is run.
                MustPass = agent.Session.Mode == PermissionMode.Plan ? false : options.Verify.Count > 0 ? true : null,
            },
        });
        TaskEnded ended;
        try
        {
            var result = await cascade.RunAsync(message.Text, cancellationToken);
            var (status, code) = TaskStatus.Of(result);
            ended = new TaskEnded(status, code, result.Message, Files(agent, result), result.Report, Shares(result.Attempts), result.CostUsd);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            ended = new TaskEnded("interrupted", TaskStatus.Interrupted, "Interrupted. What was done so far is in the workspace; take it back with: tandem undo", attempts.Files, null, attempts.Shares, attempts.CostUsd);
        }

        await listener.OnAsync(ended, CancellationToken.None);
        return ended;
    }

    private static async Task<TaskEnded> TooSmallAsync(IAgentListener listener)
    {
        const string Message = "Tandem's small built-in starter model cannot do tasks. Add a real Llama (ollama pull llama3.3) or a GPT-4 (export OPENAI_API_KEY=…), then: tandem init";
        await listener.OnAsync(new AgentFailed("no_model", Message), CancellationToken.None);
        var ended = new TaskEnded("failed", TaskStatus.NoModel, Message, [], null, [], 0);
        await listener.OnAsync(ended, CancellationToken.None);
        return ended;
    }

    private static Verifier Verifier(Engine engine, OpenAgent agent, TaskOptions options) => new(new VerifierOptions
    {
        Root = engine.Workspace.Root,
        Commands = new GatedCommands(agent.Commands, agent.Session.Setup.Gate),
        DataFolder = Engine.Sources(engine.Options).DataFolder,
        Time = engine.Time,
        Configured = options.Verify.Count > 0 ? options.Verify : engine.Configuration.Verify.Commands,
        Untrusted = engine.Configuration.Verify.Untrusted,
        OnRun = options.OnVerify,
    });

    /// <summary>What is different now, commands' changes included; what a rolled back attempt did is not.</summary>
    private static IReadOnlyList<EditedFile> Files(OpenAgent agent, CascadeResult result) => result.Checkpoint is null ? []
        : [.. agent.Checkpoints.Changes(result.Checkpoint).Where(change => (change.After ?? change.Before) is not { Kind: FileStateKind.Folder }).Select(change => new EditedFile
        {
            Path = change.Path,
            Action = change.Before is null ? FileAction.Add : change.After is null ? FileAction.Delete : FileAction.Update,
        })];

    private static IReadOnlyList<StepShare> Shares(IEnumerable<AttemptEnd> attempts) =>
        [.. attempts.SelectMany(attempt => attempt.Steps).GroupBy(step => step.Model).Select(steps => new StepShare(steps.Key, steps.Count(), steps.Sum(step => step.CostUsd), steps.First().Reason))];
}
