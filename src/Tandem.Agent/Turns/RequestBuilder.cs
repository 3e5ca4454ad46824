using Tandem.Agent.Models;
using Tandem.Agent.Tools;
using Tandem.Providers;
using Tandem.Providers.Chat;
using Tandem.Routing;

namespace Tandem.Agent.Turns;

/// <summary>A conversation becomes a request: once in general, for the decision, and then as each model gets it.</summary>
internal sealed class RequestBuilder(SystemText system, IReadOnlyList<ITool> tools)
{
    private readonly Dictionary<string, long> _fronts = new(StringComparer.Ordinal);

    /// <summary>The request that decides: in the fullest form. A model without tools may be chosen, as it gets them in text.</summary>
    public ModelRequest Decide(IReadOnlyList<ConversationItem> items, string rules, bool isPlanning)
    {
        var request = Build(items, new ModelStyle(ToolStyle.Full, Edits.EditFormat.StringReplace), model: null, rules, isPlanning);
        return request with { Outline = request.Outline with { Needs = request.Outline.Needs & ~Capabilities.Tools } };
    }

    /// <summary>The request as a model gets it.</summary>
    public ModelRequest For(ModelOptions model, IReadOnlyList<ConversationItem> items, string rules, bool isPlanning) =>
        Build(items, ModelStyle.Of(model), model.Name, rules, isPlanning, ModelStyle.AnswerTokens(model) is var most && most < model.MaxOutputTokens ? most : null);

    /// <summary>Characters that stand in front of every conversation with a model: instructions and tools, without the rules.</summary>
    public long FrontOf(ModelOptions model)
    {
        if (!_fronts.TryGetValue(model.Name, out var known))
            _fronts[model.Name] = known = For(model, [], rules: "", isPlanning: false).Outline.TextBytes;
        return known;
    }

    private ModelRequest Build(IReadOnlyList<ConversationItem> items, ModelStyle style, string? model, string rules, bool isPlanning, int? answerTokens = null)
    {
        var offered = tools
            .Where(tool => style.Offers(tool.Definition.Name) && (!isPlanning || tool.Access is ToolAccess.ReadOnly or ToolAccess.Conversation))
            .Select(tool => tool.Definition).ToList();
        var messages = items.Select(item => Message(item, style, model, items)).ToList();
        MarkForCache(messages);
        return NativeRequest.Of(new ChatRequest
        {
            System = [new TextPart(system.For(style, offered, isPlanning, rules)) { Cache = new CacheMark() }],
            Messages = messages,
            Tools = style.Tools == ToolStyle.Text ? [] : offered,
            MaxOutputTokens = answerTokens,
            ParallelToolCalls = style.Tools == ToolStyle.Full ? null : false,
        });
    }

    private static ChatMessage Message(ConversationItem item, ModelStyle style, string? model, IReadOnlyList<ConversationItem> items)
    {
        var parts = item.Message.Parts.Where(part => part is not ReasoningPart || (model is not null && item.Model == model));
        if (style.Tools == ToolStyle.Text)
            parts = parts.Select(part => part switch
            {
                ToolCallPart call => new TextPart(TextCalls.Write(call)),
                ToolResultPart result => new TextPart(TextCalls.Write(result, ToolOf(result, items))),
                _ => part,
            });
        return item.Message with { Parts = [.. parts] };
    }

    private static string ToolOf(ToolResultPart result, IReadOnlyList<ConversationItem> items) => result.Name
        ?? items.SelectMany(item => item.Message.Parts).OfType<ToolCallPart>().FirstOrDefault(call => call.Id == result.CallId)?.Name ?? "tool";

    /// <summary>The provider is asked to keep everything up to here: the next step begins with the same bytes.</summary>
    private static void MarkForCache(List<ChatMessage> messages)
    {
        if (messages is [.., { Parts: [.., var last] parts } message])
            messages[^1] = message with { Parts = [.. parts.SkipLast(1), last with { Cache = new CacheMark() }] };
    }
}
