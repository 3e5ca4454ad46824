using System.Text.Json;

namespace Tandem.Engine.Tests.Scenarios.Wire;

/// <summary>Anthropic's messages: turns alternate strictly, results stand first in the turn behind the calls, and no text block is blank.</summary>
internal static class AnthropicReading
{
    public static WireConversation Of(JsonElement body)
    {
        Assert.True(body.GetProperty("max_tokens").GetInt32() > 0);
        var turns = body.GetProperty("messages").EnumerateArray().Select(message =>
        {
            var role = message.GetProperty("role").GetString();
            Assert.Contains(role, (string[])["user", "assistant"]);
            return new WireTurn(role == "assistant", [.. Parts(message.GetProperty("content"))]);
        }).ToList();
        var tools = body.TryGetProperty("tools", out var listed) ? listed.EnumerateArray().Select(tool => tool.GetProperty("name").GetString()!).ToList() : [];
        return new WireConversation(body.GetProperty("model").GetString()!, tools, turns);
    }

    private static IEnumerable<WirePart> Parts(JsonElement content)
    {
        if (content.ValueKind == JsonValueKind.String)
        {
            yield return new WireText(WireConversation.Filled(content.GetString()));
            yield break;
        }

        foreach (var block in content.EnumerateArray())
            switch (block.GetProperty("type").GetString())
            {
                case "text":
                    yield return new WireText(WireConversation.Filled(block.GetProperty("text").GetString()));
                    break;
                case "tool_use":
                    WireConversation.AssertId(block.GetProperty("id").GetString());
                    WireConversation.AssertName(block.GetProperty("name").GetString());
                    Assert.Equal(JsonValueKind.Object, block.GetProperty("input").ValueKind);
                    yield return new WireCall(block.GetProperty("id").GetString(), block.GetProperty("name").GetString()!, block.GetProperty("input").GetRawText());
                    break;
                case "tool_result":
                    yield return new WireResult(block.GetProperty("tool_use_id").GetString(), null, Text(block.GetProperty("content")));
                    break;
                case "thinking":
                    Assert.False(string.IsNullOrEmpty(block.GetProperty("signature").GetString()));
                    break;
                case var other:
                    Assert.Equal("redacted_thinking", other);
                    break;
            }
    }

    private static string Text(JsonElement content) => content.ValueKind == JsonValueKind.String
        ? WireConversation.Filled(content.GetString())
        : string.Concat(content.EnumerateArray().Select(part => WireConversation.Filled(part.GetProperty("text").GetString())));
}
