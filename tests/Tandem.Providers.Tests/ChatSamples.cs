using CsCheck;
using Tandem.Providers.Chat;

namespace Tandem.Providers.Tests;

/// <summary>Canonical requests for translation tests.</summary>
internal static class ChatSamples
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 1, 2, 3, 4];

    /// <summary>One request with everything in it.</summary>
    public static ChatRequest Rich { get; } = new()
    {
        System = [new TextPart("Be brief.") { Cache = new CacheMark() }],
        Messages =
        [
            new ChatMessage(ChatRole.User, [new TextPart("Look at \"this\" \\ 😀"), new ImagePart("image/png", Png)]),
            new ChatMessage(ChatRole.Assistant, [new ReasoningPart("hm", "c2ln"), new TextPart("I read it."), new ToolCallPart("call_1", "read", """{"path":"a \"b\""}""")]),
            new ChatMessage(ChatRole.User, [new ToolResultPart("call_1", [new TextPart("42")])]),
            new ChatMessage(ChatRole.Assistant, [new TextPart("It is 42.")]),
            new ChatMessage(ChatRole.User, [new TextPart("Thanks.")]),
        ],
        Tools = [new ToolDefinition("read", "Reads a file.", """{ "type": "object", "properties": { "path": { "type": "string" } }, "required": ["path"] }""")],
        ToolChoice = new ToolChoice(ToolChoiceKind.Named, "read"),
        Format = new ResponseFormat("""{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"],"additionalProperties":false}""", "answer"),
        MaxOutputTokens = 900,
        Temperature = 0.5,
        TopP = 0.9,
        Stop = ["END"],
        Seed = 7,
        User = "u1",
    };

    private static readonly Gen<string> Text = Gen.Char["abc \"\\\n\t{}é😀"[..11]].Array[1, 20].Select(chars => new string(chars)).Where(text => text.Trim().Length > 0);

    private static readonly Gen<string> Json = Gen.OneOf("{}", """{"a":1}""", """{ "a" : [1, 2.50, "x\"y\\z"], "é": null }""");

    /// <summary>Conversations in normal form: roles alternate, results follow their calls in order, text does not stand beside results.</summary>
    public static readonly Gen<ChatRequest> Any =
        Gen.Select(Text, Gen.Select(Text, Text, Json, Gen.Int[0, 2]).Array[0, 4], Text, Gen.Int[0, 3], Gen.Bool).Select((first, turns, last, options, hasSystem) =>
        {
            var messages = new List<ChatMessage> { ChatMessage.User(first) };
            var number = 0;
            foreach (var (said, result, arguments, calls) in turns)
            {
                var parts = new List<ChatPart> { new TextPart(said) };
                var results = new List<ChatPart>();
                for (var i = 0; i < calls; i++, number++)
                {
                    parts.Add(new ToolCallPart($"call_{number}", "tool_" + i, arguments));
                    results.Add(new ToolResultPart($"call_{number}", [new TextPart(result)]));
                }

                messages.Add(new ChatMessage(ChatRole.Assistant, parts));
                messages.Add(results.Count > 0 ? new ChatMessage(ChatRole.User, results) : ChatMessage.User(result));
            }

            messages.Add(ChatMessage.Assistant("so"));
            messages.Add(ChatMessage.User(last));
            return new ChatRequest
            {
                System = hasSystem ? [new TextPart("Be brief.")] : [],
                Messages = messages,
                Tools = options > 0 ? [new ToolDefinition("tool_0", "t", """{"type":"object"}"""), new ToolDefinition("tool_1", null, """{"type":"object"}""")] : [],
                ToolChoice = options == 2 ? new ToolChoice(ToolChoiceKind.None) : ToolChoice.Auto,
                MaxOutputTokens = 100 + options,
                Temperature = options == 3 ? 0.5 : null,
                Stop = options == 1 ? ["END", "\n\n"] : [],
            };
        });
}
