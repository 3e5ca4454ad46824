using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tandem.Agent.Evaluators;

/// <summary>Checks JSON against the validation keywords of JSON Schema 2020-12 that model answers need.</summary>
/// <remarks>
/// type, enum, const, properties, required, additionalProperties, minProperties, maxProperties, items, prefixItems, minItems, maxItems, uniqueItems, contains,
/// minLength, maxLength, pattern, minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, allOf, anyOf, oneOf, not, $ref within the
/// document. Other keywords are annotations, and pass.
/// </remarks>
internal sealed class JsonSchemaChecker(JsonElement root)
{
    private const int MaxDepth = 64;

    /// <summary>What is wrong first, with its place; null = valid.</summary>
    public string? Check(JsonElement value) => Check(value, root, "$", 0);

    private string? Check(JsonElement value, JsonElement schema, string at, int depth)
    {
        if (schema.ValueKind == JsonValueKind.True)
            return null;
        if (schema.ValueKind == JsonValueKind.False)
            return $"{at} must not be there";
        if (depth > MaxDepth)
            return $"{at} lies too deep";
        if (schema.TryGetProperty("$ref", out var reference))
            return Resolve(reference.GetString()) is { } target ? Check(value, target, at, depth + 1) : $"the schema refers to {reference}, which is not in it";
        return Type(value, schema, at) ?? Values(value, schema, at) ?? Combined(value, schema, at, depth) ?? value.ValueKind switch
        {
            JsonValueKind.Object => Object(value, schema, at, depth),
            JsonValueKind.Array => Array(value, schema, at, depth),
            JsonValueKind.String => Text(value.GetString()!, schema, at),
            JsonValueKind.Number => Number(value.GetDouble(), schema, at),
            _ => null,
        };
    }

    private static string? Type(JsonElement value, JsonElement schema, string at)
    {
        if (!schema.TryGetProperty("type", out var type))
            return null;
        IEnumerable<string?> types = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()) : [type.GetString()];
        return types.Any(name => Is(value, name)) ? null : $"{at} must be {type}";
    }

    private static bool Is(JsonElement value, string? type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && Math.Floor(value.GetDouble()) == value.GetDouble(),
        _ => false,
    };

    private static string? Values(JsonElement value, JsonElement schema, string at)
    {
        if (schema.TryGetProperty("const", out var constant) && !JsonElement.DeepEquals(value, constant))
            return $"{at} must be {constant.GetRawText()}";
        return schema.TryGetProperty("enum", out var choices) && !choices.EnumerateArray().Any(choice => JsonElement.DeepEquals(value, choice))
            ? $"{at} must be one of {choices.GetRawText()}"
            : null;
    }

    private string? Combined(JsonElement value, JsonElement schema, string at, int depth)
    {
        if (schema.TryGetProperty("allOf", out var all) && all.EnumerateArray().Select(one => Check(value, one, at, depth + 1)).FirstOrDefault(wrong => wrong is not null) is { } first)
            return first;
        if (schema.TryGetProperty("anyOf", out var any) && any.EnumerateArray().All(one => Check(value, one, at, depth + 1) is not null))
            return $"{at} fits none of the schemas that it may fit";
        if (schema.TryGetProperty("oneOf", out var one) && one.EnumerateArray().Count(choice => Check(value, choice, at, depth + 1) is null) != 1)
            return $"{at} must fit exactly one of the schemas";
        return schema.TryGetProperty("not", out var not) && Check(value, not, at, depth + 1) is null ? $"{at} must not be so" : null;
    }

    private string? Object(JsonElement value, JsonElement schema, string at, int depth)
    {
        if (schema.TryGetProperty("required", out var required))
            foreach (var name in required.EnumerateArray())
                if (!value.TryGetProperty(name.GetString()!, out _))
                    return $"{at}.{name.GetString()} is missing";
        var count = value.EnumerateObject().Count();
        if (count < Whole(schema, "minProperties", 0) || count > Whole(schema, "maxProperties", int.MaxValue))
            return $"{at} has {count} properties";
        var hasKnown = schema.TryGetProperty("properties", out var known);
        var hasOther = schema.TryGetProperty("additionalProperties", out var other);
        foreach (var property in value.EnumerateObject())
        {
            var place = $"{at}.{property.Name}";
            var wrong = hasKnown && known.TryGetProperty(property.Name, out var own) ? Check(property.Value, own, place, depth + 1)
                : hasOther ? Check(property.Value, other, place, depth + 1) : null;
            if (wrong is not null)
                return wrong;
        }

        return null;
    }

    private string? Array(JsonElement value, JsonElement schema, string at, int depth)
    {
        var count = value.GetArrayLength();
        if (count < Whole(schema, "minItems", 0) || count > Whole(schema, "maxItems", int.MaxValue))
            return $"{at} has {count} items";
        if (schema.TryGetProperty("uniqueItems", out var unique) && unique.ValueKind == JsonValueKind.True
            && value.EnumerateArray().Select((item, place) => (item, place)).Any(one => value.EnumerateArray().Take(one.place).Any(before => JsonElement.DeepEquals(before, one.item))))
            return $"{at} holds an item twice";
        JsonElement[] heads = schema.TryGetProperty("prefixItems", out var prefix) ? [.. prefix.EnumerateArray()] : [];
        var hasItems = schema.TryGetProperty("items", out var items);
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            var wrong = index < heads.Length ? Check(item, heads[index], $"{at}[{index}]", depth + 1) : hasItems ? Check(item, items, $"{at}[{index}]", depth + 1) : null;
            if (wrong is not null)
                return wrong;
            index++;
        }

        return schema.TryGetProperty("contains", out var contains) && !value.EnumerateArray().Any(item => Check(item, contains, at, depth + 1) is null)
            ? $"{at} lacks an item that it must hold"
            : null;
    }

    private static string? Text(string text, JsonElement schema, string at)
    {
        if (text.Length < Whole(schema, "minLength", 0) || text.Length > Whole(schema, "maxLength", int.MaxValue))
            return $"{at} has {text.Length} characters";
        return schema.TryGetProperty("pattern", out var pattern)
            && !Regex.IsMatch(text, pattern.GetString()!, RegexOptions.ECMAScript | RegexOptions.CultureInvariant, PatternEvaluator.Timeout)
            ? $"{at} must match {pattern.GetString()}"
            : null;
    }

    private static string? Number(double number, JsonElement schema, string at)
    {
        var isRight = !(Bound(schema, "minimum") is { } least && number < least) && !(Bound(schema, "maximum") is { } most && number > most)
            && !(Bound(schema, "exclusiveMinimum") is { } above && number <= above) && !(Bound(schema, "exclusiveMaximum") is { } below && number >= below)
            && !(Bound(schema, "multipleOf") is { } step && step > 0 && Math.Abs((number / step) - Math.Round(number / step)) > 1e-9);
        return isRight ? null : FormattableString.Invariant($"{at} must not be {number}");
    }

    private static int Whole(JsonElement schema, string key, int otherwise) =>
        schema.TryGetProperty(key, out var value) && value.TryGetInt32(out var number) ? number : otherwise;

    private static double? Bound(JsonElement schema, string key) =>
        schema.TryGetProperty(key, out var value) && value.TryGetDouble(out var number) ? number : null;

    private JsonElement? Resolve(string? reference)
    {
        if (reference is null || !reference.StartsWith('#'))
            return null;
        var at = root;
        foreach (var part in reference[1..].Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
                return null;
        }

        return at;
    }
}
