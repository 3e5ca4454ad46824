using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Tandem.Llama.Grammars;

/// <summary>Writes a JSON schema (2020-12, the subset that tools and structured outputs use) as a grammar.</summary>
/// <remarks>
/// Objects take the listed properties in the listed order and no others. Keywords that only narrow a value — pattern, format, minimum,
/// multipleOf and the like — do not narrow the grammar: what it allows is well formed, and the caller checks the values.
/// </remarks>
internal sealed class JsonSchemaGrammar(JsonElement schema, string prefix = "")
{
    /// <summary>Rules for any JSON value. Escapes of surrogates are left out: half a pair is no text.</summary>
    public const string CommonRules = """
        ws ::= | " " | "\n" [ \t]{0,20}
        hex ::= [0-9a-fA-F]
        char ::= [^"\\\x00-\x1F\x7F] | "\\" (["\\/bfnrt] | "u" ([0-9a-cA-Ce-fE-F] hex hex hex | [dD] [0-7] hex hex))
        string ::= "\"" char* "\""
        integer ::= "-"? ("0" | [1-9] [0-9]{0,15})
        number ::= integer ("." [0-9]{1,15})? ([eE] [-+]? [0-9]{1,2})?
        boolean ::= "true" | "false"
        null ::= "null"
        member ::= string ":" ws value
        object ::= "{" ws (member ws ("," ws member ws)*)? "}"
        array ::= "[" ws (value ws ("," ws value ws)*)? "]"
        value ::= object | array | string | number | boolean | null

        """;

    private const int MaxDepth = 64;
    private const int MaxCount = 1_000;
    private readonly StringBuilder _rules = new();
    private readonly Dictionary<string, string> _ruleOfReference = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>A whole grammar.</summary>
    public string ToGbnf()
    {
        var (root, rules) = ToRules();
        return $"root ::= {root}\n{rules}{CommonRules}";
    }

    /// <summary>What stands for a value of the schema, and the rules that it needs beside <see cref="CommonRules"/>.</summary>
    public (string Root, string Rules) ToRules()
    {
        var root = Value(schema, 0);
        return (root, _rules.ToString());
    }

    private string Value(JsonElement node, int depth)
    {
        if (depth > MaxDepth)
            throw new GrammarException($"The JSON schema nests deeper than {MaxDepth}.");
        if (node.ValueKind == JsonValueKind.True)
            return "value";
        if (node.ValueKind != JsonValueKind.Object)
            throw new GrammarException("A JSON schema is an object or true.");
        if (node.TryGetProperty("$ref", out var reference))
            return Reference(reference.GetString() ?? "", depth);
        if (node.TryGetProperty("const", out var constant))
            return Literal(constant);
        if (node.TryGetProperty("enum", out var values))
            return Alternatives(values.EnumerateArray().Select(Literal));
        foreach (var combination in (ReadOnlySpan<string>)["anyOf", "oneOf"])
        {
            if (node.TryGetProperty(combination, out var choices))
                return Alternatives(choices.EnumerateArray().Select(choice => Value(choice, depth + 1)));
        }

        if (node.TryGetProperty("allOf", out var all))
        {
            return all.GetArrayLength() == 1
                ? Value(all[0], depth + 1)
                : throw new GrammarException("'allOf' with several schemas cannot become a grammar; write the merged schema.");
        }

        if (!node.TryGetProperty("type", out var type))
            return node.TryGetProperty("properties", out _) ? Object(node, depth) : node.TryGetProperty("items", out _) ? Array(node, depth) : "value";
        return type.ValueKind == JsonValueKind.Array
            ? Alternatives(type.EnumerateArray().Select(one => OfType(one.GetString(), node, depth)))
            : OfType(type.GetString(), node, depth);
    }

    private string OfType(string? type, JsonElement node, int depth) => type switch
    {
        "object" => Object(node, depth),
        "array" => Array(node, depth),
        "string" => Text(node),
        "number" or "integer" or "boolean" or "null" => type,
        _ => throw new GrammarException($"The JSON type '{type}' is unknown."),
    };

