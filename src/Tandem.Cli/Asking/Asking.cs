using System.Globalization;
using System.Text.Json;
using Tandem.Cli.Searching;
using Tandem.Cli.Terminal;
using Tandem.CodeIndex.Search;
using Tandem.Pipeline;
using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Privacy;
using Tandem.Providers;
using Tandem.Providers.Chat;
using Tandem.Routing;

namespace Tandem.Cli.Asking;

/// <summary>One question on its way: decision line, streamed answer, receipt.</summary>
internal sealed class Asking(Engine.Engine engine, ITerminal terminal, bool json)
{
    private const int PlacesWithoutModel = 10;

    private IReadOnlyList<Passage> _sent = [];
    private CitationMarker? _citations;
    private AnswerChecker? _checker;

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
        using var places = new QuestionPlaces(engine, terminal);
        var call = await CallAsync(question, places, cancellationToken);
        _checker = new AnswerChecker(engine, terminal, question, cancellationToken);
        _citations = new CitationMarker(_checker.Find);
        try
        {
            return await RunAsync(call, cancellationToken);
        }
        catch (RequestException failure) when (ExitCode.Of(failure.Kind) == ExitCode.NoModel)
        {
            Show(places.ForUser(question, PlacesWithoutModel, cancellationToken));
            throw;
        }
    }

    private async Task<int> RunAsync(PipelineCall call, CancellationToken cancellationToken)
    {
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
                    End(answer);
                    if (json)
                        terminal.WriteLine(CliJson.Line(new ErrorEvent("error", ErrorNames.Of(frame.Error!.Kind), frame.Error.Message)));
                    terminal.Note($"tandem: {frame.Error!.Message}", Tone.Error);
                    code = ExitCode.Of(frame.Error.Kind);
                    break;
                case PipelineStep.Receipt:
                    End(answer);
                    Show(frame.Receipt!);
                    break;
            }

        return code;
    }

    private async Task<PipelineCall> CallAsync(Question question, QuestionPlaces places, CancellationToken cancellationToken)
    {
        var model = Model is "auto" ? null : Model;
        var consented = await ConsentQuestion.FindAsync(engine, terminal, Model, AskedClass, cancellationToken);
        IReadOnlyList<string> mentioned = [.. question.Files.Concat(question.Images)];
        var dataClass = new DataClassifier(engine.Configuration.Privacy).Classify(mentioned, label: false, AskedClass, consented).Class;
        var bytes = PlaceRule.Budget(engine, question, dataClass, model);
        if (bytes > 0)
            _sent = places.ForRequest(question, bytes, cancellationToken);

        return new PipelineCall
        {
            Id = RequestId.New(engine.Time.GetUtcNow()),
            Request = Request(question),
            Owner = engine.Owner,
            Door = "ask",
            Workspace = engine.Workspace.Root,
            Policy = Policy,
            PinnedModel = model,
            Paths = [.. mentioned, .. _sent.Select(place => place.Path)],
            AskedClass = AskedClass,
            ConsentedClass = consented,
            Budgets = engine.Budgets,
            KeptPrompt = JsonSerializer.Serialize(question, QuestionJson.Default.Question),
        };
    }

    /// <summary>The question with its places. Which model fits is read from what the user brought, not from what the index added.</summary>
    private ModelRequest Request(Question question)
    {
        var bare = NativeRequest.Of(QuestionRequest.Build(question, engine.Workspace.Root, instructs: !engine.UsesStarter));
        if (_sent.Count == 0)
            return bare;
        var full = NativeRequest.Of(QuestionRequest.Build(question, engine.Workspace.Root, places: _sent));
        return full with { Outline = full.Outline with { LastUserText = bare.Outline.LastUserText } };
    }

    private void Show(Pipeline.Ledger.DecisionEntry decision)
    {
        if (json)
        {
            Emit(new DecisionEvent("decision", decision));
            if (_sent.Count > 0)
                Emit(new PlacesEvent("places", Sent: true, [.. _sent.Select(place => new PlaceLine(place.Path, place.Line, place.EndLine, null, null, place.Coverage, place.Text))]));
            return;
        }

        terminal.Note(DecisionLine.Of(decision, engine.ZoneOf), Tone.Quiet);
        if (ShowsWhy)
            CandidateTable.Write(decision, engine.ZoneOf, terminal);
        else if (Model is null or "auto" && DecisionLine.LeftOut(decision) is { } leftOut)
            terminal.Note(leftOut, Tone.Quiet);
        if (_sent.Count > 0)
            terminal.Note($"  with {string.Join(", ", _sent.Select(place => PlaceWriter.Where(place.Path, place.Line, place.EndLine)))}", Tone.Quiet);
    }

    private void Show(IReadOnlyList<SearchHit> places)
    {
        if (places.Count == 0)
            return;
        if (json)
        {
            Emit(new PlacesEvent("places", Sent: false, [.. places.Select(PlaceLine.Of)]));
            return;
        }

        terminal.Note("No model was available. These places in the code fit the question best:", Tone.Warning);
        foreach (var place in places)
            PlaceWriter.Write(terminal, place);
    }

    private void Show(AttemptNotice attempt)
    {
        if (json)
            Emit(new AttemptEvent("attempt", attempt.Number, attempt.Model, attempt.Because));
        else if (attempt.Again is { } again)
            terminal.Note($"↻ {again}", Tone.Warning);
    }

    private void Show(in RelayFrame frame, AnswerWriter? answer)
    {
        switch (frame.Event)
        {
            case TextEvent { Text: var text } when json:
                _citations!.Add(text);
                Emit(new TextPieceEvent("text", text));
                break;
            case ReasoningEvent { Text: var text } when json:
                Emit(new TextPieceEvent("reasoning", text));
                break;
            case TextEvent { Text: var text }:
                answer!.Add(_citations!.Add(text));
                break;
        }
    }

    private void End(AnswerWriter? answer)
    {
        var held = _citations!.End();
        answer?.Add(held);
        answer?.End();
    }

    private void Show(Receipt receipt)
    {
        Answered = receipt.Model;
        if (json)
        {
            Emit(ResultEvent.Of(
                receipt, receipt.Cost.Usd,
                _checker!.Checks ? [.. _citations!.Found.Select(one => new CitationLine(one.Path, one.Line, one.EndLine, one.Exists, one.Problem))] : null));
            return;
        }

        foreach (var problem in _citations!.Found.Select(one => one.Problem).OfType<string>().Distinct())
            terminal.Note($"The answer cites a place that is not there: {problem}", Tone.Warning);
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
