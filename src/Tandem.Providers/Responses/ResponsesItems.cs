using Tandem.Providers.Chat;
using Tandem.Providers.Wire;

namespace Tandem.Providers.Responses;

/// <summary>Output items and the response around them.</summary>
internal sealed class ResponsesItems(AnswerHead head, ResponsesRequest request)
{
    private readonly IReadOnlyDictionary<string, string> namespaces = ResponsesTools.Namespaces(request.Tools);

    public ResponsesItem Reasoning(int index, string text, string? signature, bool done) => new()
    {
        Type = "reasoning",
        Id = $"rs_{head.Id}_{index}",
        Summary = text.Length == 0 ? [] : [SummaryPart(text)],
        EncryptedContent = signature,
        Status = done ? "completed" : "in_progress",
    };

    public ResponsesItem Message(int index, string? text, bool done) => new()
    {
        Type = "message",
        Id = $"msg_{head.Id}_{index}",
        Status = done ? "completed" : "in_progress",
        Role = "assistant",
        Content = new() { Parts = text is null ? [] : [TextPart(text)] },
    };

    public ResponsesItem Call(int index, string id, string name, string arguments, bool done) => new()
    {
        Type = "function_call",
        Id = $"fc_{head.Id}_{index}",
        Status = done ? "completed" : "in_progress",
        CallId = id,
        Namespace = namespaces.GetValueOrDefault(name),
        Name = name,
        Arguments = arguments,
    };

    public static ResponsesPart TextPart(string text) => new() { Type = "output_text", Text = text, Annotations = [], Logprobs = [] };

    public static ResponsesPart SummaryPart(string text) => new() { Type = "summary_text", Text = text };

    public ResponsesAnswer Response(string status, IReadOnlyList<ResponsesItem> output, ChatAnswer? end = null) => new()
    {
        Id = "resp_" + head.Id,
        CreatedAt = head.Time.ToUnixTimeSeconds(),
        Status = status,
        IncompleteDetails = status == "incomplete" ? new ResponsesIncomplete(end?.Finish == FinishReason.Length ? "max_output_tokens" : "content_filter") : null,
        Instructions = request.Instructions,
        Model = head.Model,
        Output = output,
        ParallelToolCalls = request.ParallelToolCalls ?? true,
        PreviousResponseId = request.PreviousResponseId,
        Temperature = request.Temperature ?? 1,
        TopP = request.TopP ?? 1,
        ToolChoice = request.ToolChoice ?? new RawJson("\"auto\""),
        Tools = ResponsesTools.Echo(request.Tools),
        Text = request.Text,
        Store = request.Store,
        MaxOutputTokens = request.MaxOutputTokens,
        Metadata = request.Metadata is { Text: not "null" } given ? given : new RawJson("{}"),
        Usage = end is null ? null : new ResponsesUsage(
            end.Usage.InputTokens, new(end.Usage.CachedInputTokens, end.Usage.CacheWriteTokens), end.Usage.OutputTokens, new(end.Usage.ReasoningTokens), end.Usage.TotalTokens),
    };

    public static string Status(FinishReason finish) =>
        finish is FinishReason.Length or FinishReason.ContentFilter or FinishReason.Refusal ? "incomplete" : "completed";
}
