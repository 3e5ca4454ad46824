using System.Globalization;
using System.Text.Json.Nodes;
using NJsonSchema;
using YamlDotNet.RepresentationModel;

namespace Tandem.TestKit;

/// <summary>A published wire specification beside the checkout, to validate bytes against.</summary>
public sealed class WireSchema
{
    private readonly JsonObject definitions;
    private readonly Dictionary<string, JsonSchema> compiled = [];

    private WireSchema(JsonObject definitions) => this.definitions = definitions;

    /// <summary>The specification's schemas, or null where the data is absent: the test skips then.</summary>
    public static WireSchema? Load(params string[] path)
    {
        if (RepositoryRoot.Shared(["specs", .. path]) is not { } file) return null;
        var root = (file.EndsWith(".yaml", StringComparison.Ordinal) ? FromYaml(File.ReadAllText(file)) : JsonNode.Parse(File.ReadAllText(file)))!.AsObject();
        var schemas = (root["definitions"] ?? root["components"]!["schemas"])!.DeepClone().AsObject();
        Relax(schemas);
        return new WireSchema(schemas);
    }

    /// <summary>What is wrong with the text under a definition; empty = valid.</summary>
    public async Task<IReadOnlyList<string>> ErrorsAsync(string definition, string json)
    {
        if (!compiled.TryGetValue(definition, out var schema)) compiled[definition] = schema = await CompileAsync(definition);
        return [.. schema.Validate(json).Select(error => error.ToString())];
    }

    private async Task<JsonSchema> CompileAsync(string definition)
    {
        var document = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = "#/definitions/" + definition }),
            ["definitions"] = definitions.DeepClone(),
        };
        return await JsonSchema.FromJsonAsync(document.ToJsonString().Replace("#/components/schemas/", "#/definitions/", StringComparison.Ordinal));
    }

    /// <summary>Types generated from code demand members that may be null; nobody needs them (the specifications' own notes say so).</summary>
    private static void Relax(JsonNode? node)
    {
        if (node is JsonArray list) foreach (var item in list) Relax(item);
        if (node is not JsonObject map) return;
        if (map["required"] is JsonArray required && map["properties"] is JsonObject properties)
            map["required"] = new JsonArray([.. required.Select(name => name!.GetValue<string>()).Where(name => !AdmitsNull(properties[name])).Select(name => JsonValue.Create(name))]);
        foreach (var (_, value) in map.ToList()) Relax(value);
    }

    private static bool AdmitsNull(JsonNode? schema) => schema?.ToJsonString().Contains("\"null\"", StringComparison.Ordinal) == true;

    private static JsonNode? FromYaml(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return Convert(yaml.Documents[0].RootNode);
    }

    private static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Convert(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Convert)]),
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain } plain => plain.Value switch
        {
            "true" => true,
            "false" => false,
            null or "" or "null" or "~" => null,
            var number when double.TryParse(number, CultureInfo.InvariantCulture, out var value) => value,
            var word => word,
        },
        YamlScalarNode scalar => scalar.Value,
        _ => null,
    };
}
