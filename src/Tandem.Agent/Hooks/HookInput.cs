using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tandem.Agent.Hooks;

/// <summary>What a hook reads on its stdin.</summary>
internal sealed record HookInput(
    string Event, string? Session, string? Tool, string? Summary, JsonElement? Arguments, IReadOnlyList<string>? Paths, string? Result, bool? IsError, string Workspace);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HookInput))]
internal sealed partial class HookJson : JsonSerializerContext;
