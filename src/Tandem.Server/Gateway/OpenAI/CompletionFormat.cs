using System.Text;
using System.Text.Json;
using Tandem.Providers;
using Tandem.Providers.Chat;

namespace Tandem.Server.Gateway.OpenAI;

/// <summary>Writes text completions, as a stream or whole.</summary>
internal sealed class CompletionFormat(string id, long created, bool stream, bool wantsUsage, Func<string> model) : IAnswerFormat
{
    private readonly StringBuilder _text = new();

    public string ContentType => stream ? "text/event-stream" : "application/json";

    public ReadOnlyMemory<byte> Write(in RelayFrame frame)
    {
        if (frame.Event is TextEvent { Text: var text })
        {
            if (stream)
                return Event(Of(new CompletionChoice(text, 0)));
            _text.Append(text);
        }

        return (frame.Kinds & FrameKinds.Terminal) != 0 ? End(frame) : default;
    }

    public ReadOnlyMemory<byte> StreamError(WireError error) => DialectDoor.StreamError(Dialect.OpenAI, error);

    private byte[] End(in RelayFrame frame)
    {
        var finish = frame.Finish switch { FinishReason.Length => "length", FinishReason.ContentFilter or FinishReason.Refusal => "content_filter", _ => "stop" };
        var usage = new CompletionUsage(frame.Usage.InputTokens, frame.Usage.OutputTokens, frame.Usage.InputTokens + frame.Usage.OutputTokens);
        if (!stream)
            return JsonSerializer.SerializeToUtf8Bytes(Of(new CompletionChoice(_text.ToString(), 0) { FinishReason = finish }) with { Usage = usage }, ServerJson.Default.Completion);
        return
        [
            .. Event(Of(new CompletionChoice("", 0) { FinishReason = finish })),
            .. wantsUsage ? Event(Of() with { Usage = usage }) : [],
            .. "data: [DONE]\n\n"u8,
        ];
    }

    private Completion Of(params CompletionChoice[] choices) => new(id, "text_completion", created, model(), choices);

    private static byte[] Event(Completion chunk) => [.. "data: "u8, .. JsonSerializer.SerializeToUtf8Bytes(chunk, ServerJson.Default.Completion), .. "\n\n"u8];
}
