using Tandem.Agent.Tools;
using Tandem.Pipeline.Ids;
using Tandem.Providers.Chat;
using Tandem.Routing;

namespace Tandem.Agent.Turns;

/// <summary>Runs the calls of one answer: reads side by side, everything else in order. Each call gets exactly one result, whatever happens.</summary>
internal sealed class CallRunner(AgentSetup setup, SessionId session, LoopGuard guard, PrivateText privateText, IAgentListener listener)
{
    private const int MaxParallel = 8;

    private readonly Dictionary<string, ITool> _tools = setup.Tools.ToDictionary(tool => tool.Definition.Name, StringComparer.Ordinal);

    /// <summary>The same call was made too often for a hope that it ends.</summary>
    public bool IsStuck => guard.IsStuck;

    /// <param name="isCut">The answer ended at the output limit: no call of it can be trusted to be whole.</param>
    /// <param name="dataClass">The conversation's.</param>
    /// <param name="holdsUntrusted">Text of others is in the conversation.</param>
    /// <param name="longest">Characters of a result that the model in use has room for.</param>
    public async Task<IReadOnlyList<CallOutcome>> RunAsync(
        IReadOnlyList<ToolCallPart> calls, bool isCut, DataClass dataClass, bool holdsUntrusted, int longest, CancellationToken cancellationToken)
    {
        var outcomes = new CallOutcome[calls.Count];
        for (var at = 0; at < calls.Count;)
        {
            var group = isCut ? calls.Count - at : GroupAt(calls, at);
            var prepared = new List<(int Place, ReadyCall Ready)>();
            for (var place = at; place < at + group; place++)
            {
                var ready = isCut ? Broken("The answer was cut off at the output limit, so the call may not be whole and was not run. Send it again, in smaller pieces if it is long.")
                    : cancellationToken.IsCancellationRequested ? NotRun()
                    : await ReadyAsync(calls[place], dataClass, holdsUntrusted, cancellationToken);
                if (!ready.IsAnnounced) await listener.OnAsync(new ToolCalled(calls[place].Id, calls[place].Name, calls[place].Name, calls[place].Arguments), CancellationToken.None);
                if (ready.Outcome is { } known) outcomes[place] = await TellAsync(calls[place], known, 0);
                else prepared.Add((place, ready));
            }

            await Parallel.ForEachAsync(
                prepared, new ParallelOptions { MaxDegreeOfParallelism = MaxParallel, CancellationToken = CancellationToken.None },
                async (one, _) => outcomes[one.Place] = await RunOneAsync(calls[one.Place], one.Ready, longest, cancellationToken));
            holdsUntrusted |= outcomes.Skip(at).Take(group).Any(outcome => outcome.Result.IsUntrusted);
            at += group;
        }

        return outcomes;
    }

    /// <summary>How many calls from a place on may run side by side.</summary>
    private int GroupAt(IReadOnlyList<ToolCallPart> calls, int at)
    {
        var count = 0;
        while (at + count < calls.Count && _tools.TryGetValue(calls[at + count].Name, out var tool) && tool.Access == ToolAccess.ReadOnly) count++;
        return Math.Max(1, count);
    }

    private async Task<ReadyCall> ReadyAsync(ToolCallPart call, DataClass dataClass, bool holdsUntrusted, CancellationToken cancellationToken)
    {
        var arguments = CallReader.Read(call.Arguments, out var problem);
        if (!_tools.TryGetValue(call.Name, out var tool))
            return Broken($"{(arguments is null ? $"{problem} The call was not run." : $"There is no tool '{call.Name}'.")} Tools: {string.Join(", ", _tools.Keys.Order(StringComparer.Ordinal))}.");
        if (arguments is not { } read)
            return Broken($"{problem} The call was not run. Its arguments must match: {tool.Definition.ParametersSchema}");
        if (guard.Count(call.Name, call.Arguments) >= LoopGuard.WarnAfter)
        {
            guard.Repeat(call.Name, call.Arguments);
            return new ReadyCall(null, null, new CallOutcome(ToolResult.Error("You made this very call several times and it gave the same result each time. Do something else, or tell the user what is in the way.")));
        }

        PreparedCall prepared;
        try
        {
            prepared = tool.Prepare(read);
        }
        catch (ToolArgumentsException wrong)
        {
            return Broken($"{wrong.Message} The arguments must match: {tool.Definition.ParametersSchema}");
        }

        await listener.OnAsync(new ToolCalled(call.Id, call.Name, prepared.Action.Summary, call.Arguments), CancellationToken.None);
        return await DecideAsync(call, prepared, dataClass, holdsUntrusted, cancellationToken) with { IsAnnounced = true };
    }

