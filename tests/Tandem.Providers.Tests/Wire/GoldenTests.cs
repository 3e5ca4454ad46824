using System.Text.RegularExpressions;
using Tandem.ScriptedUpstream;

namespace Tandem.Providers.Tests.Wire;

/// <summary>The bytes that clients see, in full: a change shows in the diff.</summary>
public sealed partial class GoldenTests
{
    private const string OpenAI = """
        data: {"id":"chatcmpl-ID","object":"chat.completion.chunk","created":1767323045,"model":"test","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}

        data: {"id":"chatcmpl-ID","object":"chat.completion.chunk","created":1767323045,"model":"test","choices":[{"index":0,"delta":{"content":"Hi \uD83D\uDE00"},"finish_reason":null}]}

        data: {"id":"chatcmpl-ID","object":"chat.completion.chunk","created":1767323045,"model":"test","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_7","type":"function","function":{"name":"read","arguments":""}}]},"finish_reason":null}]}

        data: {"id":"chatcmpl-ID","object":"chat.completion.chunk","created":1767323045,"model":"test","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"a\":1}"}}]},"finish_reason":null}]}

        data: {"id":"chatcmpl-ID","object":"chat.completion.chunk","created":1767323045,"model":"test","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

        data: [DONE]


        """;

    private const string Anthropic = """
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_ID","type":"message","role":"assistant","model":"test","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":0,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":0}}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi \uD83D\uDE00"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: content_block_start
        data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"call_7","name":"read","input":{},"caller":{"type":"direct"}}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"a\":1}"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":1}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"input_tokens":16,"cache_creation_input_tokens":0,"cache_read_input_tokens":4,"output_tokens":9}}

        event: message_stop
        data: {"type":"message_stop"}


        """;

    private const string Ollama = """
        {"model":"test","created_at":"2026-01-02T03:04:05.0000000Z","message":{"role":"assistant","content":"Hi \uD83D\uDE00"},"done":false}
        {"model":"test","created_at":"2026-01-02T03:04:05.0000000Z","message":{"role":"assistant","content":"","tool_calls":[{"function":{"name":"read","arguments":{"a":1}}}]},"done":false}
        {"model":"test","created_at":"2026-01-02T03:04:05.0000000Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","total_duration":0,"load_duration":0,"prompt_eval_count":20,"prompt_eval_duration":0,"eval_count":9,"eval_duration":0}

        """;

    private const string Google = """
        data: {"candidates":[{"content":{"role":"model","parts":[{"text":"Hi \uD83D\uDE00"}]},"index":0}],"modelVersion":"test","responseId":"ID"}

        data: {"candidates":[{"content":{"role":"model","parts":[{"functionCall":{"name":"read","args":{"a":1},"id":"call_7"}}]},"index":0}],"modelVersion":"test","responseId":"ID"}

        data: {"candidates":[{"content":{"role":"model","parts":[{"text":""}]},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":20,"cachedContentTokenCount":4,"candidatesTokenCount":9,"totalTokenCount":29},"modelVersion":"test","responseId":"ID"}


        """;

    [Theory]
    [InlineData(Dialect.OpenAI, ProviderKind.Anthropic, OpenAI)]
    [InlineData(Dialect.Anthropic, ProviderKind.OpenAICompatible, Anthropic)]
    [InlineData(Dialect.Ollama, ProviderKind.OpenAICompatible, Ollama)]
    [InlineData(Dialect.Google, ProviderKind.OpenAICompatible, Google)]
    public async Task A_translated_stream(Dialect dialect, ProviderKind kind, string expected)
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("Hi 😀").ThenToolCall("read", """{"a":1}""", "call_7").WithUsage(20, 9, 4));
        var call = await Call.SendAsync(upstream, kind, Call.Request(dialect, tools: true));
        Assert.Equal(expected, Id().Replace(call.Text, "ID"));
    }

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Id();
}
