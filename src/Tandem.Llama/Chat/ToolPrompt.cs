using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Tandem.Llama.Grammars;

namespace Tandem.Llama.Chat;

/// <summary>Tells a model of its tools, and makes the grammar that its calls must follow.</summary>
/// <remarks>The form is the one that Qwen and Hermes models are trained on; others follow it from the description and the grammar.</remarks>
internal static class ToolPrompt
{
    public const string Open = "<tool_call>";
    public const string Close = "</tool_call>";

    public static string Describe(IReadOnlyList<AIFunctionDeclaration> tools)
    {
        var text = new StringBuilder("# Tools\n\nYou may call one or more functions to assist with the user query.\n\n")
            .Append("You are provided with function signatures within <tools></tools> XML tags:\n<tools>");
        foreach (var tool in tools)
            text.Append('\n').Append(Signature(tool));
        return text.Append("\n</tools>\n\nFor each function call, return a json object with function name and arguments within ")
            .Append("<tool_call></tool_call> XML tags:\n<tool_call>\n{\"name\": <function-name>, \"arguments\": <args-json-object>}\n</tool_call>")
            .ToString();
    }

    /// <summary>What follows an opening tag: the call, the closing tag, and perhaps more calls.</summary>
    /// <param name="tools">The tools that may be called.</param>
    /// <param name="fromStart">Whether the grammar also holds the first opening tag, because a call is required.</param>
    public static Grammar CallGrammar(IReadOnlyList<AIFunctionDeclaration> tools, bool fromStart)
    {
        var rules = new StringBuilder();
        for (var i = 0; i < tools.Count; i++)
            rules.Append(CallRules(tools[i], i));
        var call = string.Join(" | ", Enumerable.Range(0, tools.Count).Select(i => $"t{i}-root"));
        rules.Append($"call ::= \"\\n\" ({call}) \"\\n{Close}\"\n");
        rules.Append(fromStart
            ? $"root ::= \"{Open}\" call (\"\\n{Open}\" call)*\n"
            : $"root ::= call (\"\\n{Open}\" call)*\n");
        return Grammar.Parse(rules.Append(JsonSchemaGrammar.CommonRules).ToString());
    }

    /// <summary>One tool's call. Its rules bear a prefix of their own, so that several tools fit into one grammar.</summary>
    private static string CallRules(AIFunctionDeclaration tool, int index)
    {
        var prefix = $"t{index}-";
        var (arguments, rules) = tool.JsonSchema.ValueKind == JsonValueKind.Object
            ? new JsonSchemaGrammar(tool.JsonSchema, prefix).ToRules()
            : ("object", "");
        var name = JsonSchemaGrammar.Quote(JsonSerializer.Serialize(tool.Name, GrammarJson.Default.String));
        return $"{prefix}root ::= \"{{\\\"name\\\": \" {name} \", \\\"arguments\\\": \" {arguments} \"}}\"\n{rules}";
    }

    private static string Signature(AIFunctionDeclaration tool) => new JsonObject
    {
        ["type"] = "function",
        ["function"] = new JsonObject
        {
            ["name"] = tool.Name,
            ["description"] = tool.Description,
            ["parameters"] = tool.JsonSchema.ValueKind == JsonValueKind.Object ? JsonNode.Parse(tool.JsonSchema.GetRawText()) : new JsonObject(),
        },
    }.ToJsonString();
}
