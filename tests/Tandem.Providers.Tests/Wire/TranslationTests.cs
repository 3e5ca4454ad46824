using System.Text.Json.Nodes;
using CsCheck;
using Tandem.Providers.Chat;
using Tandem.Providers.Wire;
using Tandem.Routing;
using Tandem.TestKit;

namespace Tandem.Providers.Tests.Wire;

/// <summary>Requests across dialects.</summary>
public sealed class TranslationTests
{
    public static TheoryData<ProviderKind> Kinds => [.. Call.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Reads_back_what_it_wrote(ProviderKind kind) => ChatSamples.Any.Sample(chat =>
    {
        var dropped = new List<string>();
        var back = Read(kind, Write(kind, chat, dropped.Add), dropped.Add);
        Assert.Empty(dropped.Except(["tool_choice", "options.num_ctx", "stream", "stream_options"]));
        Assert.Equal(Describe(chat, kind), Describe(back, kind));
    }, iter: 300);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Carries_a_rich_request_or_names_what_it_drops(ProviderKind kind)
    {
        var dropped = new List<string>();
        var back = Read(kind, Write(kind, ChatSamples.Rich, dropped.Add), _ => { });
        var image = Assert.Single(back.Messages.SelectMany(message => message.Parts).OfType<ImagePart>());
        Assert.Equal("image/png", image.MediaType);
        Assert.Equal(8, image.Data.Length);
        Assert.Equal(ChatSamples.Rich.Format!.Schema, back.Format!.Schema); // Byte for byte.
        Assert.Equal(ChatSamples.Rich.Tools[0].ParametersSchema, back.Tools[0].ParametersSchema);
        Assert.Equal((900, 0.5, 0.9), (back.MaxOutputTokens, back.Temperature, back.TopP));
        Assert.Equal(["END"], back.Stop);
        Assert.Equal(kind switch
        {
            ProviderKind.OpenAICompatible => [],
            ProviderKind.Anthropic => ["seed"],
            ProviderKind.Ollama => ["user", "tool_choice"],
            _ => ["user"],
        }, dropped);
        if (kind == ProviderKind.Anthropic) Assert.Contains(back.Messages.SelectMany(message => message.Parts), part => part is ReasoningPart { Signature: "c2ln" });
        else Assert.DoesNotContain(back.Messages.SelectMany(message => message.Parts), part => part is ReasoningPart { Signature: not null }); // Only its writer takes it back.
    }

    [Fact]
    public void Gives_each_dialect_the_clients_unknown_fields_by_name_and_never_refuses_them()
    {
        var dropped = new List<string>();
        Read(ProviderKind.OpenAICompatible, """{"model":"a","messages":[{"role":"user","content":"x"}],"store":false,"metadata":{"a":"b"},"logit_bias":{}}""", dropped.Add);
        Read(ProviderKind.Anthropic, """{"model":"a","max_tokens":5,"messages":[{"role":"user","content":"x"}],"context_management":{"edits":[]},"tools":[{"type":"web_search_20250305","name":"web_search"}]}""", dropped.Add);
        Read(ProviderKind.Ollama, """{"model":"a","messages":[{"role":"user","content":"x"}],"keep_alive":"5m","options":{"mirostat":1}}""", dropped.Add);
        Read(ProviderKind.Google, """{"contents":[{"parts":[{"text":"x"}]}],"safetySettings":[],"tools":[{"googleSearch":{}}]}""", dropped.Add);
        Assert.Equal(["store", "metadata", "logit_bias", "context_management", "tools[web_search_20250305]", "keep_alive", "options.mirostat", "safetySettings", "tools[googleSearch]"], dropped);
    }

    [Fact]
    public void Accepts_what_Claude_Code_sends()
    {
        var chat = Read(ProviderKind.Anthropic, """
            {"model":"claude-x","max_tokens":32000,"stream":true,"system":[{"type":"text","text":"You are…","cache_control":{"type":"ephemeral","ttl":"1h"}}],
             "messages":[{"role":"user","content":[{"type":"text","text":"hi","cache_control":{"type":"ephemeral"}}]},{"role":"system","content":"Now be careful."},
             {"role":"assistant","content":[{"type":"thinking","thinking":"t","signature":"s"},{"type":"tool_use","id":"toolu_1","name":"Bash","input":{"command":"ls"}}]},
             {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":[{"type":"text","text":"a"}],"is_error":true},{"type":"text","text":"go on"}]}],
             "thinking":{"type":"adaptive"},"output_config":{"effort":"high"},"tools":[{"name":"Bash","input_schema":{"type":"object"}}],"metadata":{"user_id":"u"}}
            """, name => Assert.Fail(name));
        Assert.Equal([ChatRole.User, ChatRole.Developer, ChatRole.Assistant, ChatRole.User], chat.Messages.Select(message => message.Role));
        Assert.Equal("1h", chat.System[0].Cache?.TimeToLive);
        Assert.True(chat.Messages[3].Parts[0] is ToolResultPart { IsError: true });
        Assert.Equal(ReasoningEffort.High, chat.Reasoning);
        Assert.Contains("Error: a", Write(ProviderKind.OpenAICompatible, chat, _ => { }), StringComparison.Ordinal);
    }

    [Fact]
    public void Asks_for_thinking_only_where_the_provider_will_accept_it()
    {
        var chat = ChatSamples.Rich with { Reasoning = ReasoningEffort.Medium, MaxOutputTokens = 8_000, ToolChoice = ToolChoice.Auto };
        var written = JsonNode.Parse(Write(ProviderKind.Anthropic, chat, _ => { }, cap: 8_000))!;
        Assert.Equal(4_096, written["thinking"]!["budget_tokens"]!.GetValue<int>());
        Assert.Null(written["temperature"]);
        var loop = chat with { Messages = [.. chat.Messages.Take(3).Select(message => message with { Parts = [.. message.Parts.Where(part => part is not ReasoningPart)] })] };
        var dropped = new List<string>();
        Assert.Null(JsonNode.Parse(Write(ProviderKind.Anthropic, loop, dropped.Add, cap: 8_000))!["thinking"]);
        Assert.Contains("reasoning_effort", dropped);
    }

    [Fact]
    public async Task Ollama_is_never_sent_an_images_address()
    {
        await using var upstream = await ScriptedUpstream.FakeUpstream.StartAsync();
        var chat = new ChatRequest { Messages = [new ChatMessage(ChatRole.User, [new ImagePart("", default, "https://e.org/a.png")])] };
        var error = await Assert.ThrowsAsync<UpstreamException>(() => Call.SendAsync(upstream, ProviderKind.Ollama, NativeRequest.Of(chat)));
        Assert.Equal(UpstreamError.InvalidRequest, error.Error);
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task Another_models_thinking_never_reaches_Anthropic()
    {
        await using var upstream = await ScriptedUpstream.FakeUpstream.StartAsync();
        foreach (var signature in new[] { "", "google:abc" })
        {
            var request = DialectDoor.Read(Dialect.Anthropic, Call.Bytes($$"""
                {"model":"auto","max_tokens":9,"messages":[{"role":"user","content":"a"},
                 {"role":"assistant","content":[{"type":"thinking","thinking":"secret","signature":"{{signature}}"},{"type":"text","text":"b"}]},{"role":"user","content":"c"}]}
                """));
            Assert.True(request.Outline.HasForeignReasoning);
            await Call.SendAsync(upstream, ProviderKind.Anthropic, request);
        }

        Assert.All(upstream.Requests, call => Assert.DoesNotContain("secret", call.Text, StringComparison.Ordinal));
    }

    private static string Write(ProviderKind kind, ChatRequest chat, Action<string> onDropped, int cap = 1_000)
    {
        var model = new ModelOptions
        {
            Name = "m", Provider = kind, UpstreamName = "up", Zone = Zone.Local, ContextTokens = 32_768,
            Supports = Capabilities.Tools | Capabilities.Json | Capabilities.Reasoning | Capabilities.Vision,
        };
        return System.Text.Encoding.UTF8.GetString(WireDialects.Of(kind).WriteRequest(chat, model, TestModels.Attempt(model, cap, onDropped)));
    }

    private static ChatRequest Read(ProviderKind kind, string body, Action<string> onDropped) =>
        DialectDoor.ToChat(DialectDoor.Read(ModelEndpoints.DialectOf(kind), Call.Bytes(body), "auto", stream: true), onDropped);

    /// <summary>A request as text, without what a dialect cannot say: order and texts of everything that it can.</summary>
    private static string Describe(ChatRequest chat, ProviderKind kind)
    {
        var lines = chat.Messages.SelectMany(message => message.Parts.Select(part => $"{message.Role}: " + part switch
        {
            TextPart text => text.Text,
            ToolCallPart call => $"{call.Id} {call.Name} {(kind == ProviderKind.OpenAICompatible ? call.Arguments : JsonNode.Parse(call.Arguments)!.ToJsonString())}",
            ToolResultPart result => $"{result.CallId} {string.Concat(result.Content.OfType<TextPart>().Select(text => text.Text))}",
            _ => part.ToString(),
        }));
        var choice = kind == ProviderKind.Ollama || chat.Tools.Count == 0 ? ToolChoiceKind.Auto : chat.ToolChoice.Kind;
        var tools = kind == ProviderKind.Ollama && chat.ToolChoice.Kind == ToolChoiceKind.None ? [] : chat.Tools;
        return string.Join('\n', [
            $"{string.Concat(chat.System.OfType<TextPart>().Select(text => text.Text))} {choice} {chat.MaxOutputTokens} {chat.Temperature} {string.Join('|', chat.Stop)}",
            .. tools.Select(tool => $"{tool.Name} {tool.Description} {tool.ParametersSchema}"), .. lines,
        ]);
    }
}
