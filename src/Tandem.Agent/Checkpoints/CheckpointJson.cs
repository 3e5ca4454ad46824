using System.Text.Json.Serialization;

namespace Tandem.Agent.Checkpoints;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CheckpointHeader))]
[JsonSerializable(typeof(PathChange))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
