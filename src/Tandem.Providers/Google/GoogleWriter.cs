using System.Buffers;
using System.Text;
using Tandem.Providers.Chat;
using Tandem.Providers.Wire;
using Tandem.Routing.Prices;

namespace Tandem.Providers.Google;

/// <summary>Writes pieces of a generateContent stream. A tool call goes out whole, once its arguments are.</summary>
internal sealed class GoogleWriter(AnswerHead head) : AnswerWriter
{
    private readonly StringBuilder arguments = new();
    private ToolCallStartedEvent? call;
    private string? signature;

    public override void Write(ChatEvent piece, IBufferWriter<byte> output)
    {
        if (piece is not ToolCallArgumentsEvent) Flush(output);
        switch (piece)
        {
            case TextEvent text:
                Piece(new GooglePart { Text = text.Text }, output);
                break;
            case ReasoningEvent reasoning:
                Piece(new GooglePart { Text = reasoning.Text, Thought = true }, output);
                break;
            case ReasoningSignatureEvent { Signature: { } given } when given.StartsWith(GoogleFinish.SignaturePrefix, StringComparison.Ordinal):
                signature = given[GoogleFinish.SignaturePrefix.Length..];
                break;
            case ToolCallStartedEvent started:
                call = started;
                break;
            case ToolCallArgumentsEvent more:
                arguments.Append(more.Fragment);
                break;
        }
    }

    public override void WriteEnd(ChatAnswer end, IBufferWriter<byte> output)
    {
        Flush(output);
        WireJson.WriteEvent(output, Answer(head, [new GooglePart { Text = "" }], end), GoogleJson.Default.GoogleAnswer);
    }

    public static byte[] WriteWhole(AnswerHead head, ChatAnswer answer)
    {
        var parts = new List<GooglePart>();
        if (answer.Reasoning.Length > 0) parts.Add(new GooglePart { Text = answer.Reasoning, Thought = true });
        if (answer.Text.Length > 0) parts.Add(new GooglePart { Text = answer.Text });
        parts.AddRange(answer.ToolCalls.Select(one => new GooglePart { FunctionCall = new(one.Name, WireJson.ArgumentsObject(one.Arguments), one.Id) }));
        return WireJson.Write(Answer(head, parts, answer), GoogleJson.Default.GoogleAnswer);
    }

    private void Flush(IBufferWriter<byte> output)
    {
        if (call is null) return;
        Piece(new GooglePart { FunctionCall = new(call.Name, WireJson.ArgumentsObject(arguments.ToString()), call.Id), ThoughtSignature = signature }, output);
        (call, signature) = (null, null);
        arguments.Clear();
    }

    private void Piece(GooglePart part, IBufferWriter<byte> output) =>
        WireJson.WriteEvent(output, Answer(head, [part], end: null), GoogleJson.Default.GoogleAnswer);

    private static GoogleAnswer Answer(AnswerHead head, IReadOnlyList<GooglePart> parts, ChatAnswer? end) => new()
    {
        Candidates = [new GoogleCandidate { Content = new GoogleContent { Parts = parts, Role = "model" }, FinishReason = end is null ? null : GoogleFinish.Write(end.Finish), Index = 0 }],
        UsageMetadata = end is null ? null : Usage(end.Usage),
        ModelVersion = head.Model,
        ResponseId = head.Id,
    };

    private static GoogleUsage Usage(TokenUsage usage) => new()
    {
        PromptTokenCount = usage.InputTokens,
        CachedContentTokenCount = usage.CachedInputTokens == 0 ? null : usage.CachedInputTokens,
        CandidatesTokenCount = usage.OutputTokens - usage.ReasoningTokens,
        ThoughtsTokenCount = usage.ReasoningTokens == 0 ? null : usage.ReasoningTokens,
        TotalTokenCount = usage.TotalTokens,
    };
}
