using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Tandem.Pipeline.Kept;
using Tandem.Providers;
using Tandem.Server.Hosting;

namespace Tandem.Server.Gateway.Conversations;

/// <summary>Conversations of the Responses API: a request that names <c>previous_response_id</c> gets what was said before in front of its input, and its answer is kept unless <c>store</c> is false.</summary>
internal sealed class ResponsesConversation(IKeptConversations store, ServerOptions options, TimeProvider time)
{
    private static readonly JsonNodeOptions Nodes = new() { PropertyNameCaseInsensitive = false };
    private static readonly JsonDocumentOptions Depth = new() { MaxDepth = 64 };

    /// <returns>The body to read, and who keeps the conversation; null = nobody.</returns>
    /// <exception cref="GatewayException">The response named is not known, or not this owner's.</exception>
    public async Task<(ReadOnlyMemory<byte> Body, IAnswerWitness? Keeper)> OpenAsync(string owner, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var (previous, stores) = Scan(body.Span);
        if (previous is null && !stores)
            return (body, null); // Nothing of the prompt becomes a tree.

        var root = JsonNode.Parse(body.Span, Nodes, Depth)!.AsObject();
        var items = Items(root["input"]);
        if (previous is not null)
        {
            var kept = await store.FindAsync(owner, previous, time.GetUtcNow(), cancellationToken)
                ?? throw new GatewayException(WireErrorKind.NotFound, $"There is no response '{Shown(previous)}' to go on from; send the whole conversation.", "previous_response_not_found");
            items = [.. JsonNode.Parse(kept.Span, Nodes, Depth)!.AsArray().Select(item => item!.DeepClone()), .. items];
            root["input"] = new JsonArray([.. items.Select(item => item.DeepClone())]);
            body = JsonSerializer.SerializeToUtf8Bytes(root, ServerJson.Default.JsonObject);
        }

        return (body, stores ? new Keeper(this, owner, items) : null);
    }

    private static (string? Previous, bool Stores) Scan(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body))
            return (null, false); // The dialect's own scan says what is wrong.
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 64 });
        var (previous, stores) = ((string?)null, true);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return (null, false);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var (isPrevious, isStore) = (reader.ValueTextEquals("previous_response_id"u8), reader.ValueTextEquals("store"u8));
                reader.Read();
                if (isPrevious && reader.TokenType == JsonTokenType.String)
                    previous = reader.GetString();
                else if (isStore)
                    stores = reader.TokenType != JsonTokenType.False;
                reader.Skip();
            }

            return (previous, stores);
        }
        catch (JsonException)
        {
            return (null, false);
        }
    }

    private static List<JsonNode> Items(JsonNode? input) => input switch
    {
        JsonArray list => [.. list.OfType<JsonNode>().Select(item => item.DeepClone())],
        JsonValue text when text.GetValueKind() == JsonValueKind.String => [new JsonObject { ["type"] = "message", ["role"] = "user", ["content"] = text.GetValue<string>() }],
        _ => [],
    };

    private static string Shown(string id) => new([.. id.Take(80).Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-')]);

    private sealed class Keeper(ResponsesConversation conversations, string owner, List<JsonNode> items) : IAnswerWitness
    {
        public async ValueTask SeeAsync(ReadOnlyMemory<byte> bytes, FrameKinds kinds, CancellationToken cancellationToken)
        {
            if ((kinds & FrameKinds.Terminal) == 0 || Response(bytes.Span) is not { } response || response["id"]?.GetValue<string>() is not { } id)
                return;
            var said = items.Concat(response["output"]?.AsArray().OfType<JsonNode>() ?? []).Select(item => item.DeepClone());
            await conversations.KeepAsync(owner, id, new JsonArray([.. said]), cancellationToken);
        }

        /// <summary>The response: the whole body, or what the stream's last event holds.</summary>
        private static JsonObject? Response(ReadOnlySpan<byte> bytes)
        {
            if (bytes.StartsWith("{"u8))
                return JsonNode.Parse(bytes, Nodes, Depth)?.AsObject();
            var last = bytes.LastIndexOf("data: "u8);
            return last < 0 ? null : JsonNode.Parse(bytes[(last + 6)..].TrimEnd("\r\n"u8), Nodes, Depth)?["response"]?.AsObject();
        }
    }

    private Task KeepAsync(string owner, string id, JsonArray said, CancellationToken cancellationToken) =>
        store.KeepAsync(owner, id, JsonSerializer.SerializeToUtf8Bytes(said, ServerJson.Default.JsonArray), time.GetUtcNow() + options.ConversationLife, cancellationToken);
}
