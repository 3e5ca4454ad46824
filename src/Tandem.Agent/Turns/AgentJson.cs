using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Tandem.Agent.Verification;

namespace Tandem.Agent.Turns;

/// <summary>Events as JSON: one line each, described by <c>schemas/agent-events.schema.json</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true,
    Converters = [typeof(VerdictNames)])]
[JsonSerializable(typeof(AgentEvent))]
public sealed partial class AgentJson : JsonSerializerContext
{
    private static JsonTypeInfo<AgentEvent> Readable => field ??= (JsonTypeInfo<AgentEvent>)new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }.GetTypeInfo(typeof(AgentEvent));

    /// <summary>The event in one line, without a line break.</summary>
    public static string Line(AgentEvent agentEvent) => JsonSerializer.Serialize(agentEvent, Readable);

    /// <summary>Verdicts in lower case: <c>pass</c>, <c>fail</c> …</summary>
    internal sealed class VerdictNames() : JsonStringEnumConverter<Verdict>(JsonNamingPolicy.SnakeCaseLower);
}
