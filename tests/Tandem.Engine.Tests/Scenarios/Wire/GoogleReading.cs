using System.Text.Json;

namespace Tandem.Engine.Tests.Scenarios.Wire;

/// <summary>Google's generateContent: turns alternate strictly, and as many function responses follow as there were calls.</summary>
internal static class GoogleReading
{
    public static WireConversation Of(JsonElement body, string path)
    {
        var turns = body.GetProperty("contents").EnumerateArray().Select(content =>
        {
            var role = content.GetProperty("role").GetString();
            Assert.Contains(role, (string[])["user", "model"]);
            return new WireTurn(role == "model", [.. content.GetProperty("parts").EnumerateArray().Where(part => !part.TryGetProperty("thought", out _)).Select(Part)]);
        }).ToList();
        var tools = body.TryGetProperty("tools", out var listed)
            ? listed.EnumerateArray().SelectMany(tool => tool.GetProperty("functionDeclarations").EnumerateArray()).Select(tool => tool.GetProperty("name").GetString()!).ToList()
            : [];
        return new WireConversation(path.Split('/')[^1].Split(':')[0], tools, turns);
    }

    private static WirePart Part(JsonElement part)
    {
        if (part.TryGetProperty("functionCall", out var call))
        {
            WireConversation.AssertName(call.GetProperty("name").GetString());
            Assert.Equal(JsonValueKind.Object, call.GetProperty("args").ValueKind);
            return new WireCall(Id(call), call.GetProperty("name").GetString()!, call.GetProperty("args").GetRawText());
        }

        if (!part.TryGetProperty("functionResponse", out var answer)) return new WireText(WireConversation.Filled(part.GetProperty("text").GetString()));
        var response = answer.GetProperty("response");
        return new WireResult(Id(answer), answer.GetProperty("name").GetString(), WireConversation.Filled(response.EnumerateObject().Single().Value.GetString()));
    }

    private static string? Id(JsonElement one) => one.TryGetProperty("id", out var id) ? id.GetString() : null;
}
