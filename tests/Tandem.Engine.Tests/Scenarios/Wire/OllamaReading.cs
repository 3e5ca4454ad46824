using System.Text.Json;

namespace Tandem.Engine.Tests.Scenarios.Wire;

/// <summary>Ollama's chat: as OpenAI's, but arguments are objects and a result names its tool.</summary>
internal static class OllamaReading
{
    public static WireConversation Of(JsonElement body)
    {
        var turns = new List<WireTurn>();
        foreach (var message in body.GetProperty("messages").EnumerateArray())
        {
            var content = message.GetProperty("content").GetString();
            switch (message.GetProperty("role").GetString())
            {
                case "system":
                    Assert.Empty(turns);
                    break;
                case "assistant":
                    var calls = message.TryGetProperty("tool_calls", out var listed) ? listed.EnumerateArray().Select(Call).ToList() : [];
                    turns.Add(new WireTurn(IsAssistant: true, [.. calls.Count > 0 && string.IsNullOrEmpty(content) ? [] : new WirePart[] { new WireText(WireConversation.Filled(content)) }, .. calls]));
                    break;
                case var role:
                    Assert.Contains(role, (string[])["user", "tool"]);
                    WirePart part = role == "tool" ? new WireResult(null, message.GetProperty("tool_name").GetString(), WireConversation.Filled(content)) : new WireText(WireConversation.Filled(content));
                    if (turns is [.., { IsAssistant: false } last] && last.Parts.All(one => one is WireResult)) turns[^1] = last with { Parts = [.. last.Parts, part] };
                    else turns.Add(new WireTurn(IsAssistant: false, [part]));
                    break;
            }
        }

        var tools = body.TryGetProperty("tools", out var offered) ? offered.EnumerateArray().Select(tool => tool.GetProperty("function").GetProperty("name").GetString()!).ToList() : [];
        return new WireConversation(body.GetProperty("model").GetString()!, tools, turns);
    }

    private static WireCall Call(JsonElement call)
    {
        var function = call.GetProperty("function");
        WireConversation.AssertName(function.GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Object, function.GetProperty("arguments").ValueKind);
        return new WireCall(call.TryGetProperty("id", out var id) ? id.GetString() : null, function.GetProperty("name").GetString()!, function.GetProperty("arguments").GetRawText());
    }
}