    private string Object(JsonElement node, int depth)
    {
        var hasProperties = node.TryGetProperty("properties", out var properties) && properties.EnumerateObject().Any();
        if (!hasProperties)
        {
            if (!node.TryGetProperty("additionalProperties", out var rest) || rest.ValueKind == JsonValueKind.True)
                return "object";
            if (rest.ValueKind == JsonValueKind.False)
                return "\"{\" ws \"}\"";
            var pair = Rule($"string \":\" ws {Value(rest, depth + 1)} ws");
            return Rule($"\"{{\" ws ({pair} (\",\" ws {pair})*)? \"}}\"");
        }

        var required = node.TryGetProperty("required", out var names)
            ? names.EnumerateArray().Select(name => name.GetString()).ToHashSet(StringComparer.Ordinal)
            : [];

        // From the last property backwards: what may follow, with and without a member before it.
        var (afterMember, atStart) = ("\"\"", "\"\""); // The empty text.
        foreach (var property in properties.EnumerateObject().Reverse())
        {
            var member = Rule($"{Quote(JsonSerializer.Serialize(property.Name, GrammarJson.Default.String))} \":\" ws {Value(property.Value, depth + 1)} ws");
            var optional = !required.Contains(property.Name);
            var with = $"\",\" ws {member} {afterMember}";
            var first = $"{member} {afterMember}";
            (afterMember, atStart) = (Rule(optional ? $"{with} | {afterMember}" : with), Rule(optional ? $"{first} | {atStart}" : first));
        }

        return Rule($"\"{{\" ws {atStart} \"}}\"");
    }

    private string Array(JsonElement node, int depth)
    {
        if (node.TryGetProperty("prefixItems", out var prefix))
            return Rule($"\"[\" ws {string.Join(" ws \",\" ws ", prefix.EnumerateArray().Select(item => Value(item, depth + 1)))} ws \"]\"");
        var value = node.TryGetProperty("items", out var items) ? Value(items, depth + 1) : "value";
        var item = Rule($"{value} ws");
        var least = Count(node, "minItems") ?? 0;
        var most = Count(node, "maxItems");
        if (most == 0)
            return "\"[\" ws \"]\"";
        var more = $"(\",\" ws {item}){{{Math.Max(0, least - 1)},{(most - 1)?.ToString(CultureInfo.InvariantCulture)}}}";
        return Rule(least == 0 ? $"\"[\" ws ({item} {more})? \"]\"" : $"\"[\" ws {item} {more} \"]\"");
    }

    private string Text(JsonElement node)
    {
        var (least, most) = (Count(node, "minLength"), Count(node, "maxLength"));
        return least is null && most is null
            ? "string"
            : Rule($"\"\\\"\" char{{{least ?? 0},{most?.ToString(CultureInfo.InvariantCulture)}}} \"\\\"\"");
    }

    /// <summary>A count keyword; beyond what a grammar can unroll it is left to the caller's check.</summary>
    private static int? Count(JsonElement node, string keyword) =>
        node.TryGetProperty(keyword, out var value) && value.TryGetInt32(out var count) && count is >= 0 and <= MaxCount ? count : null;

    private string Reference(string pointer, int depth)
    {
        if (_ruleOfReference.TryGetValue(pointer, out var known))
            return known;
        var rule = $"{prefix}ref{_ruleOfReference.Count}";
        _ruleOfReference.Add(pointer, rule); // Before its content is read: schemas of trees refer to themselves.
        var body = Value(Resolve(pointer), depth + 1);
        _rules.Append(CultureInfo.InvariantCulture, $"{rule} ::= {body}\n");
        return rule;
    }

    private JsonElement Resolve(string pointer)
    {
        if (pointer == "#")
            return schema;
        var node = schema;
        if (!pointer.StartsWith("#/", StringComparison.Ordinal))
            throw new GrammarException($"'$ref' to '{pointer}' leads out of the schema.");
        foreach (var part in pointer[2..].Split('/'))
        {
            var name = Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (node.ValueKind != JsonValueKind.Object || !node.TryGetProperty(name, out node))
                throw new GrammarException($"'$ref' to '{pointer}' leads nowhere.");
        }

        return node;
    }

    private static string Literal(JsonElement value) => Quote(JsonSerializer.Serialize(value, GrammarJson.Default.JsonElement));

    private string Alternatives(IEnumerable<string> choices)
    {
        var joined = string.Join(" | ", choices);
        return joined.Length == 0 ? throw new GrammarException("The JSON schema allows no value: an empty list of choices.") : Rule(joined);
    }

    private string Rule(string body)
    {
        var name = $"{prefix}r{_count++}";
        _rules.Append(CultureInfo.InvariantCulture, $"{name} ::= {body}\n");
        return name;
    }

    public static string Quote(string literal) =>
        "\"" + literal.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal) + "\"";
}
