using System.Globalization;
using Tandem.Agent.Assistants;
using Tandem.Agent.Verification;
using Tandem.Cli.Terminal;
using Tandem.Engine.Assistants;
using Tandem.Pipeline;
using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Ids;
using Tandem.Providers;
using Tandem.Providers.Chat;
using Tandem.Routing;

namespace Tandem.Cli.Asking;

/// <summary>A question to an assistant: with evaluators the answer comes whole, after it has passed.</summary>
internal sealed class AssistantAsking(Engine.Engine engine, ITerminal terminal, bool json)
{
    private readonly AnswerWriter? _answer = json ? null : AnswerWriter.For(terminal);
    private decimal _costUsd;
    private Receipt? _receipt;

    public string? Model { get; init; }

    public string? Policy { get; init; }

    public bool ShowsWhy { get; init; }

    public DataClass? AskedClass { get; init; }

    /// <exception cref="RequestException">There is no such assistant, or no answer.</exception>
    public async Task<int> RunAsync(Assistant assistant, Question question, CancellationToken cancellationToken)
    {
        var code = ExitCode.Success;
        await foreach (var happened in engine.AssistantGate().RunAsync(await CallAsync(assistant, question, cancellationToken), cancellationToken))
            switch (happened)
            {
                case DraftDecided decided:
                    Show(decided);
                    break;
                case DraftAttempted { Attempt: var attempt } when json:
                    Emit(new AttemptEvent("attempt", attempt.Number, attempt.Model, attempt.Because));
                    break;
                case DraftAttempted { Attempt.Again: { } again }:
                    terminal.Note($"↻ {again}", Tone.Warning);
                    break;
                case DraftHeld held when json:
                    Emit(new HeldEvent("held", held.Assistant, held.Evaluators));
                    break;
                case DraftHeld held:
                    terminal.Note($"  {held.Assistant}: the answer is shown when it has passed {string.Join(", ", held.Evaluators)}", Tone.Quiet);
                    break;
                case DraftJudged judged:
                    Show(judged);
                    break;
                case DraftEscalated escalated when json:
                    Emit(new EscalationEvent("escalation", escalated.From, escalated.To, escalated.Because));
                    break;
                case DraftEscalated escalated:
                    terminal.Note($"↑ {escalated.From} → {escalated.To ?? "you"}: {escalated.Because}", Tone.Warning);
                    break;
                case AnswerPiece { Event: TextEvent { Text: var text } }:
                    if (json)
                        Emit(new TextPieceEvent("text", text));
                    else
                        _answer!.Add(text);
                    break;
                case AnswerHandedOver over:
                    if (json)
                        Emit(new EscalationEvent("escalation", null, null, over.Because));
                    code = ExitCode.NotVerified;
                    break;
                case AnswerBroke broke:
                    if (json)
                        Emit(new ErrorEvent("error", ErrorNames.Of(broke.Error.Kind), broke.Error.Message));
                    terminal.Note($"tandem: {broke.Error.Message}", Tone.Error);
                    code = ExitCode.Of(broke.Error.Kind);
                    break;
                case DraftCosted costed:
                    _receipt = costed.Receipt;
                    _costUsd += costed.Receipt.Cost.Usd;
                    break;
            }

        End();
        return code;
    }

    private async Task<AssistantCall> CallAsync(Assistant assistant, Question question, CancellationToken cancellationToken)
    {
        var isPrivate = assistant.DataClass == DataClass.Private;
        var model = Model is "auto" ? null : Model;
        var chat = QuestionRequest.Build(question, engine.Workspace.Root, instructs: false);
        return new AssistantCall
        {
            Assistant = assistant,
            Chat = chat,
            Root = engine.Workspace.Root,
            Template = new PipelineCall
            {
                Id = RequestId.New(engine.Time.GetUtcNow()),
                Request = NativeRequest.Of(chat),
                Owner = engine.Owner,
                Door = "ask",
                Workspace = engine.Workspace.Root,
                Policy = Policy,
                PinnedModel = model,
                Paths = [.. question.Files, .. question.Images],
                AskedClass = AskedClass,
                ConsentedClass = isPrivate ? null : await ConsentQuestion.FindAsync(engine, terminal, model, AskedClass, cancellationToken),
                Budgets = engine.Budgets,
            },
        };
    }

    private void Show(DraftDecided decided)
    {
        if (json)
        {
            Emit(new DecisionEvent("decision", decided.Decision));
            return;
        }

        terminal.Note($"{DecisionLine.Of(decided.Decision, engine.ZoneOf)}{(decided.Purpose == "write" ? "" : $" · {decided.Purpose}")}", Tone.Quiet);
        if (ShowsWhy)
            CandidateTable.Write(decided.Decision, engine.ZoneOf, terminal);
    }

    private void Show(DraftJudged judged)
    {
        var objections = judged.Findings.Where(finding => finding.Verdict != Verdict.Pass).Select(finding => finding.Evaluator).ToList();
        if (json)
            Emit(new JudgedEvent("judged", judged.Model, judged.Verdict.ToString().ToLowerInvariant(), objections));
        else if (objections.Count > 0)
            terminal.Note($"✗ {judged.Model}: held back by {string.Join(", ", objections)}", Tone.Warning);
    }

    private void End()
    {
        _answer?.End();
        if (_receipt is not { } receipt)
            return;
        if (json)
            Emit(ResultEvent.Of(receipt, _costUsd, citations: null));
        else
            terminal.Note(string.Create(CultureInfo.InvariantCulture, $"{receipt.Model} · ${_costUsd:0.00####}"), Tone.Quiet);
    }

    private void Emit<T>(T value)
    {
        terminal.WriteLine(CliJson.Line(value));
        terminal.Flush();
    }
}
