using System.Text;
using Tandem.Cli.Asking;
using Tandem.Cli.Terminal;
using Tandem.Pipeline;
using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Ledger;
using Tandem.Providers;
using Tandem.Providers.Chat;
using Tandem.Routing;

namespace Tandem.Cli.Changes;

/// <summary>Questions whose answers are read here before anybody sees them: the decision is said first, as everywhere.</summary>
/// <param name="door"><c>commit</c> or <c>review</c>.</param>
internal sealed class WholeAnswer(Engine.Engine engine, CommandContext context, string door, TaskKind task)
{
    private readonly string? _model = context.Parsed.GetValue(CommonOptions.Model) is { } model && model != "auto" ? model : null;
    private DataClass? _consented;
    private bool _isAsked;

    /// <summary>Of all questions so far.</summary>
    public decimal CostUsd { get; private set; }

    /// <summary>Characters of a question that every model takes which may be chosen, if its text leaves room for an answer.</summary>
    public static int RoomOf(ModelOptions model) => Math.Max(2_000, (model.ContextTokens - Math.Min(model.MaxOutputTokens, model.ContextTokens / 4)) * 2);

    /// <param name="chat">The question as a model of so much room gets it, in characters.</param>
    /// <param name="paths">Whose text it carries.</param>
    /// <exception cref="RequestException">No answer, or not a whole one.</exception>
    public async Task<(string Text, DecisionEntry Decision)> AskAsync(Func<int, ChatRequest> chat, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        if (engine.UsesStarter)
            throw new RequestException(ErrorKind.NoModel, "The small built-in starter model cannot do this. Add a real Llama (ollama pull llama3.3) or a GPT-4 (export OPENAI_API_KEY=…), then: tandem init");
        if (!_isAsked)
            (_consented, _isAsked) = (await ConsentQuestion.FindAsync(engine, context.Terminal, _model, asked: null, cancellationToken), true);
        var (text, decision) = (new StringBuilder(), (DecisionEntry?)null);
        await foreach (var frame in engine.Pipeline.RunAsync(Call(chat, paths), cancellationToken))
            switch (frame.Step)
            {
                case PipelineStep.Decided:
                    decision = frame.Decision!;
                    if (context.Json) context.Terminal.WriteLine(CliJson.Line(new DecisionEvent("decision", decision)));
                    else context.Terminal.Note(DecisionLine.Of(decision, engine.ZoneOf), Tone.Quiet);
                    break;
                case PipelineStep.Attempt when frame.Attempt is { Again: { } again } && !context.Json:
                    context.Terminal.Note($"↻ {again}", Tone.Warning);
                    break;
                case PipelineStep.Relay when frame.Relay.Event is TextEvent piece:
                    text.Append(piece.Text);
                    break;
                case PipelineStep.Broken:
                    throw frame.Error!;
                case PipelineStep.Receipt:
                    CostUsd += frame.Receipt!.Cost.Usd;
                    break;
            }

        return (text.ToString(), decision!);
    }

    private PipelineCall Call(Func<int, ChatRequest> chat, IReadOnlyList<string> paths) => new()
    {
        Id = RequestId.New(engine.Time.GetUtcNow()),
        Request = NativeRequest.Of(chat(engine.Configuration.Models.Max(RoomOf))),
        Adapt = model => NativeRequest.Of(chat(RoomOf(model))),
        Owner = engine.Owner,
        Door = door,
        Workspace = engine.Workspace.Root,
        Task = task,
        Policy = context.Parsed.GetValue(CommonOptions.Policy),
        PinnedModel = _model,
        Paths = paths,
        ConsentedClass = _consented,
        Budgets = engine.Budgets,
    };
}
