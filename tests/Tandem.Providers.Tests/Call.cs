using System.Text;
using Microsoft.Extensions.Time.Testing;
using Tandem.Egress;
using Tandem.Providers.Chat;
using Tandem.ScriptedUpstream;
using Tandem.TestKit;

namespace Tandem.Providers.Tests;

/// <summary>One attempt at a scripted upstream, its frames kept.</summary>
internal sealed record Call
{
    public static readonly ProviderKind[] Kinds = [ProviderKind.OpenAICompatible, ProviderKind.Anthropic, ProviderKind.Ollama, ProviderKind.Google];

    public static readonly Dialect[] Dialects = [Dialect.OpenAI, Dialect.Anthropic, Dialect.Ollama, Dialect.Google];

    public List<RelayFrame> Frames { get; } = [];

    /// <summary>All bytes that the client would have got.</summary>
    public string Text { get; private set; } = "";

    public List<string> Dropped { get; } = [];

    public RelayFrame Terminal => Frames[^1];

    public IEnumerable<ChatEvent> Events => Frames.Select(frame => frame.Event).OfType<ChatEvent>();

    public static async Task<Call> SendAsync(
        FakeUpstream upstream, ProviderKind kind, ModelRequest request, FakeTimeProvider? time = null, EgressDeadlines? deadlines = null,
        int maxOutputTokens = 1_000, CancellationToken? cancellationToken = null)
    {
        var call = new Call();
        time ??= new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        using var gate = new EgressGate(new EgressOptions(), new RecordingAudit(), time);
        var model = TestModels.At(upstream, kind, deadlines: deadlines);
        var endpoint = ModelEndpoints.Create(model, gate, time);
        var text = new List<byte>();
        var token = cancellationToken ?? TestContext.Current.CancellationToken;
        await foreach (var frame in endpoint.SendAsync(request, TestModels.Attempt(model, maxOutputTokens, call.Dropped.Add), token))
        {
            text.AddRange(frame.Bytes.Span);
            call.Frames.Add(frame with { Bytes = frame.Bytes.ToArray() }); // The bytes are only lent.
        }

        call.Text = Encoding.UTF8.GetString([.. text]);
        return call;
    }

    /// <summary>A small request in a client's dialect.</summary>
    public static ModelRequest Request(Dialect dialect, bool stream = true, bool tools = false)
    {
        var flag = stream ? "true" : "false";
        return dialect switch
        {
            Dialect.Native => NativeRequest.Of(new ChatRequest { Messages = [ChatMessage.User("hi")], Tools = tools ? [Tool] : [] }),
            Dialect.OpenAI => DialectDoor.Read(dialect, Bytes($$$"""
                {"model":"auto","messages":[{"role":"user","content":"hi"}],"stream":{{{flag}}}{{{(tools ? ""","tools":[{"type":"function","function":{"name":"read","parameters":{"type":"object"}}}]""" : "")}}}}
                """)),
            Dialect.Responses => DialectDoor.Read(dialect, Bytes($$$"""
                {"model":"auto","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"hi"}]}],"stream":{{{flag}}}{{{(tools ? ""","tools":[{"type":"function","name":"read","parameters":{"type":"object"}}]""" : "")}}}}
                """)),
            Dialect.Anthropic => DialectDoor.Read(dialect, Bytes($$$"""
                {"model":"auto","max_tokens":500,"messages":[{"role":"user","content":"hi"}],"stream":{{{flag}}}{{{(tools ? ""","tools":[{"name":"read","input_schema":{"type":"object"}}]""" : "")}}}}
                """)),
            Dialect.Ollama => DialectDoor.Read(dialect, Bytes($$$"""
                {"model":"auto","messages":[{"role":"user","content":"hi"}],"stream":{{{flag}}}{{{(tools ? ""","tools":[{"type":"function","function":{"name":"read","parameters":{"type":"object"}}}]""" : "")}}}}
                """)),
            _ => DialectDoor.Read(dialect, Bytes($$$"""
                {"contents":[{"role":"user","parts":[{"text":"hi"}]}]{{{(tools ? ""","tools":[{"functionDeclarations":[{"name":"read","parametersJsonSchema":{"type":"object"}}]}]""" : "")}}}}
                """), "auto", stream),
        };
    }

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static ToolDefinition Tool => new("read", "Reads.", """{"type":"object"}""");
}
