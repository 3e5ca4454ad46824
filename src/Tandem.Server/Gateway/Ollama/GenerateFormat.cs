using System.Text;
using System.Text.Json;
using Tandem.Providers;
using Tandem.Providers.Chat;

namespace Tandem.Server.Gateway.Ollama;

/// <summary>Writes answers of <c>/api/generate</c>, as lines or whole.</summary>
internal sealed class GenerateFormat(bool stream, string created, Func<string> model) : IAnswerFormat
{
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _thinking = new();

    public string ContentType => stream ? "application/x-ndjson" : "application/json";

    public ReadOnlyMemory<byte> Write(in RelayFrame frame)
    {
        switch (frame.Event)
        {
            case TextEvent { Text: var text } when stream:
                return Line(Of(text, done: false));
            case ReasoningEvent { Text: var text } when stream:
                return Line(Of("", done: false) with { Thinking = text });
            case TextEvent { Text: var text }:
                _text.Append(text);
                break;
            case ReasoningEvent { Text: var text }:
                _thinking.Append(text);
                break;
        }

        return (frame.Kinds & FrameKinds.Terminal) != 0 ? Line(End(frame)) : default;
    }

    public ReadOnlyMemory<byte> StreamError(WireError error) => DialectDoor.StreamError(Dialect.Ollama, error);

    private GenerateAnswer End(in RelayFrame frame) => Of(_text.ToString(), done: true) with
    {
        Thinking = _thinking.Length > 0 ? _thinking.ToString() : null,
        DoneReason = frame.Finish == FinishReason.Length ? "length" : "stop",
        TotalDuration = 0,
        LoadDuration = 0,
        PromptEvalCount = frame.Usage.InputTokens,
        PromptEvalDuration = 0,
        EvalCount = frame.Usage.OutputTokens,
        EvalDuration = 0,
    };

    private GenerateAnswer Of(string text, bool done) => new(model(), created, text, done);

    private byte[] Line(GenerateAnswer answer) => [.. JsonSerializer.SerializeToUtf8Bytes(answer, ServerJson.Default.GenerateAnswer), .. stream ? "\n"u8 : default];
}
