using System.Text.Json;

namespace Tandem.Engine.Tests.Scenarios.Wire;

/// <summary>OpenAI's chat completions: results are messages of their own, right behind the message that calls.</summary>
internal static class OpenAIReading
{
    public static WireConversation Of(JsonElement body)
    {
        var turns = new List<WireTurn>();
        foreach (var message in body.GetProperty("messages").EnumerateArray())
        {
            var parts = Parts(message).ToList();
            switch (message.GetProperty("role").GetString())
            {
                case "system":
                    Assert.Empty(turns);
                    break;
                case "assistant":
                    turns.Add(new WireTurn(IsAssistant: true, parts));
                    break;
                case var role:
                    Assert.Contains(role, (string[])["user", "tool"]);
                    // Results, and what is said behind them, are one turn; two users in a row are not.
                    if (turns is [.., { IsAssistant: false } last] && last.Parts.All(part => part is WireResult)) turns[^1] = last with { Parts = [.. last.Parts, .. parts] };
                    else turns.Add(new WireTurn(IsAssistant: false, parts));
                    break;
            }
        }

        return new WireConversation(body.GetProperty("model").GetString()!, Tools(body), turns);
    }

    private static IEnumerable<WirePart> Parts(JsonElement message)
    {
        if (message.TryGetProperty("tool_call_id", out var answered))
        {
            Assert.Equal("tool", message.GetProperty("role").GetString());
            WireConversation.AssertId(answered.GetString());
            yield return new WireResult(answered.GetString(), null, WireConversation.Filled(message.GetProperty("content").GetString()));
            yield break;
        }

        var calls = message.TryGetProperty("tool_calls", out var listed) ? listed.EnumerateArray().ToList() : [];
        if (message.TryGetProperty("content", out var content) && content.ValueKind != JsonValueKind.Null)
            foreach (var text in content.ValueKind == JsonValueKind.String ? [content.GetString()] : content.EnumerateArray().Select(part => part.GetProperty("text").GetString()).ToList())
                yield return new WireText(WireConversation.Filled(text));
        foreach (var call in calls)
        {
            var function = call.GetProperty("function");
            WireConversation.AssertId(call.GetProperty("id").GetString());
            WireConversation.AssertName(function.GetProperty("name").GetString());
            var arguments = function.GetProperty("arguments").GetString()!;
            using var read = JsonDocument.Parse(arguments); // vLLM's templates read them, and fail on what is no JSON.
            Assert.Equal(JsonValueKind.Object, read.RootElement.ValueKind);
            yield return new WireCall(call.GetProperty("id").GetString(), function.GetProperty("name").GetString()!, arguments);
        }
    }

    private static List<string> Tools(JsonElement body) =>
        body.TryGetProperty("tools", out var tools) ? [.. tools.EnumerateArray().Select(tool => tool.GetProperty("function").GetProperty("name").GetString()!)] : [];
}
