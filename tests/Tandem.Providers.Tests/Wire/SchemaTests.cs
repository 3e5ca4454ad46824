using System.Text;
using Tandem.Providers.Wire;
using Tandem.Routing;
using Tandem.ScriptedUpstream;
using Tandem.TestKit;

namespace Tandem.Providers.Tests.Wire;

/// <summary>What goes on the wire against the published specifications.</summary>
public sealed class SchemaTests
{
    private const string Absent = "The published specifications (../shared/specs) are not beside this checkout.";

    public static TheoryData<Dialect, string[], string> Requests => new()
    {
        { Dialect.OpenAI, ["openai", "openapi.subset.json"], "CreateChatCompletionRequest" },
        { Dialect.Anthropic, ["anthropic", "messages-2023-06-01.derived.schema.json"], "ApiMessageCreateParams" },
        { Dialect.Ollama, ["ollama", "openapi.yaml"], "ChatRequest" },
    };

    public static TheoryData<Dialect, string[], string, string, string> Answers => new()
    {
        { Dialect.OpenAI, ["openai", "openapi.subset.json"], "CreateChatCompletionResponse", "CreateChatCompletionStreamResponse", "ErrorResponse" },
        { Dialect.Anthropic, ["anthropic", "messages-2023-06-01.derived.schema.json"], "ApiMessage", "ApiRawMessageStreamEvent", "ApiErrorResponse" },
        { Dialect.Anthropic, ["anthropic", "messages-2026-10-21.derived.schema.json"], "ApiMessage", "ApiRawMessageStreamEvent", "ApiErrorResponse" },
        { Dialect.Responses, ["openai", "openapi.subset.json"], "Response", "ResponseStreamEvent", "ErrorResponse" },
        { Dialect.Ollama, ["ollama", "openapi.yaml"], "ChatResponse", "ChatStreamEvent", "ErrorResponse" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Requests_are_valid(Dialect dialect, string[] path, string definition)
    {
        var schema = WireSchema.Load(path);
        if (schema is null) Assert.Skip(Absent);
        var kind = dialect switch { Dialect.OpenAI => ProviderKind.OpenAI, Dialect.Anthropic => ProviderKind.Anthropic, _ => ProviderKind.Ollama };
        var model = new ModelOptions { Name = "m", Provider = kind, UpstreamName = "up", Zone = Zone.Local, Supports = Capabilities.Tools | Capabilities.Json | Capabilities.Vision };
        var body = WireDialects.Of(kind).WriteRequest(ChatSamples.Rich, model, TestModels.Attempt(model));
        Assert.Empty(await schema.ErrorsAsync(definition, Encoding.UTF8.GetString(body)));
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Answers_events_and_errors_are_valid(Dialect dialect, string[] path, string whole, string piece, string error)
    {
        var schema = WireSchema.Load(path);
        if (schema is null) Assert.Skip(Absent);
        var script = Reply.Reasoning("hm").ThenText("Hel", "lo").ThenToolCall("read", """{"a":1}""");
        await using var upstream = await FakeUpstream.StartAsync(script);
        var kind = dialect == Dialect.OpenAI ? ProviderKind.Anthropic : ProviderKind.OpenAICompatible; // Another dialect's upstream: every byte is ours.
        var answer = await Call.SendAsync(upstream, kind, Call.Request(dialect, stream: false, tools: true));
        Assert.Empty(await schema.ErrorsAsync(whole, answer.Text));
        var streamed = await Call.SendAsync(upstream, kind, Call.Request(dialect, stream: true, tools: true));
        foreach (var data in Pieces(dialect, streamed.Text)) Assert.Empty(await schema.ErrorsAsync(piece, data));
        Assert.Empty(await schema.ErrorsAsync(error, Encoding.UTF8.GetString(DialectDoor.Error(dialect, new WireError(WireErrorKind.RateLimited, "Wait.", "req_1")))));
    }

    /// <summary>One event of each shape: the texts between them differ in nothing that a schema sees.</summary>
    private static IEnumerable<string> Pieces(Dialect dialect, string text) => (dialect == Dialect.Ollama
            ? text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            : text.Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(line => line[6..]))
        .DistinctBy(line => new string([.. line.Where(c => c is '{' or '}' or '[' or ']' or ':' or ',')]));
}
