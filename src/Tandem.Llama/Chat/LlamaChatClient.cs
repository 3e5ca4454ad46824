using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Tandem.Llama.Grammars;
using Tandem.Llama.Sampling;
using Tandem.Llama.Templates;

namespace Tandem.Llama.Chat;

/// <summary>A model file as a chat client: streams, reports usage, calls tools and writes JSON by schema, both held to a grammar.</summary>
/// <remarks>
/// Safe for concurrent use; answers take turns on the model's threads. A conversation that goes on where it stopped computes only what is
/// new. <see cref="ChatOptions.AdditionalProperties"/> may hold <c>min_p</c> and <c>repetition_penalty</c>, and <c>grammar</c> (GBNF text).
/// </remarks>
public sealed class LlamaChatClient : IChatClient
{
    /// <summary>
    /// Key in <see cref="ChatResponseUpdate.AdditionalProperties"/> of the last update: how likely the answer is right, a <see cref="double"/>
    /// in [0, 1]. Only where the model's file is calibrated and the answer was neither sampled nor held to a grammar.
    /// </summary>
    public const string PSuccessProperty = "p_success";

    private const int MostReserve = 1_024;
    private readonly LlamaModel _model;
    private readonly ChatTemplate _template;
    private readonly SessionPool _sessions;
    private readonly int _reserve;
    private long _calls;

    /// <param name="model">Not disposed with the client.</param>
    /// <param name="options">Defaults where null.</param>
    /// <exception cref="ModelFileException">The model has no chat template, or one that is not known.</exception>
    public LlamaChatClient(LlamaModel model, LlamaChatOptions? options = null)
    {
        options ??= new LlamaChatOptions();
        (_model, _template) = (model, ChatTemplate.Of(model));
        _sessions = new SessionPool(model, Math.Max(1, options.CachedConversations));
        _reserve = options.AnswerReserveTokens ?? Math.Min(MostReserve, model.ContextTokens / 8);
    }

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <exception cref="ContextOverflowException">The conversation does not fit the context; nothing was dropped.</exception>
    /// <exception cref="GrammarException">A tool's or the response's schema cannot become a grammar.</exception>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var tools = ToolsOf(options);
        var prompt = _model.Tokenizer.Encode(_template.Render(ConversationWriter.Write(messages, options?.Instructions, tools)));
        if (prompt.Count + _reserve > _model.ContextTokens)
            throw new ContextOverflowException(prompt.Count + _reserve, _model.ContextTokens);

        var generation = GenerationOf(options, tools);
        var parser = tools.Count > 0 ? new ToolCallParser(() => $"call_{Interlocked.Increment(ref _calls)}") : null;
        var responseId = $"llama-{Guid.CreateVersion7():N}";
        ChatResponseUpdate Update(IList<AIContent> contents, ChatFinishReason? finish = null) => new(ChatRole.Assistant, contents)
        {
            ResponseId = responseId,
            MessageId = responseId,
            ModelId = _model.Name,
            FinishReason = finish,
        };

        var session = await _sessions.TakeAsync(prompt, cancellationToken);
        try
        {
            await foreach (var update in session.GenerateAsync(prompt, generation, cancellationToken))
            {
                var isLast = update.Finish is not null;
                IEnumerable<AIContent> contents = parser?.Add(update.Text, isLast) ?? (update.Text.Length > 0 ? [new TextContent(update.Text)] : []);
                foreach (var content in contents)
                    yield return Update([content]);
                if (isLast)
                {
                    var last = Update([new UsageContent(UsageOf(update.Usage))], FinishOf(update.Finish!.Value, parser));
                    if (update.PSuccess is { } chance)
                        last.AdditionalProperties = new() { [PSuccessProperty] = chance };
                    yield return last;
                }
            }
        }
        finally
        {
            _sessions.Return(session);
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
            return null;
        if (serviceType == typeof(ChatClientMetadata))
            return new ChatClientMetadata("tandem.llama", providerUri: null, _model.Name);
        return serviceType.IsInstanceOfType(this) ? this : serviceType.IsInstanceOfType(_model) ? _model : null;
    }

    private static IReadOnlyList<AIFunctionDeclaration> ToolsOf(ChatOptions? options) =>
        options?.Tools is null || options.ToolMode is NoneChatToolMode
            ? []
            : options.ToolMode is RequiredChatToolMode { RequiredFunctionName: { } name }
                ? [.. options.Tools.OfType<AIFunctionDeclaration>().Where(tool => tool.Name == name)]
                : [.. options.Tools.OfType<AIFunctionDeclaration>()];

    private GenerationOptions GenerationOf(ChatOptions? options, IReadOnlyList<AIFunctionDeclaration> tools)
    {
        var defaults = _model.Calibration is null ? new SamplingOptions() : SamplingOptions.Greedy; // What was calibrated are greedy answers.
        var generation = new GenerationOptions
        {
            MaxTokens = options?.MaxOutputTokens,
            StopStrings = [.. options?.StopSequences ?? []],
            Sampling = new SamplingOptions
            {
                Temperature = options?.Temperature ?? defaults.Temperature,
                TopK = options?.TopK ?? defaults.TopK,
                TopP = options?.TopP ?? defaults.TopP,
                MinP = Number(options, "min_p") ?? defaults.MinP,
                RepetitionPenalty = Number(options, "repetition_penalty") ?? defaults.RepetitionPenalty,
                Seed = (int)(options?.Seed ?? defaults.Seed),
            },
        };
        if (tools.Count > 0)
        {
            var required = options!.ToolMode is RequiredChatToolMode;
            return generation with
            {
                Grammar = ToolPrompt.CallGrammar(tools, fromStart: required),
                GrammarTrigger = required ? "" : ToolPrompt.Open,
            };
        }

        if (options?.ResponseFormat is ChatResponseFormatJson json)
            return generation with { Grammar = json.Schema is { } schema ? Grammar.FromJsonSchema(schema) : Grammar.AnyJsonObject() };
        return options?.AdditionalProperties?.TryGetValue("grammar", out var text) == true && text is string gbnf
            ? generation with { Grammar = Grammar.Parse(gbnf) }
            : generation;
    }

    private static float? Number(ChatOptions? options, string name) =>
        options?.AdditionalProperties?.TryGetValue(name, out var value) != true ? null : value switch
        {
            float number => number,
            double number => (float)number,
            int number => number,
            _ => null,
        };

    private static UsageDetails UsageOf(GenerationUsage usage) => new()
    {
        InputTokenCount = usage.PromptTokens,
        CachedInputTokenCount = usage.CachedTokens,
        OutputTokenCount = usage.GeneratedTokens,
        TotalTokenCount = usage.PromptTokens + usage.GeneratedTokens,
    };

    private static ChatFinishReason FinishOf(GenerationFinish finish, ToolCallParser? parser) =>
        finish == GenerationFinish.Length ? ChatFinishReason.Length
        : parser is { FoundCall: true } ? ChatFinishReason.ToolCalls
        : ChatFinishReason.Stop;

    public void Dispose() => _sessions.Dispose();
}
