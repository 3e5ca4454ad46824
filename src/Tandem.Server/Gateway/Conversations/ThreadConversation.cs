using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Tandem.Pipeline.Kept;
using Tandem.Providers;
using Tandem.Server.Hosting;

namespace Tandem.Server.Gateway.Conversations;

/// <summary>
/// Message threads of Anthropic's API (2026-10-21): <c>thread: {type: "create"}</c> keeps the conversation under the id of its answer, and
/// <c>{type: "continue", previous_message_id}</c> puts it in front of the new messages. A model's server sees plain messages.
/// </summary>
internal sealed class ThreadConversation(IKeptConversations store, ServerOptions options, TimeProvider time)
{
    /// <summary>The code that clients look for: on it they send everything again.</summary>
    public const string NotFound = "thread_not_found";

    private static readonly JsonDocumentOptions Depth = new() { MaxDepth = 64 };

    /// <summary>Fields of a thread's beginning that hold for its later turns, unless they say otherwise.</summary>
    private static readonly string[] Inherited = ["system", "tools"];

    /// <returns>The body to read, and who keeps the conversation; null = nobody.</returns>
    /// <exception cref="GatewayException">The thread is not known, or not this owner's.</exception>
    public async Task<(ReadOnlyMemory<byte> Body, IAnswerWitness? Keeper)> OpenAsync(string owner, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (!NamesThread(body.Span))
            return (body, null); // Nothing of the prompt becomes a tree.

        var root = JsonNode.Parse(body.Span, documentOptions: Depth)!.AsObject();
        var thread = root["thread"] as JsonObject;
        root.Remove("thread");
        if (thread?["type"] is JsonValue type && type.ToString() == "continue")
        {
            var id = thread["previous_message_id"]?.ToString() ?? "";
            var kept = await store.FindAsync(owner, id, time.GetUtcNow(), cancellationToken)
                ?? throw new GatewayException(WireErrorKind.NotFound, "There is no such thread; send the whole conversation.", NotFound);
            Continue(root, JsonNode.Parse(kept.Span, documentOptions: Depth)!.AsObject());
        }

        return (JsonSerializer.SerializeToUtf8Bytes(root, ServerJson.Default.JsonObject), thread is null ? null : new ThreadKeeper(root, (id, said) => KeepAsync(owner, id, said, cancellationToken)));
    }

    private static void Continue(JsonObject root, JsonObject kept)
    {
        foreach (var name in Inherited)
            if (!root.ContainsKey(name) && kept[name] is { } value)
                root[name] = value.DeepClone();
        var before = kept["messages"]?.AsArray().OfType<JsonNode>() ?? [];
        var now = root["messages"] as JsonArray ?? [];
        root["messages"] = new JsonArray([.. before.Concat(now.OfType<JsonNode>()).Select(message => message.DeepClone())]);
    }

    private Task KeepAsync(string owner, string id, JsonObject said, CancellationToken cancellationToken) =>
        store.KeepAsync(owner, id, JsonSerializer.SerializeToUtf8Bytes(said, ServerJson.Default.JsonObject), time.GetUtcNow() + options.ConversationLife, cancellationToken);

    private static bool NamesThread(ReadOnlySpan<byte> body)
    {
        if (body.IndexOf("\"thread\""u8) < 0 || !Utf8.IsValid(body))
            return false;
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 64 });
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            var found = false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                found |= reader.ValueTextEquals("thread"u8);
                reader.Read();
                reader.Skip();
            }

            return found;
        }
        catch (JsonException)
        {
            return false; // The dialect's own scan says what is wrong.
        }
    }
}
