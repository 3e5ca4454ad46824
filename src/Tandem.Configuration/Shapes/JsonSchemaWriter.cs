using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tandem.Configuration.Shapes;

/// <summary>Writes a tree of shapes as JSON Schema (draft-07, which editors' YAML support reads).</summary>
/// <remarks>What a schema cannot say, such as that a rule's model must exist, only the loader checks: the schema accepts no less than the loader.</remarks>
internal static class JsonSchemaWriter
{
    /// <summary>A reference to a variable may stand for any value; the loader checks what it holds.</summary>
    private const string ReferencePattern = @"\$\{[A-Za-z_][A-Za-z0-9_]*\}";

    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    public static string Write(SectionShape root)
    {
        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "Tandem's configuration",
            ["description"] = "The user's file (~/.config/tandem/config.yaml). A project's tandem.yaml may hold only version, routing.rules, verify, privacy.private_paths and assistants.",
        };
        foreach (var (name, value) in Section(root).ToList())
            schema[name] = value?.DeepClone();
        return schema.ToJsonString(Format) + "\n";
    }

    private static JsonObject Of(Shape shape) => shape switch
    {
        SectionShape section => Section(section),
        NamesShape names => new JsonObject
        {
            ["type"] = new JsonArray("object", "null"),
            ["patternProperties"] = new JsonObject { [names.NamePattern] = Of(names.Value) },
            ["additionalProperties"] = false,
        },
        ListShape { Fewest: > 0 } list => new JsonObject { ["type"] = "array", ["minItems"] = list.Fewest, ["items"] = Of(list.Item) },
        ListShape list => new JsonObject { ["type"] = new JsonArray("array", "null"), ["items"] = Of(list.Item) },
        TextShape { Literal: true } text => Text(text),
        WholeNumberShape whole when whole.Least == whole.Most => new JsonObject { ["enum"] = new JsonArray(whole.Least) },
        _ => new JsonObject { ["anyOf"] = new JsonArray(Scalar(shape), new JsonObject { ["type"] = "string", ["pattern"] = ReferencePattern }) },
    };

    private static JsonObject Section(SectionShape section)
    {
        var properties = new JsonObject();
        foreach (var key in section.Keys)
        {
            var value = Of(key.Shape);
            value["description"] = key.Default is null ? key.Summary : $"{key.Summary} Default: {key.Default}.";
            properties[key.Name] = value;
        }

        List<string> required = [.. section.Keys.Where(key => key.Required).Select(key => key.Name)];
        var schema = new JsonObject { ["type"] = required.Count > 0 || section.NotEmpty ? "object" : new JsonArray("object", "null") };
        if (required.Count > 0)
            schema["required"] = new JsonArray([.. required.Select(name => JsonValue.Create(name))]);
        if (section.NotEmpty)
            schema["minProperties"] = 1;
        schema["properties"] = properties;
        schema["additionalProperties"] = false;
        return schema;
    }

    private static JsonObject Scalar(Shape shape) => shape switch
    {
        TextShape text => Text(text),
        ChoiceShape choice => new JsonObject { ["enum"] = new JsonArray([.. choice.Choices.Select(word => JsonValue.Create(word))]) },
        WholeNumberShape whole => new JsonObject { ["type"] = "integer", ["minimum"] = whole.Least, ["maximum"] = whole.Most },
        NumberShape { OrWord: { } word } number => new JsonObject { ["anyOf"] = new JsonArray(Number(number), new JsonObject { ["enum"] = new JsonArray(word) }) },
        NumberShape number => Number(number),
        _ => new JsonObject { ["type"] = "boolean" },
    };

    private static JsonObject Text(TextShape text) =>
        text.Pattern is null ? new JsonObject { ["type"] = "string" } : new JsonObject { ["type"] = "string", ["pattern"] = text.Pattern };

    private static JsonObject Number(NumberShape number) => new()
    {
        ["type"] = "number",
        [number.OpenBelow ? "exclusiveMinimum" : "minimum"] = number.Least,
        [number.OpenAbove ? "exclusiveMaximum" : "maximum"] = number.Most,
    };
}
