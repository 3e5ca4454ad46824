using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Tandem.Providers.Chat;

namespace Tandem.Agent.Tools;

/// <summary>A tool with typed arguments: schema and reading come from one record, its description from the <c>.md</c> beside it.</summary>
internal abstract class Tool<T> : ITool
    where T : class
{
    private static readonly JsonSchemaExporterOptions SchemaOptions = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform };

    private readonly JsonTypeInfo<T> _type;
    private readonly Lazy<ToolDefinition> _definition;

    protected Tool(string name, ToolAccess access, JsonTypeInfo<T> type)
    {
        (_type, Access) = (type, access);
        _definition = new Lazy<ToolDefinition>(() => Describe(new ToolDefinition(name, ToolText.Describe(GetType().Name), type.GetJsonSchemaAsNode(SchemaOptions).ToJsonString())));
    }

    public ToolDefinition Definition => _definition.Value;

    public ToolAccess Access { get; }

    public PreparedCall Prepare(JsonElement arguments)
    {
        T? read;
        try
        {
            read = arguments.Deserialize(_type);
        }
        catch (JsonException wrong)
        {
            throw new ToolArgumentsException(Short(wrong.Message), wrong);
        }

        return Prepare(read ?? throw new ToolArgumentsException("The arguments are null."), arguments);
    }

    /// <summary>Adds what only the tool at hand knows.</summary>
    protected virtual ToolDefinition Describe(ToolDefinition definition) => definition;

    protected abstract PreparedCall Prepare(T arguments, JsonElement raw);

    /// <summary>An action of this tool.</summary>
    protected ToolAction Act(string summary) => new() { Tool = Definition.Name, Access = Access, Summary = summary };

    /// <summary>A call whose result is known already and that changes nothing.</summary>
    protected PreparedCall Known(string summary, ToolResult result) =>
        new(Act(summary) with { Access = ToolAccess.ReadOnly }, (_, _) => Task.FromResult(result));

    /// <summary>Names of our types mean nothing to a model.</summary>
    private static string Short(string message)
    {
        var path = message.IndexOf(" Path:", StringComparison.Ordinal);
        return (path < 0 ? message : message[..path]).Replace($" for type '{typeof(T).FullName}'", "", StringComparison.Ordinal).Replace($"'{typeof(T).FullName}'", "The call", StringComparison.Ordinal);
    }

    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode node)
    {
        if (node is not JsonObject schema)
            return node;
        var described = context.PropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(DescriptionAttribute), inherit: false);
        if (described is [DescriptionAttribute description])
            schema["description"] = description.Description;
        // An optional argument is left out; that it may also be null would only cost tokens.
        if (schema["type"] is JsonArray { Count: 2 } types && types.Any(type => type?.GetValue<string>() == "null"))
            schema["type"] = types.First(type => type?.GetValue<string>() != "null")!.DeepClone();
        schema.Remove("default");
        return schema;
    }
}
