using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Tandem.Providers;

namespace Tandem.Server.Gateway.Conversations;

/// <summary>Reads a whole Anthropic answer, streamed or not, and keeps the conversation with it.</summary>
/// <param name="request">What was asked: its system text, tools and messages are kept.</param>
internal sealed class ThreadKeeper(JsonObject request, Func<string, JsonObject, Task> keepAsync) : IAnswerWitness
{
    private const int MaxBytes = 8 * 1024 * 1024; // A longer answer is relayed, and its thread ends: the client then sends everything again.

    private readonly ArrayBufferWriter<byte> _seen = new();
    private bool _isTooLong;

    public async ValueTask SeeAsync(ReadOnlyMemory<byte> bytes, FrameKinds kinds, CancellationToken cancellationToken)
    {
        _isTooLong |= _seen.WrittenCount + bytes.Length > MaxBytes;
        if (!_isTooLong)
            _seen.Write(bytes.Span);
        if ((kinds & FrameKinds.Terminal) == 0 || _isTooLong)
            return;
        var (id, content) = Read(_seen.WrittenSpan);
        if (id is null)
            return;
        var said = new JsonObject();
        foreach (var name in (string[])["system", "tools"])
            if (request[name] is { } value)
                said[name] = value.DeepClone();
        var messages = request["messages"] as JsonArray ?? [];
        said["messages"] = new JsonArray([.. messages.OfType<JsonNode>().Select(message => message.DeepClone()), new JsonObject { ["role"] = "assistant", ["content"] = content }]);
        await keepAsync(id, said);
    }

    internal static (string? Id, JsonArray Content) Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("{"u8))
        {
            var whole = JsonNode.Parse(bytes)!.AsObject();
            return (whole["id"]?.ToString(), whole["content"]?.DeepClone().AsArray() ?? []);
        }

        var (id, blocks, texts) = ((string?)null, new List<JsonObject>(), new List<StringBuilder>());
        foreach (var line in Encoding.UTF8.GetString(bytes).Split('\n'))
        {
            if (!line.StartsWith("data:", StringComparison.Ordinal) || JsonNode.Parse(line[5..]) is not JsonObject data)
                continue;
            switch (data["type"]?.ToString())
            {
                case "message_start":
                    id = data["message"]?["id"]?.ToString();
                    break;
                case "content_block_start" when data["content_block"] is JsonObject block:
                    blocks.Add(block.DeepClone().AsObject());
                    texts.Add(new StringBuilder());
                    break;
                case "content_block_delta" when blocks.Count > 0 && data["delta"] is JsonObject delta:
                    Add(blocks[^1], texts[^1], delta);
                    break;
                case "content_block_stop" when blocks.Count > 0 && blocks[^1]["type"]?.ToString() == "tool_use":
                    blocks[^1]["input"] = texts[^1].Length > 0 ? JsonNode.Parse(texts[^1].ToString()) : new JsonObject();
                    break;
            }
        }

        return (id, new JsonArray([.. blocks]));
    }

    private static void Add(JsonObject block, StringBuilder arguments, JsonObject delta)
    {
        foreach (var name in (string[])["text", "thinking", "signature"])
            if (delta[name] is { } more)
                block[name] = (block[name]?.ToString() ?? "") + more;
        arguments.Append(delta["partial_json"]?.ToString());
    }
}
