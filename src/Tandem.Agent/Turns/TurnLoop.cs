using System.Globalization;
using Tandem.Agent.Models;
using Tandem.Agent.Tools;
using Tandem.Pipeline.Errors;
using Tandem.Providers.Chat;
using Tandem.Routing;
using Tandem.Routing.Prices;

namespace Tandem.Agent.Turns;

/// <summary>Step after step until a message is worked off. Used for one message.</summary>
internal sealed class TurnLoop(AgentSession session, StepRunner steps, CallRunner calls, ChangeLog listener)
{
    /// <summary>A longer Retry-After is not waited for.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private readonly TurnTally _tally = new();
    private readonly long _started = session.Setup.Time.GetTimestamp();
    private int _retries;
    private int _broken;
    private int _waits;
    private long _afterCompaction; // Characters that were left by the last one; 0 = none so far.

    private TimeProvider Time => session.Setup.Time;

    private Transcript Transcript => session.Transcript;

    public async Task<TurnResult> RunAsync(Boundary boundary, CancellationToken cancellationToken)
    {
        for (var number = 1; ; number++)
        {
            foreach (var said in session.Steering.Take())
                await session.AddAsync(said, CancellationToken.None);
            if (cancellationToken.IsCancellationRequested)
                return Interrupted();
            if (Exceeded(number) is { } limit)
                return await FailAsync(TurnStatus.Stopped, limit.Kind, limit.Message);
            if (NeedsRoom())
                boundary = await CompactAsync(boundary, cancellationToken) ?? boundary;

            var step = await StepAsync(boundary, cancellationToken);
            if (step.IsInterrupted || cancellationToken.IsCancellationRequested)
                return await InterruptAsync(step);
            var end = step.Error is not null ? await OnErrorAsync(step, boundary, cancellationToken) : await OnAnswerAsync(step, cancellationToken);
            if (end.Result is { } result)
                return result;
            boundary = end.Next ?? boundary;
        }
    }

    private async Task<StepResult> StepAsync(Boundary boundary, CancellationToken cancellationToken)
    {
        var items = session.Conversation.Items.ToList(); // As they are now: another attempt of this step sends the same.
        var (rules, isPlanning) = (session.RulesText, session.Mode == Permissions.PermissionMode.Plan);
        var call = session.Call(session.Requests!.Decide(items, rules, isPlanning), boundary) with
        {
            Adapt = model => session.Requests.For(model, items, rules, isPlanning),
            Most = session.Limits.MaxCostUsd is { } most ? NanoUsd.FromUsd(Math.Max(0, most - _tally.CostUsd)) : null,
            Task = isPlanning ? TaskKind.Plan : null,
        };
        var step = await steps.RunAsync(call, listener, AddCost, cancellationToken);
        _tally.Add(step);
        if (step.Receipt is { Model: { } name } receipt && session.Setup.Models.FirstOrDefault(model => model.Name == name) is { } used)
            session.ContextUse = (receipt.Usage.InputTokens + receipt.Usage.OutputTokens, used.ContextTokens);
        return step;
    }

    private decimal AddCost(decimal usd) => session.CostUsd += usd;

