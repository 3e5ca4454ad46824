using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Tandem.Llama.Templates;

namespace Tandem.Llama.Chat;

/// <summary>Turns chat messages into the turns that templates know.</summary>
internal static class ConversationWriter
{
    /// <exception cref="NotSupportedException">A message holds images or other data: text models read text.</exception>
    public static IReadOnlyList<TemplateTurn> Write(IEnumerable<ChatMessage> messages, string? instructions, IReadOnlyList<AIFunctionDeclaration> tools)
    {
        var system = new StringBuilder(instructions);
        var turns = new List<TemplateTurn>();
        foreach (var message in messages)
        {
            var text = Text(message);
            if (message.Role == ChatRole.System)
                system.Append(system.Length > 0 ? "\n\n" : "").Append(text);
            else
                Add(turns, message.Role == ChatRole.Assistant ? TemplateRole.Assistant : TemplateRole.User, text);
        }

        if (tools.Count > 0)
            system.Append(system.Length > 0 ? "\n\n" : "").Append(ToolPrompt.Describe(tools));
        if (system.Length > 0)
            turns.Insert(0, new TemplateTurn(TemplateRole.System, system.ToString()));
        return turns;
    }

    /// <summary>Templates want the roles to alternate, so that neighbours of one role become one turn.</summary>
    private static void Add(List<TemplateTurn> turns, TemplateRole role, string text)
    {
        if (turns.Count > 0 && turns[^1].Role == role)
            turns[^1] = new TemplateTurn(role, turns[^1].Content + "\n" + text);
        else
            turns.Add(new TemplateTurn(role, text));
    }

    private static string Text(ChatMessage message)
    {
        var parts = new List<string>();
        foreach (var content in message.Contents)
        {
            switch (content)
            {
                case TextContent text:
                    parts.Add(text.Text);
                    break;
                case FunctionCallContent call:
                    parts.Add($"{ToolPrompt.Open}\n{{\"name\": {Quoted(call.Name)}, \"arguments\": {Arguments(call)}}}\n{ToolPrompt.Close}");
                    break;
                case FunctionResultContent result:
                    parts.Add($"<tool_response>\n{Result(result)}\n</tool_response>");
                    break;
                case TextReasoningContent or UsageContent:
                    break; // Earlier thoughts are not shown to the model again, as its own template has it.
                default:
                    throw new NotSupportedException($"The embedded model reads text only; the conversation holds {content.GetType().Name}.");
            }
        }

        return string.Join('\n', parts);
    }

    private static string Arguments(FunctionCallContent call)
    {
        var arguments = new JsonObject();
        foreach (var (name, value) in call.Arguments ?? new Dictionary<string, object?>())
            arguments[name] = Node(value);
        return arguments.ToJsonString();
    }

    private static string Result(FunctionResultContent result) => result.Result switch
    {
        null => result.Exception is null ? "" : $"Error: {result.Exception.Message}",
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } element => element.GetString()!,
        var other => Node(other)?.ToJsonString() ?? "",
    };

    private static JsonNode? Node(object? value) => value switch
    {
        null => null,
        JsonNode node => node.DeepClone(),
        JsonElement element => JsonNode.Parse(element.GetRawText()),
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        int number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        decimal number => JsonValue.Create(number),
        _ => JsonValue.Create(value.ToString()),
    };

    private static string Quoted(string text) => JsonValue.Create(text).ToJsonString();
}
