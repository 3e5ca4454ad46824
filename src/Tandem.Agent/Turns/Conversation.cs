using Tandem.Providers.Chat;

namespace Tandem.Agent.Turns;

/// <summary>The messages of a session, valid at every moment that a model can see: roles alternate, and every tool call is answered exactly once.</summary>
/// <remarks>Labels stick: a conversation that held private or untrusted text holds it for good, compacted or not. Not thread-safe.</remarks>
public sealed class Conversation
{
    private const int MaxPaths = 200; // Enough for rules by path; the label is kept apart.

    private readonly List<ConversationItem> _items = [];
    private readonly List<string> _paths = [];

    public IReadOnlyList<ConversationItem> Items => _items;

    public bool HoldsPrivateText { get; private set; }

    public bool HoldsUntrustedText { get; private set; }

    /// <summary>Paths whose text came in, the latest last, each once; a bounded number.</summary>
    public IReadOnlyList<string> Paths => _paths;

    /// <summary>Calls of the last message that nobody answered yet.</summary>
    public IReadOnlyList<ToolCallPart> OpenCalls =>
        _items is [.., { Message: { Role: ChatRole.Assistant } last }] ? [.. last.Parts.OfType<ToolCallPart>()] : [];

    /// <summary>Adds what a user says; behind tool results it joins their message, as roles alternate.</summary>
    /// <exception cref="InvalidOperationException">A tool call is not answered yet.</exception>
    public void AddUser(ConversationItem item)
    {
        if (OpenCalls.Count > 0 && !Answers(item.Message))
            throw new InvalidOperationException("Every tool call is answered before anything else is said.");
        Label(item);
        if (_items is [.., { Message.Role: ChatRole.User } last])
            _items[^1] = last with
            {
                Message = new ChatMessage(ChatRole.User, [.. last.Message.Parts, .. item.Message.Parts]),
                IsPrivate = last.IsPrivate || item.IsPrivate,
                IsUntrusted = last.IsUntrusted || item.IsUntrusted,
            };
        else
            _items.Add(item);
    }

    /// <exception cref="InvalidOperationException">It is not the assistant's turn.</exception>
    public void AddAssistant(ConversationItem item)
    {
        if (_items is not [.., { Message.Role: ChatRole.User }])
            throw new InvalidOperationException("An answer follows a user's message.");
        Label(item);
        _items.Add(item);
    }

    /// <summary>Remembers that text of these paths is in the conversation.</summary>
    public void AddPaths(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            _paths.Remove(path);
            _paths.Add(path);
        }

        if (_paths.Count > MaxPaths) _paths.RemoveRange(0, _paths.Count - MaxPaths);
    }

    /// <summary>Puts a shorter history in place; labels stay.</summary>
    public void Replace(IReadOnlyList<ConversationItem> items)
    {
        _items.Clear();
        _items.AddRange(items);
    }

    /// <summary>From here on the text stays in the house.</summary>
    public void MarkPrivate() => HoldsPrivateText = true;

    /// <summary>From here on actions with an outside effect ask.</summary>
    public void MarkUntrusted() => HoldsUntrustedText = true;

    private bool Answers(ChatMessage message)
    {
        var results = message.Parts.OfType<ToolResultPart>().Select(part => part.CallId).ToList();
        return results.Count == OpenCalls.Count && OpenCalls.All(call => results.Contains(call.Id));
    }

    private void Label(ConversationItem item)
    {
        HoldsPrivateText |= item.IsPrivate;
        HoldsUntrustedText |= item.IsUntrusted;
    }
}
