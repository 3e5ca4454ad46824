using Tandem.Agent.Assistants;
using Tandem.Agent.Turns;
using Tandem.Engine.Assistants;
using Tandem.Pipeline.Errors;

namespace Tandem.Engine.Agents;

/// <summary>A message to an assistant with evaluators, as a task: they are its verifier.</summary>
internal static class JudgedTask
{
    public static async Task<TaskEnded> RunAsync(
        Engine engine, AgentSession session, Assistant assistant, UserMessage message, IAgentListener listener, CancellationToken cancellationToken)
    {
        var turn = new AssistantTurn(session, engine.AssistantGate(), assistant, listener);
        TaskEnded ended;
        try
        {
            var result = await turn.RunAsync(message, cancellationToken);
            var (status, code) = result switch
            {
                { Error: { } error } => ("failed", TaskStatus.CodeOf(ErrorNames.Of(error.Kind))),
                { IsHandedOver: true } => ("verification_failed", TaskStatus.NotVerified),
                _ => ("verified", 0),
            };
            ended = new TaskEnded(status, code, result.Error?.Message ?? result.Text, [], null, result.Shares, result.CostUsd);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            ended = new TaskEnded("interrupted", TaskStatus.Interrupted, "Interrupted.", [], null, turn.Shares, turn.CostUsd);
        }

        await listener.OnAsync(ended, CancellationToken.None);
        return ended;
    }
}
