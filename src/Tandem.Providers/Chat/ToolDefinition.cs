namespace Tandem.Providers.Chat;

/// <summary>A tool that the model may call.</summary>
/// <param name="ParametersSchema">JSON Schema, as JSON text exactly as given; null = no parameters.</param>
public sealed record ToolDefinition(string Name, string? Description, string? ParametersSchema, bool? Strict = null)
{
    public CacheMark? Cache { get; init; }
}
