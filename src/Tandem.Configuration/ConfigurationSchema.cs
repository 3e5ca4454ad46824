using Tandem.Configuration.Shapes;

namespace Tandem.Configuration;

/// <summary>The published description of the file, made from what the loader itself checks by.</summary>
public static class ConfigurationSchema
{
    /// <summary>JSON Schema (draft-07) of the user's file, as in <c>schemas/tandem.schema.json</c>.</summary>
    public static string ToJson() => JsonSchemaWriter.Write(ConfigurationShape.Root);

    /// <summary>All keys as Markdown tables, as in <c>docs/configuration.md</c>.</summary>
    public static string ToMarkdown() => KeyReference.Write(ConfigurationShape.Root);
}
