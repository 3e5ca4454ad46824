using System.Text.Json;
using System.Text.Json.Nodes;
using Tandem.Providers.Chat;
using Tandem.ScriptedUpstream;

namespace Tandem.Providers.Tests.Wire;

/// <summary>Every client dialect over every upstream dialect, streamed and not, with and without tools, over real HTTP.</summary>
public sealed class EveryCellTests
{
    // Quotes, backslashes, an emoji and spaces: fragments must not harm them.
    private const string Arguments = """{"path": "a\\b \"c\".txt", "text": "é😀\n", "n": 1.50}""";

    public static TheoryData<Dialect, ProviderKind, bool> Cells
    {
        get
        {
            var cells = new TheoryData<Dialect, ProviderKind, bool>();
            foreach (var dialect in Call.Dialects)
            {
                foreach (var kind in Call.Kinds)
                {
                    cells.Add(dialect, kind, true);
                    cells.Add(dialect, kind, false);
                }
            }

            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Carries_text_reasoning_usage_and_finish(Dialect dialect, ProviderKind kind, bool stream)
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Reasoning("hm ").ThenText("Hel", "lo 😀\"\\").WithUsage(20, 9));
        var call = await Call.SendAsync(upstream, kind, WithUsage(Call.Request(dialect, stream)));
        var view = ClientView.Read(dialect, stream, call.Text);
        Assert.Equal(("Hello 😀\"\\", "hm ", true, 9L), (view.Text, view.Reasoning, view.Terminated, view.OutputTokens));
        Assert.Contains(view.Finish, new[] { "stop", "end_turn", "STOP" });
        Assert.Equal((20, 9, FinishReason.Stop), (call.Terminal.Usage.InputTokens, call.Terminal.Usage.OutputTokens, call.Terminal.Finish));
        Assert.True(call.Terminal.Kinds.HasFlag(FrameKinds.Terminal));
        Assert.All(call.Frames.SkipLast(1), frame => Assert.False(frame.Kinds.HasFlag(FrameKinds.Terminal)));
        Assert.All(call.Frames.Take(1), frame => Assert.True(frame.Kinds.HasFlag(FrameKinds.Progress) || !stream));
        Assert.True(await upstream.Requests[0].Ended);
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Carries_tool_calls_with_their_arguments(Dialect dialect, ProviderKind kind, bool stream)
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.ToolCall("read", Arguments).ThenToolCall("list", "{}"));
        var call = await Call.SendAsync(upstream, kind, Call.Request(dialect, stream, tools: true));
        var view = ClientView.Read(dialect, stream, call.Text);
        Assert.Equal(["read", "list"], view.Calls.Select(one => one.Name));
        if (dialect == Dialect.OpenAI && kind is ProviderKind.OpenAICompatible or ProviderKind.Anthropic && stream) Assert.Equal(Arguments, view.Calls[0].Arguments); // Byte for byte.
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Arguments), JsonNode.Parse(view.Calls[0].Arguments)), view.Calls[0].Arguments);
        Assert.Equal(FinishReason.ToolCalls, call.Terminal.Finish);
        Assert.Contains(view.Finish, new[] { "tool_calls", "tool_use", "stop", "STOP" });
        if (stream) Assert.Contains(call.Frames, frame => frame.Kinds.HasFlag(FrameKinds.ToolCall));
        using var body = JsonDocument.Parse(upstream.Requests[0].Body);
        Assert.True(body.RootElement.TryGetProperty("tools", out _));
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Tells_that_the_output_was_cut_by_its_limit(Dialect dialect, ProviderKind kind, bool stream)
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("Hel").WithFinish("length"));
        var call = await Call.SendAsync(upstream, kind, Call.Request(dialect, stream));
        Assert.Equal(FinishReason.Length, call.Terminal.Finish);
        Assert.Contains(ClientView.Read(dialect, stream, call.Text).Finish, new[] { "length", "max_tokens", "MAX_TOKENS" });
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Never_ends_a_cut_answer(Dialect dialect, ProviderKind kind, bool stream)
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Broken(Faults.Cut, after: 1));
        var error = await Assert.ThrowsAsync<UpstreamException>(() => Call.SendAsync(upstream, kind, Call.Request(dialect, stream)));
        Assert.Equal(UpstreamError.CutOff, error.Error);
    }

    [Theory]
    [InlineData(ProviderKind.OpenAICompatible)]
    [InlineData(ProviderKind.Anthropic)]
    [InlineData(ProviderKind.Ollama)]
    [InlineData(ProviderKind.Google)]
    public async Task Answers_a_caller_in_this_process_in_events(ProviderKind kind)
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Reasoning("hm", "c2ln").ThenText("Hel", "lo").ThenToolCall("read", Arguments));
        var call = await Call.SendAsync(upstream, kind, Call.Request(Dialect.Native, tools: true));
        Assert.IsType<StartedEvent>(call.Events.First());
        Assert.Equal("hm", string.Concat(call.Events.OfType<ReasoningEvent>().Select(one => one.Text)));
        Assert.Equal("Hello", string.Concat(call.Events.OfType<TextEvent>().Select(one => one.Text)));
        Assert.Equal("read", Assert.Single(call.Events.OfType<ToolCallStartedEvent>()).Name);
        var arguments = string.Concat(call.Events.OfType<ToolCallArgumentsEvent>().Select(one => one.Fragment));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Arguments), JsonNode.Parse(arguments)));
        Assert.Equal(new FinishedEvent(FinishReason.ToolCalls), call.Terminal.Event);
        Assert.True(call.Terminal.Usage.InputTokens > 0);
        Assert.Equal("", call.Text);
    }

    private static ModelRequest WithUsage(ModelRequest request) =>
        request.Dialect == Dialect.OpenAI && request.Outline.Stream
            ? DialectDoor.Read(Dialect.OpenAI, Call.Bytes("""{"model":"auto","messages":[{"role":"user","content":"hi"}],"stream":true,"stream_options":{"include_usage":true}}"""))
            : request;
}
