namespace Tandem.Providers.Chat;

/// <summary>The answer must be JSON.</summary>
/// <param name="Schema">JSON Schema as JSON text; null = any JSON object.</param>
/// <param name="Name">The schema's name, where the dialect wants one.</param>
public sealed record ResponseFormat(string? Schema, string? Name = null, bool? Strict = null);
