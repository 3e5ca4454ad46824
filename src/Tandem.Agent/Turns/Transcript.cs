using System.Globalization;
using Tandem.Agent.Sessions;
using Tandem.Pipeline.Ids;
using Tandem.Providers.Chat;

namespace Tandem.Agent.Turns;

/// <summary>The conversation and its durable record: whatever a model will see again is written down before it is sent.</summary>
internal sealed class Transcript(ISessionStore? store, SessionId session, TimeProvider time)
{
    private readonly HashSet<string> _callIds = new(StringComparer.Ordinal);
    private int _next;

    public Conversation Conversation { get; } = new();

    /// <summary>Takes in what an earlier process wrote. Calls that it did not finish are answered: no tool runs twice.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (var entry in store is null ? [] : await store.ReadAsync(session, cancellationToken))
        {
            _next = entry.Sequence + 1;
            if (entry.IsPrivate) Conversation.MarkPrivate();
            if (entry.Kind is "clear" or "escalation") Conversation.Replace([.. Conversation.Items.Take(int.Parse(entry.Detail ?? "0", CultureInfo.InvariantCulture))]);
            if (entry.Message is not { } message) continue;
            var item = new ConversationItem(message, IsPrivate: entry.IsPrivate, IsUntrusted: entry.IsUntrusted);
            foreach (var call in message.Parts.OfType<ToolCallPart>()) _callIds.Add(call.Id);
            if (entry.Kind == "compaction") Compact(item, int.Parse(entry.Detail ?? "0", CultureInfo.InvariantCulture));
            else if (message.Role == ChatRole.Assistant) Conversation.AddAssistant(item);
            else Conversation.AddUser(item);
        }

        await CloseCallsAsync(cancellationToken);
    }

    /// <summary>Answers calls that nobody answered: Tandem was ended, or failed, in the middle of them.</summary>
    public async Task CloseCallsAsync(CancellationToken cancellationToken)
    {
        if (Conversation.OpenCalls is { Count: > 0 } open)
            await AddUserAsync(new ConversationItem(new ChatMessage(ChatRole.User, [.. open.Select(call => (ChatPart)new ToolResultPart(
                call.Id, [new TextPart("Tandem was ended during this call. Whether it ran is not known: check before you repeat it.")], IsError: true, call.Name))])), cancellationToken);
    }

    /// <summary>An id for a call: the model's own, as far as every provider takes it, unless it is empty or was used before.</summary>
    public string Unique(string id)
    {
        var unique = CarriedCall.Id(id);
        for (var number = 1; unique.Length == 0 || !_callIds.Add(unique); number++)
        {
            var end = string.Create(CultureInfo.InvariantCulture, $"_{_callIds.Count + number}");
            unique = (id.Length == 0 ? "call" : CarriedCall.Id(id, end.Length)) + end;
        }

        return unique;
    }

    public Task AddUserAsync(ConversationItem item, CancellationToken cancellationToken)
    {
        Conversation.AddUser(item);
        return WriteAsync("message", item, decision: null, detail: null, cancellationToken);
    }

    public Task AddAssistantAsync(ConversationItem item, string? decision, CancellationToken cancellationToken)
    {
        Conversation.AddAssistant(item);
        return WriteAsync("message", item, decision, detail: null, cancellationToken);
    }

    /// <summary>A note between messages: a mode, an undo, a verdict.</summary>
    public Task NoteAsync(string kind, string detail, CancellationToken cancellationToken) => WriteAsync(kind, item: null, decision: null, detail, cancellationToken);

    /// <summary>The conversation goes back to an earlier point; its labels stay.</summary>
    public Task StartAnewAsync(string kind, IReadOnlyList<ConversationItem> kept, CancellationToken cancellationToken)
    {
        // After a summary the earlier messages are not there any more: then it begins with nothing.
        var isPrefix = kept.Count <= Conversation.Items.Count && kept.SkipLast(1).Zip(Conversation.Items, ReferenceEquals).All(same => same);
        Conversation.Replace(isPrefix ? kept : []);
        return NoteAsync(kind, (isPrefix ? kept.Count : 0).ToString(CultureInfo.InvariantCulture), cancellationToken);
    }

    public Task CompactAsync(IReadOnlyList<ConversationItem> items, ConversationItem? summary, int kept, CancellationToken cancellationToken)
    {
        Conversation.Replace(items);
        return summary is null ? Task.CompletedTask : WriteAsync("compaction", summary, decision: null, kept.ToString(CultureInfo.InvariantCulture), cancellationToken);
    }

    private void Compact(ConversationItem summary, int kept)
    {
        var rest = Conversation.Items.TakeLast(kept).ToList();
        Conversation.Replace([]);
        Conversation.AddUser(summary);
        foreach (var item in rest)
            if (item.Message.Role == ChatRole.Assistant) Conversation.AddAssistant(item);
            else Conversation.AddUser(item);
    }

    private async Task WriteAsync(string kind, ConversationItem? item, string? decision, string? detail, CancellationToken cancellationToken)
    {
        if (store is null) return;
        await store.AppendAsync(
            session,
            new TranscriptEntry(_next++, time.GetUtcNow(), kind)
            {
                Message = item?.Message,
                DecisionId = decision,
                IsPrivate = item?.IsPrivate ?? false,
                IsUntrusted = item?.IsUntrusted ?? false,
                Detail = detail,
            },
            cancellationToken);
    }
}
