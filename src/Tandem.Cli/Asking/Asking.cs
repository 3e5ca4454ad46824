using System.Globalization;
using System.Text.Json;
using Tandem.Cli.Terminal;
using Tandem.Pipeline;
using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Ids;
using Tandem.Providers;
using Tandem.Providers.Chat;
using Tandem.Routing;

namespace Tandem.Cli.Asking;

/// <summary>One question on its way: decision line, streamed answer, receipt.</summary>
internal sealed class Asking(Engine.Engine engine, ITerminal terminal, bool json)
{
    public string? Model { get; init; }

    public string? Policy { get; init; }

    public bool ShowsWhy { get; init; }

    public DataClass? AskedClass { get; init; }

    /// <summary>The model that answered, once it has.</summary>
    public string? Answered { get; private set; }

    /// <summary>Asks, and answers the exit code.</summary>
    /// <exception cref="RequestException">No answer.</exception>
    public async Task<int> RunAsync(Question question, CancellationToken cancellationToken)
    {
        var call = await CallAsync(question, cancellationToken);
        var answer = json ? null : AnswerWriter.For(terminal);
        var code = ExitCode.Success;
        await foreach (var frame in engine.Pipeline.RunAsync(call, cancellationToken))
            switch (frame.Step)
            {
                case PipelineStep.Decided:
                    Show(frame.Decision!);
                    break;
                case PipelineStep.Attempt:
                    Show(frame.Attempt!);
                    break;
                case PipelineStep.Relay:
                    Show(frame.Relay, answer);
                    break;
                case PipelineStep.Broken:
                    answer?.End();
                    if (json)
                        terminal.WriteLine(CliJson.Line(new ErrorEvent("error", ErrorNames.Of(frame.Error!.Kind), frame.Error.Message)));
                    terminal.Note($"tandem: {frame.Error!.Message}", Tone.Error);
                    code = ExitCode.Of(frame.Error.Kind);
                    break;
                case PipelineStep.Receipt:
                    answer?.End();
                    Show(frame.Receipt!);
                    break;
            }

        return code;
    }

    private async Task<PipelineCall> CallAsync(Question question, CancellationToken cancellationToken)
    {
        var chat = QuestionRequest.Build(question, engine.Workspace.Root, instructs: !engine.UsesStarter);
        return new PipelineCall
        {
            Id = RequestId.New(engine.Time.GetUtcNow()),
            Request = NativeRequest.Of(chat),
            Owner = engine.Owner,
            Door = "ask",
            Workspace = engine.Workspace.Root,
            Policy = Policy,
            PinnedModel = Model is null or "auto" ? null : Model,
            Paths = [.. question.Files.Concat(question.Images)],
            AskedClass = AskedClass,
            ConsentedClass = await ConsentQuestion.FindAsync(engine, terminal, Model, AskedClass, cancellationToken),
            Budgets = engine.Budgets,
            KeptPrompt = JsonSerializer.Serialize(question, QuestionJson.Default.Question),
        };
    }

    private void Show(Pipeline.Ledger.DecisionEntry decision)
    {
        if (json)
        {
            Emit(new DecisionEvent("decision", decision));
            return;
        }

        terminal.Note(DecisionLine.Of(decision, engine.ZoneOf), Tone.Quiet);
        if (ShowsWhy)
            CandidateTable.Write(decision, engine.ZoneOf, terminal);
    }

    private void Show(AttemptNotice attempt)
    {
        if (json)
            Emit(new AttemptEvent("attempt", attempt.Number, attempt.Model, attempt.Because));
        else if (attempt.Because is { } because)
            terminal.Note($"↻ {because} Now {attempt.Model}.", Tone.Warning);
    }

    private void Show(in RelayFrame frame, AnswerWriter? answer)
    {
        switch (frame.Event)
        {
            case TextEvent { Text: var text } when json:
                Emit(new TextPieceEvent("text", text));
                break;
            case ReasoningEvent { Text: var text } when json:
                Emit(new TextPieceEvent("reasoning", text));
                break;
            case TextEvent { Text: var text }:
                answer!.Add(text);
                break;
        }
    }

    private void Show(Receipt receipt)
    {
        Answered = receipt.Model;
        if (json)
        {
            Emit(new ResultEvent(
                "result", receipt.Request.Value, receipt.Decision.Value, receipt.Model, receipt.State.ToString().ToLowerInvariant(),
                receipt.Usage.InputTokens, receipt.Usage.OutputTokens, receipt.Usage.Estimated, receipt.Cost.Usd, receipt.Attempts));
            return;
        }

        terminal.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"{receipt.Model} · {(receipt.Usage.Estimated ? "about " : "")}{receipt.Usage.InputTokens:#,0} + {receipt.Usage.OutputTokens:#,0} tokens · {receipt.Cost}"), Tone.Quiet);
        foreach (var hint in engine.Hints)
            terminal.Note(hint, Tone.Quiet);
    }

    private void Emit<T>(T value)
    {
        terminal.WriteLine(CliJson.Line(value));
        terminal.Flush();
    }
}