    private async Task<ReadyCall> DecideAsync(ToolCallPart call, PreparedCall prepared, DataClass dataClass, bool holdsUntrusted, CancellationToken cancellationToken)
    {
        var action = prepared.Action;
        var scope = new ToolScope { Session = session, CallId = call.Id, Listener = listener, DataClass = dataClass };
        try
        {
            if (Withheld(action.Reads) is { } withheld)
                return Refused(withheld);
            foreach (var filter in setup.Filters)
                if (await filter.BeforeAsync(action, call.Arguments, scope, cancellationToken) is { } because)
                    return Refused($"Not run: {because}");
            var answer = await setup.Gate.DecideAsync(action, holdsUntrusted, cancellationToken);
            if (!answer.IsAllowed)
                return Refused($"Not run: {answer.Reason}", answer.LacksPerson);
            return new ReadyCall(prepared, scope, null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return NotRun();
        }
    }

    private async Task<CallOutcome> RunOneAsync(ToolCallPart call, ReadyCall ready, int longest, CancellationToken cancellationToken)
    {
        var (action, scope) = (ready.Prepared!.Action, ready.Scope!);
        var started = setup.Time.GetTimestamp();
        ToolResult result;
        var isRecorded = false;
        try
        {
            if (setup.Recorder is { } recorder && action.Access is ToolAccess.Edit or ToolAccess.Command or ToolAccess.Outside)
            {
                await recorder.BeforeAsync(session, action, cancellationToken);
                isRecorded = true;
            }

            result = await ready.Prepared.RunAsync(scope, cancellationToken);
            foreach (var filter in setup.Filters.Reverse())
                result = await filter.AfterAsync(action, result, scope, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            result = ToolResult.Error("The user interrupted this call before it ended. What it did so far is not undone.");
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            result = ToolResult.Error($"It failed: {failed.Message}");
        }
        finally
        {
            if (isRecorded) await setup.Recorder!.AfterAsync(session, action);
        }

        var labelled = Label(action, result, longest);
        guard.Record(call.Name, call.Arguments, labelled.Result.Text);
        return await TellAsync(call, labelled with { Action = action }, setup.Time.GetElapsedTime(started).TotalMilliseconds);
    }

    /// <summary>The result as the conversation may hold it: capped, and labelled where private text is in it.</summary>
    private CallOutcome Label(ToolAction action, ToolResult result, int longest)
    {
        result = result with { Text = string.IsNullOrWhiteSpace(result.Text) ? "(It gave no text.)" : ToolText.Cap(result.Text, longest) }; // Anthropic refuses blank text.
        // Where the paths are known, they say it; what a command or git prints is looked through.
        var isPrivate = result.Paths.Any(privateText.IsPrivate) || ((action.Access is ToolAccess.Command or ToolAccess.Outside || action.Tool == GitTool.ToolName) && privateText.IsIn(result.Text));
        if (isPrivate && !HasLocalModel)
            return new CallOutcome(ToolResult.Error("The result holds text of private files (privacy.private_paths), and no model of this house is configured that may read it. It was withheld."));
        return new CallOutcome(result, IsPrivate: isPrivate);
    }

    private string? Withheld(IReadOnlyList<string> reads) =>
        !HasLocalModel && reads.Select(path => (path, rule: setup.Privacy.PrivateRuleOf(path))).FirstOrDefault(one => one.rule is not null) is { rule: { } rule } hit
            ? $"'{hit.path}' is private (privacy.private_paths: {rule}), and no model of this house is configured that may read it."
            : null;

    private bool HasLocalModel => setup.Models.Any(model => model.Zone == Zone.Local);

    private async Task<CallOutcome> TellAsync(ToolCallPart call, CallOutcome outcome, double milliseconds)
    {
        await listener.OnAsync(new ToolAnswered(call.Id, call.Name, outcome.Result.IsError, outcome.Result.Text, milliseconds), CancellationToken.None);
        return outcome;
    }

    private static ReadyCall Broken(string problem) => new(null, null, new CallOutcome(ToolResult.Error(problem), IsBroken: true));

    private static ReadyCall NotRun() => new(null, null, new CallOutcome(ToolResult.Error("Not run: the user interrupted.")));

    private static ReadyCall Refused(string because, bool lacksPerson = false) => new(null, null, new CallOutcome(ToolResult.Error(because), LacksPerson: lacksPerson));

    /// <summary>A call that may run, or what became of it already.</summary>
    private sealed record ReadyCall(PreparedCall? Prepared, ToolScope? Scope, CallOutcome? Outcome)
    {
        /// <summary>The listener knows of it.</summary>
        public bool IsAnnounced { get; init; }
    }
}
