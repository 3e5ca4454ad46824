using System.Text.Json;
using Microsoft.Extensions.AI;
using Tandem.Llama.Chat;
using Tandem.Llama.Tests.Models;

namespace Tandem.Llama.Tests.Chat;

/// <summary>A model of random weights babbles; what is promised must hold even so.</summary>
public sealed class LlamaChatClientTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LlamaModel _model;
    private readonly LlamaChatClient _client;

    public LlamaChatClientTests()
    {
        _model = LlamaModel.Load(_folder.Save(new RandomModel
        {
            Width = 64, Heads = 4, FeedForward = 128, Context = 4_096,
            Vocabulary = TestVocabulary.Bytes("gpt-2", "<|im_start|>", "<|im_end|>"),
            Extra = [("tokenizer.chat_template", "<|im_start|>")],
        }));
        _client = new LlamaChatClient(_model);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_stream_with_one_id_and_end_with_usage_and_reason()
    {
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in _client.GetStreamingResponseAsync("Hi", new ChatOptions { MaxOutputTokens = 12 }, Token))
            updates.Add(update);

        Assert.Single(updates.Select(update => update.ResponseId).Distinct());
        Assert.All(updates, update => Assert.Equal("random", update.ModelId));
        Assert.Equal(ChatFinishReason.Length, updates[^1].FinishReason);
        var usage = Assert.Single(updates[^1].Contents.OfType<UsageContent>()).Details;
        Assert.Equal(12, usage.OutputTokenCount);
        Assert.Equal(usage.InputTokenCount + 12, usage.TotalTokenCount);
    }

    [Fact]
    public async Task The_next_turn_of_a_conversation_reuses_its_context()
    {
        List<ChatMessage> messages = [new(ChatRole.System, "Be brief."), new(ChatRole.User, "Hi")];
        var first = await _client.GetResponseAsync(messages, new ChatOptions { MaxOutputTokens = 5 }, Token);
        messages.Add(new(ChatRole.Assistant, "Hello."));
        messages.Add(new(ChatRole.User, "More"));

        var second = await _client.GetResponseAsync(messages, new ChatOptions { MaxOutputTokens = 5 }, Token);

        Assert.Equal(0, first.Usage!.CachedInputTokenCount);
        Assert.True(second.Usage!.CachedInputTokenCount >= first.Usage.InputTokenCount - 1);
    }

    [Fact]
    public async Task A_response_schema_is_kept()
    {
        using var schema = JsonDocument.Parse("""{"type":"object","properties":{"ok":{"type":"boolean"},"kind":{"enum":["a","b"]}},"required":["ok","kind"]}""");
        var options = new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(schema.RootElement) };
        var response = await _client.GetResponseAsync("Answer", options, Token);
        using var answer = JsonDocument.Parse(response.Text);
        Assert.Contains(answer.RootElement.GetProperty("kind").GetString(), new[] { "a", "b" });
        Assert.Contains(answer.RootElement.GetProperty("ok").ValueKind, new[] { JsonValueKind.True, JsonValueKind.False });
    }

    [Fact]
    public async Task A_required_tool_call_is_well_formed_and_follows_the_tool_s_schema()
    {
        var add = AIFunctionFactory.Create((bool fast, Mode mode) => 0, "set_mode", "Sets the mode.");
        var options = new ChatOptions { Tools = [add], ToolMode = ChatToolMode.RequireAny, MaxOutputTokens = 400, Temperature = 0 };

        var response = await _client.GetResponseAsync("Go", options, Token);

        var calls = response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ToList();
        Assert.NotEmpty(calls);
        Assert.All(calls, call =>
        {
            Assert.Equal("set_mode", call.Name);
            Assert.Contains(((JsonElement)call.Arguments!["fast"]!).ValueKind, new[] { JsonValueKind.True, JsonValueKind.False });
        });
        Assert.Equal(calls.Count, calls.Select(call => call.CallId).Distinct().Count());
    }

    [Fact]
    public async Task A_free_answer_may_come_without_a_call()
    {
        var tool = AIFunctionFactory.Create((int a) => a, "f");
        var response = await _client.GetResponseAsync("Hi", new ChatOptions { Tools = [tool], MaxOutputTokens = 20, Temperature = 0 }, Token);
        Assert.DoesNotContain(response.Messages.SelectMany(message => message.Contents), content => content is FunctionCallContent);
        Assert.NotEmpty(response.Text);
    }

    [Fact]
    public async Task A_conversation_longer_than_the_context_is_refused_whole()
    {
        var error = await Assert.ThrowsAsync<ContextOverflowException>(() => _client.GetResponseAsync(new string('x', 4_000), null, Token));
        Assert.Equal(4_096, error.ContextTokens);
    }

    [Fact]
    public async Task Images_are_refused_rather_than_dropped() =>
        await Assert.ThrowsAsync<NotSupportedException>(() =>
            _client.GetResponseAsync([new ChatMessage(ChatRole.User, [new DataContent(new byte[] { 1 }, "image/png")])], null, Token));

    [Fact]
    public void It_says_what_it_is()
    {
        Assert.Equal("random", _client.GetService<ChatClientMetadata>()!.DefaultModelId);
        Assert.Same(_model, _client.GetService<LlamaModel>());
    }

    public void Dispose()
    {
        _client.Dispose();
        _model.Dispose();
        _folder.Dispose();
    }

    public enum Mode
    {
        Slow,
        Quick,
    }
}
