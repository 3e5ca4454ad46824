using System.Runtime.CompilerServices;
using Tandem.Agent.Assistants;
using Tandem.Engine.Assistants;
using Tandem.Pipeline;
using Tandem.Providers;
using Tandem.Providers.Chat;
using Tandem.Routing.Prices;

namespace Tandem.Server.Gateway;

/// <summary>Assistants as models: <c>assistant/NAME</c>. Answers of one with evaluators come whole, after they have passed.</summary>
internal sealed class AssistantDoor(Engine.Engine engine)
{
    public const string Prefix = "assistant/";

    /// <summary>Names as a list of models shows them; read anew, so that a new file counts at once.</summary>
    public IReadOnlyList<string> All => [.. engine.LoadAssistants().All.Select(assistant => Prefix + assistant.Name)];

    public bool Knows(string name) => engine.LoadAssistants().Find(name) is not null;

    /// <summary>The frames of an answer in the client's dialect.</summary>
    /// <exception cref="Pipeline.Errors.RequestException">No answer: nothing was relayed.</exception>
    public async IAsyncEnumerable<PipelineFrame> RunAsync(string name, GatewayCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = call.Pipeline.Request;
        var encoder = new AnswerEncoder(request, Prefix + name, engine.Time);
        var usage = default(TokenUsage);
        Receipt? receipt = null;
        var asked = new AssistantCall
        {
            Assistant = engine.LoadAssistants().Get(name),
            Chat = DialectDoor.ToChat(request, field => call.Dropped.Add(field)),
            Template = call.Pipeline,
            Root = engine.Workspace.Root,
            OnDropped = field => call.Dropped.Add(field),
        };
        await foreach (var happened in engine.AssistantGate().RunAsync(asked, cancellationToken))
            switch (happened)
            {
                case DraftDecided decided:
                    yield return new PipelineFrame { Step = PipelineStep.Decided, Decision = decided.Decision };
                    break;
                case DraftAttempted attempted:
                    yield return new PipelineFrame { Step = PipelineStep.Attempt, Attempt = attempted.Attempt };
                    break;
                case DraftCosted costed:
                    receipt = costed.Receipt;
                    yield return new PipelineFrame { Step = PipelineStep.Receipt, Receipt = receipt };
                    break;
                case AnswerPiece { Event: UsageEvent used }:
                    usage = used.Usage;
                    break;
                case AnswerPiece { Event: FinishedEvent finished }:
                    yield return new PipelineFrame { Step = PipelineStep.Relay, Relay = encoder.End(usage, finished.Reason), Receipt = receipt };
                    break;
                case AnswerPiece { Event: var piece }:
                    foreach (var frame in encoder.Write(piece))
                        yield return new PipelineFrame { Step = PipelineStep.Relay, Relay = frame };
                    break;
                case AnswerBroke broke:
                    yield return new PipelineFrame { Step = PipelineStep.Broken, Error = broke.Error };
                    break;
            }
    }
}
