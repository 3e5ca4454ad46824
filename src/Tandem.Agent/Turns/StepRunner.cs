using System.Globalization;
using Tandem.Pipeline;
using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Ledger;
using Tandem.Providers.Chat;

namespace Tandem.Agent.Turns;

/// <summary>Sends one step down the main path and tells what comes back.</summary>
internal sealed class StepRunner(RequestPipeline pipeline)
{
    /// <summary>Below this no server's count says anything: templates differ.</summary>
    private const long TooShortToTell = 2_000;

    /// <summary>Runs to the end of the answer. Failures are results.</summary>
    public async Task<StepResult> RunAsync(PipelineCall call, IAgentListener listener, Func<decimal, decimal> addCost, CancellationToken cancellationToken)
    {
        var answer = new AnswerBuilder();
        var result = new StepResult { Answer = null };
        Receipt? left = null;
        try
        {
            await foreach (var frame in pipeline.RunAsync(call with { OnAbandoned = receipt => left = receipt }, cancellationToken))
                switch (frame.Step)
                {
                    case PipelineStep.Decided:
                        result = result with { Decision = frame.Decision };
                        await listener.OnAsync(new StepDecided(frame.Decision!), cancellationToken);
                        break;
                    case PipelineStep.Attempt:
                        result = result with { Model = frame.Attempt!.Model };
                        if (frame.Attempt.Again is { } again)
                            await listener.OnAsync(new AgentWarned(again), cancellationToken);
                        break;
                    case PipelineStep.Relay when frame.Relay.Event is { } piece:
                        answer.Add(piece);
                        result = result with { Answer = Answer.None };
                        await TellAsync(piece, listener, cancellationToken);
                        break;
                    case PipelineStep.Broken:
                        result = result with { Error = frame.Error };
                        break;
                    case PipelineStep.Receipt:
                        result = result with { Receipt = frame.Receipt };
                        await TellAsync(frame.Receipt!, addCost, listener, cancellationToken);
                        await WarnOfTruncationAsync(call, frame.Receipt!, listener, cancellationToken);
                        break;
                }
        }
        catch (RequestException failure)
        {
            result = result with { Error = failure };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            result = result with { IsInterrupted = true };
        }

        if (left is { Attempts: > 0 })
        {
            result = result with { Receipt = left with { Model = result.Model } };
            await TellAsync(result.Receipt, addCost, listener, CancellationToken.None); // Interrupted or not, it was spent.
        }

        return result.Answer is null ? result : result with { Answer = answer.Build() };
    }

    private static async ValueTask TellAsync(ChatEvent piece, IAgentListener listener, CancellationToken cancellationToken)
    {
        if (piece is TextEvent { Text: var text })
            await listener.OnAsync(new TextWritten(text), cancellationToken);
        else if (piece is ReasoningEvent { Text: var reasoning })
            await listener.OnAsync(new ReasoningWritten(reasoning), cancellationToken);
    }

    private static ValueTask TellAsync(Receipt receipt, Func<decimal, decimal> addCost, IAgentListener listener, CancellationToken cancellationToken)
    {
        var usage = receipt.Usage;
        return listener.OnAsync(
            new StepCosted(receipt.Model, usage.InputTokens, usage.CachedInputTokens, usage.OutputTokens, usage.Estimated, receipt.Cost.Usd, addCost(receipt.Cost.Usd)),
            cancellationToken);
    }

    /// <summary>A local server whose context is set smaller than its model's cuts the prompt without a word; its own count tells.</summary>
    private static async ValueTask WarnOfTruncationAsync(PipelineCall call, Receipt receipt, IAgentListener listener, CancellationToken cancellationToken)
    {
        var bytes = call.Request.Outline.TextBytes;
        if (receipt.Usage.Estimated || receipt.State != RequestState.Complete || bytes / 8 < TooShortToTell || receipt.Usage.InputTokens * 8 >= bytes)
            return; // Text of eight bytes a token does not occur: four is usual.
        await listener.OnAsync(
            new AgentWarned(string.Create(
                CultureInfo.InvariantCulture,
                $"{receipt.Model} counted {receipt.Usage.InputTokens:#,0} tokens for about {bytes / 4:#,0}: its server probably cuts the prompt. Raise its context (Ollama: num_ctx), or set 'context' of the model to what the server has.")),
            cancellationToken);
    }
}
