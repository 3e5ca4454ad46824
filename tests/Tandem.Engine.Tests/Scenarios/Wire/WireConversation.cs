using System.Text.Json;
using System.Text.RegularExpressions;
using Tandem.ScriptedUpstream;

namespace Tandem.Engine.Tests.Scenarios.Wire;

/// <summary>A request's conversation in whatever dialect it was sent, held against what that dialect's servers demand.</summary>
internal sealed partial record WireConversation(string Model, IReadOnlyList<string> Tools, IReadOnlyList<WireTurn> Turns)
{
    /// <summary>Reads a request and fails the test where a server of its dialect would refuse it.</summary>
    public static WireConversation Read(UpstreamCall call)
    {
        using var document = JsonDocument.Parse(call.Body);
        var body = document.RootElement;
        var conversation = call.Path switch
        {
            { } path when path.EndsWith("/chat/completions", StringComparison.Ordinal) => OpenAIReading.Of(body),
            { } path when path.EndsWith("/messages", StringComparison.Ordinal) => AnthropicReading.Of(body),
            { } path when path.EndsWith("/api/chat", StringComparison.Ordinal) => OllamaReading.Of(body),
            { } path => GoogleReading.Of(body, path),
        };
        conversation.AssertValid();
        return conversation;
    }

    /// <summary>Fails where a name is none that OpenAI, Anthropic and Google take.</summary>
    public static void AssertName(string? name) => Assert.Matches(ToolName(), name);

    /// <summary>Fails where an id is none that OpenAI (40 characters at most) and Anthropic (these characters) take.</summary>
    public static void AssertId(string? id) => Assert.Matches(CallId(), id);

    /// <summary>Fails where text is empty, or nothing but blanks.</summary>
    public static string Filled(string? text)
    {
        Assert.False(string.IsNullOrWhiteSpace(text), "a text is blank");
        return text;
    }

    private void AssertValid()
    {
        Assert.NotEmpty(Turns);
        Assert.False(Turns[0].IsAssistant, "the assistant speaks first");
        Assert.False(Turns[^1].IsAssistant, "the assistant speaks last");
        var ids = new HashSet<string>();
        for (var at = 0; at < Turns.Count; at++)
        {
            var turn = Turns[at];
            Assert.NotEmpty(turn.Parts);
            if (at > 0) Assert.True(turn.IsAssistant != Turns[at - 1].IsAssistant, $"turn {at} is by the side that spoke before");
            if (turn.IsAssistant) Assert.DoesNotContain(turn.Parts, part => part is WireResult);
            else Assert.DoesNotContain(turn.Parts, part => part is WireCall);
            var firstText = turn.Parts.ToList().FindIndex(part => part is WireText);
            Assert.DoesNotContain(turn.Parts.Skip(firstText < 0 ? turn.Parts.Count : firstText), part => part is WireResult);
            foreach (var id in turn.Parts.OfType<WireCall>().Select(call => call.Id).OfType<string>())
                Assert.True(ids.Add(id), $"the id {id} comes twice");
            if (!turn.IsAssistant) AssertAnswers(at == 0 ? [] : [.. Turns[at - 1].Parts.OfType<WireCall>()], [.. turn.Parts.OfType<WireResult>()]);
        }
    }

    /// <summary>Each call once, and nothing else.</summary>
    private static void AssertAnswers(List<WireCall> calls, List<WireResult> results)
    {
        Assert.Equal(calls.Count, results.Count);
        foreach (var result in results)
        {
            var at = calls.FindIndex(call => result.Id is not null ? call.Id == result.Id : call.Name == result.Name);
            Assert.True(at >= 0, $"a result answers no call: {result}");
            if (result.Name is { } name) Assert.Equal(calls[at].Name, name);
            calls.RemoveAt(at);
        }
    }

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,64}$")]
    private static partial Regex ToolName();

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,40}$")]
    private static partial Regex CallId();
}
