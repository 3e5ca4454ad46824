using System.Text;
using Tandem.Pipeline;
using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Ledger;
using Tandem.Providers;
using Tandem.Providers.Chat;

namespace Tandem.Cli.Collecting;

/// <summary>Asks models by their names, each time as a request of its own in the ledger.</summary>
/// <param name="door">Recorded with each request: what it was for.</param>
internal sealed class NamedModels(Engine.Engine engine, string door)
{
    /// <summary>Of all answers, also of those that broke off.</summary>
    public decimal SpentUsd { get; private set; }

    public PipelineCall Call(string prompt, string model) => new()
    {
        Id = RequestId.New(engine.Time.GetUtcNow()),
        Request = NativeRequest.Of(new ChatRequest { Messages = [new ChatMessage(ChatRole.User, [new TextPart(prompt)])] }),
        Owner = engine.Owner,
        Door = door,
        Workspace = engine.Workspace.Root,
        PinnedModel = model,
        Budgets = engine.Budgets,
    };

    /// <exception cref="RequestException">A budget or privacy refuses, the model is not configured, or there is no whole answer.</exception>
    public async Task<CollectedAnswer> AnswerAsync(PipelineCall call, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        Receipt? receipt = null;
        RequestException? broken = null;
        await foreach (var frame in engine.Pipeline.RunAsync(call, cancellationToken))
        {
            if (frame is { Step: PipelineStep.Relay, Relay.Event: TextEvent piece })
                text.Append(piece.Text);
            broken = frame.Error ?? broken;
            receipt = frame.Receipt ?? receipt;
        }

        SpentUsd += receipt?.Cost.Usd ?? 0;
        if (broken is not null)
            throw broken;
        return receipt is { State: RequestState.Complete, Cost.Usd: var cost }
            ? new CollectedAnswer(call.PinnedModel!, text.ToString(), cost)
            : throw new RequestException(ErrorKind.Failed, $"{call.PinnedModel} gave no whole answer.");
    }
}
