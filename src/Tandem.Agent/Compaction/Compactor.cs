using System.Globalization;
using System.Text;
using Tandem.Agent.Turns;
using Tandem.Pipeline;
using Tandem.Pipeline.Errors;
using Tandem.Providers;
using Tandem.Providers.Chat;

namespace Tandem.Agent.Compaction;

/// <summary>Makes a long history short: the old part becomes a summary, the last steps stay. Rules stand in the system text and are there again by themselves.</summary>
internal sealed class Compactor(RequestPipeline pipeline)
{
    private static readonly string Instructions = Resource();

    /// <param name="items">The history.</param>
    /// <param name="budget">Characters that the new history may have.</param>
    /// <param name="call">A call with the conversation's labels, for the summary's own request.</param>
    /// <returns>The new history, how many of the old items it ends with, and what the summary cost.</returns>
    public async Task<CompactedHistory> RunAsync(IReadOnlyList<ConversationItem> items, long budget, Func<ModelRequest, PipelineCall> call, CancellationToken cancellationToken)
    {
        var kept = HistoryCut.Kept(items, budget / 2);
        var old = items.SkipLast(kept).ToList();
        var rest = items.TakeLast(kept).ToList();
        if (rest.Sum(HistoryCut.Size) > budget)
            rest = [.. HistoryCut.Shorten(rest)];
        if (old.Count == 0)
            return new CompactedHistory(rest, null, kept, 0);

        var (summary, cost) = await SummariseAsync(old, budget, call, cancellationToken);
        var first = new ConversationItem(
            ChatMessage.User($"<summary of the conversation so far>\n{summary}\n</summary>\nThe work goes on from here."),
            IsPrivate: old.Any(item => item.IsPrivate), IsUntrusted: old.Any(item => item.IsUntrusted));
        // Roles alternate: a kept part that begins with a user's message takes the summary in front of it.
        IReadOnlyList<ConversationItem> history = rest is [{ Message.Role: ChatRole.User } next, ..]
            ? [next with { Message = next.Message with { Parts = [.. first.Message.Parts, .. next.Message.Parts] }, IsPrivate = next.IsPrivate || first.IsPrivate }, .. rest.Skip(1)]
            : [first, .. rest];
        return new CompactedHistory(history, first, kept, cost);
    }

    private async Task<(string Summary, decimal CostUsd)> SummariseAsync(
        List<ConversationItem> old, long budget, Func<ModelRequest, PipelineCall> call, CancellationToken cancellationToken)
    {
        var request = NativeRequest.Of(new ChatRequest
        {
            System = [new TextPart(Instructions)],
            Messages = [ChatMessage.User($"<conversation>\n{HistoryText.Of(old, (int)Math.Min(budget, 400_000))}\n</conversation>")],
            MaxOutputTokens = 1_500,
        });
        var text = new StringBuilder();
        decimal cost = 0;
        try
        {
            await foreach (var frame in pipeline.RunAsync(call(request), cancellationToken))
            {
                if (frame.Relay.Event is TextEvent piece)
                    text.Append(piece.Text);
                cost += frame.Step == PipelineStep.Receipt ? frame.Receipt!.Cost.Usd : 0;
            }
        }
        catch (RequestException)
        {
            // No model sums it up: the history is cut all the same, with what needs no model.
        }

        return (text.Length > 0 ? text.ToString() : WithoutModel(old), cost);
    }

    /// <summary>The user's own words and what was done, without a model.</summary>
    private static string WithoutModel(List<ConversationItem> old)
    {
        var said = old.Where(item => item.Message.Role == ChatRole.User).SelectMany(item => item.Message.Parts.OfType<TextPart>()).Select(part => part.Text.Length > 1_000 ? part.Text[..1_000] + " …" : part.Text);
        var calls = old.SelectMany(item => item.Message.Parts.OfType<ToolCallPart>()).GroupBy(one => one.Name).Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Key} ({group.Count()})"));
        return $"The user said:\n{string.Join('\n', said)}\nTools called so far: {string.Join(", ", calls)}";
    }

    private static string Resource()
    {
        using var stream = typeof(Compactor).Assembly.GetManifestResourceStream("Tandem.Agent.Compaction.summary.md")!;
        using var text = new StreamReader(stream);
        return text.ReadToEnd();
    }
}