    /// <summary>No answer, or not a whole one: again, with less, later, or not at all.</summary>
    private async Task<StepEnd> OnErrorAsync(StepResult step, Boundary boundary, CancellationToken cancellationToken)
    {
        var error = step.Error!;
        if (error.Code == "context_length_exceeded" && MayCompact())
            return new StepEnd(null, await CompactAsync(boundary, cancellationToken));
        if (error.Kind == ErrorKind.BudgetExceeded && session.Limits.MaxCostUsd is { } most)
            return new StepEnd(await FailAsync(TurnStatus.Stopped, error.Kind, string.Create(CultureInfo.InvariantCulture, $"{error.Message} This task's own limit is ${most:0.00##} (--max-cost).")));
        if (error.Code == "content_filter")
            return new StepEnd(await FailAsync(TurnStatus.Declined, error.Kind, error.Message));
        if (step.Answer is not null && error.Kind == ErrorKind.Failed && _retries++ < session.Limits.MaxRetries)
        {
            await listener.OnAsync(new AgentWarned($"{error.Message} Nothing of it was run; the step is asked again."), cancellationToken);
            return default;
        }

        if (step.Answer is not null && error.Kind == ErrorKind.Failed)
            return new StepEnd(await FailAsync(TurnStatus.GaveUp, error.Kind, $"{error.Message} It was asked several times. Try another model with --model."));

        if (error is { Kind: ErrorKind.RateLimited, RetryAfter: { } wait } && wait <= LongestWait && _waits++ < session.Limits.MaxRetries)
        {
            await listener.OnAsync(new AgentWarned(string.Create(CultureInfo.InvariantCulture, $"{error.Message} It goes on in {wait.TotalSeconds:0} s.")), cancellationToken);
            try
            {
                await Task.Delay(wait, Time, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return new StepEnd(Interrupted());
            }

            return default;
        }

        return new StepEnd(await FailAsync(TurnStatus.Failed, error.Kind, error.Message));
    }

    private async Task<StepEnd> OnAnswerAsync(StepResult step, CancellationToken cancellationToken)
    {
        var answer = step.Answer ?? Answer.None;
        if (answer.Finish is FinishReason.ContentFilter or FinishReason.Refusal)
            return new StepEnd(await FailAsync(TurnStatus.Declined, ErrorKind.Failed, $"{step.Model} declined to answer{(answer.Text.Length > 0 ? ": " + answer.Text.Trim() : ".")}"));
        var style = StyleOf(step.Model);
        if (style?.Tools == ToolStyle.Text && answer.Calls.Count == 0)
            answer = FromText(answer);
        if (answer.IsEmpty)
        {
            if (_retries++ >= session.Limits.MaxRetries)
                return new StepEnd(await FailAsync(TurnStatus.GaveUp, ErrorKind.NoModel, $"{step.Model} answered nothing, several times. Try another one with --model."));
            await listener.OnAsync(new AgentWarned($"{step.Model} answered nothing; it is asked again."), cancellationToken);
            return default;
        }

        answer = answer with { Calls = WithTextEdits(answer, style) };
        if (answer.Calls.Count > 0)
            return await OnCallsAsync(step, answer, cancellationToken);

        await AddAnswerAsync(step, answer);
        if (answer.Finish == FinishReason.Length && _retries++ < session.Limits.MaxRetries)
        {
            await listener.OnAsync(new AgentWarned("The answer reached the output limit; the model is asked to go on."), cancellationToken);
            await session.AddAsync(new UserMessage("Your answer reached the output limit. Go on exactly where it ended."), CancellationToken.None);
            return new StepEnd(null, Boundary.None);
        }

        if (session.Steering.Count > 0)
            return new StepEnd(null, Boundary.UserTurn);
        return new StepEnd(Result(TurnStatus.Answered, answer.Text));
    }

    private async Task<StepEnd> OnCallsAsync(StepResult step, Answer answer, CancellationToken cancellationToken)
    {
        answer = answer with { Calls = [.. answer.Calls.Select(call => call with { Id = Transcript.Unique(call.Id) })] };
        await AddAnswerAsync(step, answer); // Durable before a tool runs: a crash in the middle is known of.
        var outcomes = await calls.RunAsync(answer.Calls, answer.Finish == FinishReason.Length, session.DataClass, session.Conversation.HoldsUntrustedText, LongestResult(step.Model), cancellationToken);
        _tally.Add(outcomes);
        session.Conversation.AddPaths(outcomes.SelectMany(outcome => outcome.Result.Paths));
        var results = answer.Calls.Zip(outcomes, (call, outcome) => (ChatPart)new ToolResultPart(call.Id, [new TextPart(outcome.Result.Text)], outcome.Result.IsError, CarriedCall.Name(call.Name)));
        await Transcript.AddUserAsync(
            new ConversationItem(new ChatMessage(ChatRole.User, [.. results]), IsPrivate: outcomes.Any(one => one.IsPrivate), IsUntrusted: outcomes.Any(one => one.Result.IsUntrusted)),
            CancellationToken.None);

        _retries = 0;
        _broken = outcomes.All(outcome => outcome.IsBroken) ? _broken + 1 : 0;
        if (_broken >= session.Limits.MaxBrokenAnswers)
            return new StepEnd(await FailAsync(TurnStatus.GaveUp, ErrorKind.Failed, $"{step.Model} did not get a tool call right {_broken} times in a row. Another model may do better."));
        if (calls.IsStuck)
            return new StepEnd(await FailAsync(TurnStatus.GaveUp, ErrorKind.Failed, $"{step.Model} makes the same call over and over, with the same result. Say it differently, or try another model."));
        return new StepEnd(null, Boundary.None);
    }

    /// <summary>The answer as history holds it: as every dialect can carry it, without blank text and broken arguments.</summary>
    private Task AddAnswerAsync(StepResult step, Answer answer)
    {
        var parts = answer.Parts.Where(part => part is not TextPart text || !string.IsNullOrWhiteSpace(text.Text));
        var history = answer.Calls.Select(call => call with { Name = CarriedCall.Name(call.Name) }).Select(call => CallReader.Read(call.Arguments, out _) is null ? call with { Arguments = "{}" }
            : call.Name == TextEdits.Tool && call.Arguments == TextEdits.Arguments(answer.Text) ? call with { Arguments = TextEdits.InText } : call);
        return Transcript.AddAssistantAsync(
            new ConversationItem(new ChatMessage(ChatRole.Assistant, [.. parts, .. history]), step.Model, IsPrivate: session.Conversation.HoldsPrivateText),
            step.Decision?.DecisionId.Value, CancellationToken.None);
    }

    private static Answer FromText(Answer answer)
    {
        var (prose, found) = TextCalls.Read(answer.Text, static () => "");
        return found.Count == 0 ? answer : answer with
        {
            Parts = prose.Length == 0 ? [] : [new TextPart(prose)],
            Calls = found,
        };
    }

    /// <summary>SEARCH/REPLACE blocks in the answer of a small model are an edit like any other: shown, decided on, undone.</summary>
    private IReadOnlyList<ToolCallPart> WithTextEdits(Answer answer, ModelStyle? style) =>
        style is { Tools: not ToolStyle.Full } && answer.Finish != FinishReason.Length && TextEdits.Holds(answer.Text)
            && session.Setup.Tools.Any(tool => tool.Definition.Name == TextEdits.Tool)
            ? [new ToolCallPart("", TextEdits.Tool, TextEdits.Arguments(answer.Text)), .. answer.Calls]
            : answer.Calls;

    private bool NeedsRoom() => MayCompact() && session.NeedsRoom(_tally.Model);

    /// <summary>Again only where enough came in since the last time: what cannot be made shorter is not tried over and over.</summary>
    private bool MayCompact() => session.Conversation.Items.Count > 1 && (_afterCompaction == 0 || session.Characters > _afterCompaction * 1.25);

    /// <returns>The boundary of the next step.</returns>
    private async Task<Boundary?> CompactAsync(Boundary boundary, CancellationToken cancellationToken)
    {
        await listener.OnAsync(AgentSession.SumsUp, cancellationToken);
        try
        {
            await session.CompactAsync(Math.Min(session.RoomOf(_tally.Model) / 2, session.Characters / 2), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return boundary; // The loop sees the interruption.
        }

        _afterCompaction = Math.Max(1, session.Characters);
        return Boundary.Compaction;
    }

    private (ErrorKind Kind, string Message)? Exceeded(int number)
    {
        var limits = session.Limits;
        if (number > limits.MaxSteps)
            return (ErrorKind.Failed, string.Create(CultureInfo.InvariantCulture, $"The limit of {limits.MaxSteps} model calls is reached. Raise it with --max-turns, or go on with another message."));
        if (limits.MaxCostUsd is { } most && _tally.CostUsd >= most && most > 0)
            return (ErrorKind.BudgetExceeded, string.Create(CultureInfo.InvariantCulture, $"The limit of ${most:0.00##} for this task is used up. Raise it with --max-cost."));
        if (Time.GetElapsedTime(_started) > limits.MaxTime)
            return (ErrorKind.Failed, string.Create(CultureInfo.InvariantCulture, $"The limit of {limits.MaxTime.TotalMinutes:0} minutes for this task is reached."));
        return null;
    }

    /// <summary>Of one tool result, in characters: four of them must fit a small model.</summary>
    private int LongestResult(string? model) => session.Setup.Models.Count == 0 ? ToolResult.MaxLength : (int)Math.Min(ToolResult.MaxLength, session.RoomOf(model) / 4);

    private ModelStyle? StyleOf(string? name) => session.Setup.Models.FirstOrDefault(model => model.Name == name) is { } model ? ModelStyle.Of(model) : null;

    private async Task<TurnResult> InterruptAsync(StepResult step)
    {
        // What was read of the answer stays in the history; its calls were not whole.
        if (step.Answer is { Text.Length: > 0 } partial)
            await Transcript.AddAssistantAsync(new ConversationItem(new ChatMessage(ChatRole.Assistant, [new TextPart(partial.Text + "\n[interrupted by the user]")]), step.Model), step.Decision?.DecisionId.Value, CancellationToken.None);
        return Interrupted();
    }

    private TurnResult Interrupted() => Result(TurnStatus.Interrupted, "") with { Problem = "Interrupted." };

    private async Task<TurnResult> FailAsync(TurnStatus status, ErrorKind kind, string message)
    {
        await listener.OnAsync(new AgentFailed(ErrorNames.Of(kind), message), CancellationToken.None);
        return Result(status, "") with { Problem = message, Error = kind };
    }

    private TurnResult Result(TurnStatus status, string text) => _tally.Result(status, text, listener.Files);

    /// <summary>The turn's end, or the boundary of the next step (null = as it was).</summary>
    private readonly record struct StepEnd(TurnResult? Result, Boundary? Next = null);
}
