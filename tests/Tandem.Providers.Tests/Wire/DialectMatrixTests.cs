using Tandem.Providers.Chat;
using Tandem.Providers.Wire;
using Tandem.Routing;
using Tandem.TestKit;

namespace Tandem.Providers.Tests.Wire;

/// <summary>The field matrix of docs/dialects.md, cell by cell.</summary>
public sealed class DialectMatrixTests
{
    private static readonly ChatRequest Plain = new() { Messages = [ChatMessage.User("hi")], Tools = [new ToolDefinition("read", null, """{"type":"object"}""")], MaxOutputTokens = 9_000 };

    /// <summary>Row of the page → a request that has the field beside nothing else.</summary>
    private static readonly Dictionary<string, ChatRequest> Rows = new()
    {
        ["system text"] = Plain with { System = [new TextPart("s")] },
        ["instructions in mid-conversation"] = Plain with { Messages = [ChatMessage.User("a"), new ChatMessage(ChatRole.Developer, [new TextPart("b")]), ChatMessage.User("c")] },
        ["text, tool calls, tool results"] = Plain with
        {
            Messages = [ChatMessage.User("a"), new ChatMessage(ChatRole.Assistant, [new ToolCallPart("c", "read", "{}")]), new ChatMessage(ChatRole.User, [new ToolResultPart("c", [new TextPart("r")])])],
        },
        ["image by bytes"] = Plain with { Messages = [new ChatMessage(ChatRole.User, [new ImagePart("image/png", new byte[] { 1 })])] },
        ["image by address"] = Plain with { Messages = [new ChatMessage(ChatRole.User, [new ImagePart("", default, "https://e.org/a.png")])] },
        ["tools and their schemas"] = Plain,
        ["`tool_choice` none"] = Plain with { ToolChoice = new ToolChoice(ToolChoiceKind.None) },
        ["`tool_choice` required, named"] = Plain with { ToolChoice = new ToolChoice(ToolChoiceKind.Required) },
        ["`parallel_tool_calls`"] = Plain with { ParallelToolCalls = false },
        ["JSON schema output"] = Plain with { Format = new ResponseFormat("""{"type":"object"}""") },
        ["any JSON object as output"] = Plain with { Format = new ResponseFormat(null) },
        ["output limit"] = Plain,
        ["`temperature`, `top_p`, `stop`"] = Plain with { Temperature = 0.1, TopP = 0.2, Stop = ["x"] },
        ["`top_k`"] = Plain with { TopK = 3 },
        ["`frequency_penalty`, `presence_penalty`"] = Plain with { FrequencyPenalty = 0.1, PresencePenalty = 0.1 },
        ["`seed`"] = Plain with { Seed = 1 },
        ["reasoning effort"] = Plain with { Reasoning = ReasoningEffort.Low },
        ["reasoning budget in tokens"] = Plain with { ReasoningTokens = 2_000 },
        ["end user's id"] = Plain with { User = "u" },
    };

    [Fact]
    public void Each_field_fares_as_the_page_says()
    {
        var lines = File.ReadAllLines(RepositoryRoot.PathTo("docs", "dialects.md")).SkipWhile(line => !line.StartsWith("| field |", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|')).Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray()).ToList();
        ProviderKind[] kinds = [ProviderKind.OpenAI, ProviderKind.Anthropic, ProviderKind.Ollama, ProviderKind.Google];
        foreach (var line in lines.Where(line => Rows.ContainsKey(line[0])))
        {
            for (var i = 0; i < kinds.Length; i++) Assert.True(line[i + 1] == Fares(kinds[i], Rows[line[0]]), $"{line[0]} on {kinds[i]}: {Fares(kinds[i], Rows[line[0]])}");
        }

        Assert.Equal(Rows.Count, lines.Count(line => Rows.ContainsKey(line[0])));
    }

    [Fact]
    public void Several_answers_are_for_the_clients_own_dialect()
    {
        var request = DialectDoor.Read(Dialect.OpenAI, Call.Bytes("""{"model":"a","n":2,"messages":[{"role":"user","content":"x"}]}"""));
        Assert.Null(Ineligibility.ReasonFor(ProviderKind.OpenAICompatible, request));
        Assert.NotNull(Ineligibility.ReasonFor(ProviderKind.Anthropic, request));
    }

    private static string Fares(ProviderKind kind, ChatRequest chat)
    {
        if (Ineligibility.ReasonFor(kind, NativeRequest.Of(chat)) is not null) return "ineligible";
        var model = new ModelOptions { Name = "m", Provider = kind, UpstreamName = "up", Zone = Zone.Local, Supports = (Capabilities)~0 };
        var dropped = new List<string>();
        WireDialects.Of(kind).WriteRequest(chat, model, TestModels.Attempt(model, 9_000, dropped.Add));
        return dropped.Count == 0 ? "carried" : "dropped";
    }
}
