using System.Text.Json.Serialization;

namespace Tandem.Agent.Edits;

/// <summary>The JSON of <c>tandem apply --json</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(EditResult))]
public sealed partial class EditJson : JsonSerializerContext;
