using System.Text;
using System.Text.Json;

namespace Tandem.Providers.Tests;

/// <summary>What a client of a dialect understands of an answer, read by code that shares nothing with the product.</summary>
internal sealed record ClientView(string Text, string Reasoning, IReadOnlyList<(string Name, string Arguments)> Calls, string? Finish, bool Terminated, long? OutputTokens)
{
    public static ClientView Read(Dialect dialect, bool stream, string answer)
    {
        var view = new Builder();
        foreach (var data in stream ? Events(dialect, answer) : [answer])
        {
            if (data == "[DONE]")
            {
                view.Terminated = true;
                continue;
            }

            using var json = JsonDocument.Parse(data);
            switch (dialect)
            {
                case Dialect.OpenAI: OpenAI(json.RootElement, view); break;
                case Dialect.Anthropic: Anthropic(json.RootElement, view, stream); break;
                case Dialect.Ollama: Ollama(json.RootElement, view); break;
                default: Google(json.RootElement, view); break;
            }
        }

        return new ClientView(view.Text.ToString(), view.Reasoning.ToString(), [.. view.Calls.Values.Select(call => (call.Name, call.Arguments.ToString()))],
            view.Finish, view.Terminated || !stream || dialect == Dialect.Google, view.OutputTokens);
    }

    private static IEnumerable<string> Events(Dialect dialect, string answer)
    {
        if (dialect == Dialect.Ollama) return answer.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return answer.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(block => block.Split('\n').FirstOrDefault(line => line.StartsWith("data: ", StringComparison.Ordinal))?[6..]).OfType<string>();
    }

    private static void OpenAI(JsonElement root, Builder view)
    {
        if (root.TryGetProperty("usage", out var usage) && usage.ValueKind == JsonValueKind.Object) view.OutputTokens = usage.GetProperty("completion_tokens").GetInt64();
        foreach (var choice in root.GetProperty("choices").EnumerateArray())
        {
            var message = choice.TryGetProperty("delta", out var delta) ? delta : choice.GetProperty("message");
            view.Text.Append(String(message, "content"));
            view.Reasoning.Append(String(message, "reasoning_content"));
            if (message.TryGetProperty("tool_calls", out var calls))
            {
                var position = 0;
                foreach (var call in calls.EnumerateArray())
                {
                    var index = call.TryGetProperty("index", out var at) ? at.GetInt32() : position++;
                    var function = call.GetProperty("function");
                    var mine = view.Call(index, String(function, "name"));
                    mine.Arguments.Append(String(function, "arguments"));
                    if (call.TryGetProperty("id", out var id)) Assert.StartsWith("call_", id.GetString(), StringComparison.Ordinal);
                }
            }

            view.Finish = String(choice, "finish_reason") is { Length: > 0 } finish ? finish : view.Finish;
        }
    }

    private static void Anthropic(JsonElement root, Builder view, bool stream)
    {
        if (!stream)
        {
            view.Finish = String(root, "stop_reason");
            view.OutputTokens = root.GetProperty("usage").GetProperty("output_tokens").GetInt64();
            foreach (var (block, index) in root.GetProperty("content").EnumerateArray().Select((block, index) => (block, index))) Block(block, index, view);
            return;
        }

        switch (String(root, "type"))
        {
            case "content_block_start":
                Block(root.GetProperty("content_block"), root.GetProperty("index").GetInt32(), view, started: true);
                break;
            case "content_block_delta":
                var delta = root.GetProperty("delta");
                view.Text.Append(String(delta, "text"));
                view.Reasoning.Append(String(delta, "thinking"));
                if (delta.TryGetProperty("partial_json", out var json)) view.Call(root.GetProperty("index").GetInt32(), "").Arguments.Append(json.GetString());
                break;
            case "message_delta":
                view.Finish = String(root.GetProperty("delta"), "stop_reason");
                if (root.GetProperty("usage").TryGetProperty("output_tokens", out var tokens)) view.OutputTokens = tokens.GetInt64();
                break;
            case "message_stop":
                view.Terminated = true;
                break;
        }
    }

    private static void Block(JsonElement block, int index, Builder view, bool started = false)
    {
        view.Text.Append(String(block, "text"));
        view.Reasoning.Append(String(block, "thinking"));
        if (String(block, "type") != "tool_use") return;
        var call = view.Call(index, String(block, "name"));
        if (!started) call.Arguments.Append(block.GetProperty("input").GetRawText());
    }

    private static void Ollama(JsonElement root, Builder view)
    {
        var message = root.GetProperty("message");
        view.Text.Append(String(message, "content"));
        view.Reasoning.Append(String(message, "thinking"));
        if (message.TryGetProperty("tool_calls", out var calls))
        {
            foreach (var call in calls.EnumerateArray())
                view.Call(view.Calls.Count, String(call.GetProperty("function"), "name")).Arguments.Append(call.GetProperty("function").GetProperty("arguments").GetRawText());
        }

        if (!root.GetProperty("done").GetBoolean()) return;
        view.Terminated = true;
        view.Finish = String(root, "done_reason");
        if (root.TryGetProperty("eval_count", out var count)) view.OutputTokens = count.GetInt64();
    }

    private static void Google(JsonElement root, Builder view)
    {
        var candidate = root.GetProperty("candidates")[0];
        foreach (var part in candidate.GetProperty("content").GetProperty("parts").EnumerateArray())
        {
            if (part.TryGetProperty("functionCall", out var call)) view.Call(view.Calls.Count, String(call, "name")).Arguments.Append(call.GetProperty("args").GetRawText());
            (part.TryGetProperty("thought", out _) ? view.Reasoning : view.Text).Append(String(part, "text"));
        }

        if (candidate.TryGetProperty("finishReason", out var finish)) view.Finish = finish.GetString();
        if (root.TryGetProperty("usageMetadata", out var usage)) view.OutputTokens = usage.GetProperty("candidatesTokenCount").GetInt64();
    }

    private static string String(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private sealed class Builder
    {
        public StringBuilder Text { get; } = new();

        public StringBuilder Reasoning { get; } = new();

        public SortedDictionary<int, (string Name, StringBuilder Arguments)> Calls { get; } = [];

        public string? Finish { get; set; }

        public bool Terminated { get; set; }

        public long? OutputTokens { get; set; }

        public (string Name, StringBuilder Arguments) Call(int index, string name)
        {
            if (!Calls.TryGetValue(index, out var call)) Calls[index] = call = (name, new StringBuilder());
            return call;
        }
    }
}
