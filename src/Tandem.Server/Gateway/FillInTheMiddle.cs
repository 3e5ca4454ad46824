using Tandem.Providers.Chat;

namespace Tandem.Server.Gateway;

/// <summary>Completion by chat models: text before, and perhaps text after, as one instruction. What a model with trained fill-in-the-middle marks does better waits for an upstream API that takes them.</summary>
internal static class FillInTheMiddle
{
    private const string Continue = "Continue the user's text from exactly where it ends. Answer with the continuation only: no explanation, no fences, no repetition.";

    private const string Middle = """
        You fill the gap in a file. The user sends the text before the gap between <before> marks and the text after it between <after> marks. Answer with
        exactly what belongs into the gap: no explanation, no fences, no repetition of what stands around it.
        """;

    /// <param name="system">The client's own instructions, or null.</param>
    public static ChatRequest Build(string prompt, string? suffix, string? system = null)
    {
        var instructions = suffix is null ? Continue : Middle;
        return new ChatRequest
        {
            System = [new TextPart(system is { Length: > 0 } ? $"{system}\n{instructions}" : instructions)],
            Messages = [ChatMessage.User(suffix is null ? prompt : $"<before>{prompt}</before>\n<after>{suffix}</after>")],
        };
    }
}
