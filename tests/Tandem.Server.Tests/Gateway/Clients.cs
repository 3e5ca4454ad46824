using System.Text.Json.Nodes;

namespace Tandem.Server.Tests.Gateway;

/// <summary>Requests as clients of each family send them, and what they read from an answer.</summary>
internal static class Clients
{
    public static readonly string[] Families = ["chat", "responses", "messages", "ollama"];

    public static string PathOf(string family) => family switch
    {
        "chat" => "/v1/chat/completions",
        "responses" => "/v1/responses",
        "messages" => "/v1/messages",
        _ => "/api/chat",
    };

    public static string Body(string family, bool stream, bool tools, string model = "auto", string text = "Write a poem.")
    {
        const string Schema = """{"type":"object","properties":{"path":{"type":"string"}},"required":["path"]}""";
        var start = $"{{\"model\":\"{model}\",\"stream\":{(stream ? "true" : "false")},";
        var messages = $"\"messages\":[{{\"role\":\"user\",\"content\":\"{text}\"}}]";
        var nested = tools ? ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"read_file\",\"parameters\":" + Schema + "}}]" : "";
        return start + family switch
        {
            "responses" => $"\"input\":\"{text}\"" + (tools ? ",\"tools\":[{\"type\":\"function\",\"name\":\"read_file\",\"parameters\":" + Schema + "}]" : ""),
            "messages" => "\"max_tokens\":100," + messages + (tools ? ",\"tools\":[{\"name\":\"read_file\",\"input_schema\":" + Schema + "}]" : ""),
            _ => messages + nested,
        } + "}";
    }

    /// <summary>Text, tool call and whether the answer ended as the family says that one ends.</summary>
    public static (string Text, string? Tool, string Arguments, bool Ended) Read(string family, bool stream, string body) => (family, stream) switch
    {
        ("chat", false) => Chat(JsonNode.Parse(body)!),
        ("responses", false) => Response(JsonNode.Parse(body)!),
        ("messages", false) => Message(JsonNode.Parse(body)!),
        ("ollama", false) => Ollama([JsonNode.Parse(body)!]),
        ("chat", true) => ChatStream(body),
        ("responses", true) => Response(Events(body)[^1]!["response"]!),
        ("messages", true) => MessageStream(Events(body)),
        _ => Ollama([.. body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)]),
    };

    public static List<JsonNode?> Events(string body) =>
        [.. body.Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(line => JsonNode.Parse(line[6..]))];

    private static (string, string?, string, bool) Chat(JsonNode answer)
    {
        var choice = answer["choices"]![0]!;
        var call = choice["message"]!["tool_calls"]?[0]?["function"];
        return (choice["message"]!["content"]?.ToString() ?? "", call?["name"]?.ToString(), call?["arguments"]?.ToString() ?? "", choice["finish_reason"]?.ToString() == (call is null ? "stop" : "tool_calls"));
    }

    private static (string, string?, string, bool) ChatStream(string body)
    {
        var deltas = Events(body).Select(chunk => chunk!["choices"]![0]).OfType<JsonNode>().ToList();
        var calls = deltas.Select(choice => choice["delta"]?["tool_calls"]?[0]?["function"]).OfType<JsonNode>().ToList();
        var finish = deltas.Select(choice => choice["finish_reason"]?.ToString()).LastOrDefault(word => word is not null);
        return (
            string.Concat(deltas.Select(choice => choice["delta"]?["content"]?.ToString())),
            calls.Select(call => call["name"]?.ToString()).FirstOrDefault(name => name is not null),
            string.Concat(calls.Select(call => call["arguments"]?.ToString())),
            finish == (calls.Count > 0 ? "tool_calls" : "stop") && body.TrimEnd().EndsWith("data: [DONE]", StringComparison.Ordinal));
    }

    private static (string, string?, string, bool) Response(JsonNode response)
    {
        var output = response["output"]!.AsArray();
        var call = output.FirstOrDefault(item => item!["type"]!.ToString() == "function_call");
        var text = output.FirstOrDefault(item => item!["type"]!.ToString() == "message")?["content"]?[0]?["text"]?.ToString() ?? "";
        return (text, call?["name"]?.ToString(), call?["arguments"]?.ToString() ?? "", response["status"]?.ToString() == "completed");
    }

    private static (string, string?, string, bool) Message(JsonNode message)
    {
        var content = message["content"]!.AsArray();
        var call = content.FirstOrDefault(block => block!["type"]!.ToString() == "tool_use");
        var text = string.Concat(content.Where(block => block!["type"]!.ToString() == "text").Select(block => block!["text"]!.ToString()));
        return (text, call?["name"]?.ToString(), call?["input"]?.ToJsonString() ?? "", message["stop_reason"]?.ToString() == (call is null ? "end_turn" : "tool_use"));
    }

    private static (string, string?, string, bool) MessageStream(List<JsonNode?> events)
    {
        var deltas = events.Where(one => one!["type"]!.ToString() == "content_block_delta").Select(one => one!["delta"]!).ToList();
        var tool = events.Select(one => one!["content_block"]).FirstOrDefault(block => block?["type"]?.ToString() == "tool_use")?["name"]?.ToString();
        var stop = events.Select(one => one!["delta"]?["stop_reason"]?.ToString()).LastOrDefault(word => word is not null);
        return (
            string.Concat(deltas.Select(delta => delta["text"]?.ToString())), tool, string.Concat(deltas.Select(delta => delta["partial_json"]?.ToString())),
            stop == (tool is null ? "end_turn" : "tool_use") && events[^1]!["type"]!.ToString() == "message_stop");
    }

    private static (string, string?, string, bool) Ollama(List<JsonNode> lines)
    {
        var call = lines.Select(line => line["message"]?["tool_calls"]?[0]?["function"]).FirstOrDefault(one => one is not null);
        return (
            string.Concat(lines.Select(line => line["message"]?["content"]?.ToString())), call?["name"]?.ToString(), call?["arguments"]?.ToJsonString() ?? "",
            lines[^1]["done"]?.GetValue<bool>() == true && lines[^1]["eval_count"] is not null);
    }
}
