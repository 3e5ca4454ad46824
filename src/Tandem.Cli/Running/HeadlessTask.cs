using Tandem.Agent.Turns;
using Tandem.Cli.Terminal;
using Tandem.Engine.Agents;

namespace Tandem.Cli.Running;

/// <summary>A task for the agent, without a person: progress to stderr, the last answer to stdout; with <c>--json</c> each event is a line.</summary>
internal static class HeadlessTask
{
    /// <summary>The exit code.</summary>
    public static async Task<int> RunAsync(CommandContext context, Engine.Engine engine, AgentChoice choice, UserMessage message, CancellationToken cancellationToken)
    {
        await using var agent = await engine.OpenAgentAsync(choice, cancellationToken);
        foreach (var note in agent.Extensions.Notes)
            context.Terminal.Note(SafeText.Of(note), Tone.Warning);
        var session = agent.Session;
        IAgentListener listener = context.Json ? new JsonListener(context.Terminal) : new ProgressListener(context.Terminal, engine.ZoneOf);
        await listener.OnAsync(new SessionStarted(session.Id, engine.Workspace.Root, session.Mode.ToString().ToLowerInvariant(), session.Setup.Sandbox), cancellationToken);
        var options = TaskArguments.Options(context.Parsed) with
        {
            OnVerify = (command, _) =>
            {
                if (!context.Json) context.Terminal.Note(SafeText.Of($"  verify: {command}"), Tone.Quiet);
                return ValueTask.CompletedTask;
            },
        };
        var ended = await engine.RunTaskAsync(agent, message, options, listener, cancellationToken);
        if (context.Json)
            return ended.ExitCode;
        if (ended.Summary.Length > 0)
        {
            var answer = AnswerWriter.For(context.Terminal);
            answer.Add(ended.Summary);
            answer.End();
        }

        RunReport.Write(ended, context.Terminal);
        return ended.ExitCode;
    }
}
