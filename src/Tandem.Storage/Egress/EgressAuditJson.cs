using System.Text.Json.Serialization;
using Tandem.Egress;

namespace Tandem.Storage.Egress;

/// <summary>How an audit row is stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EgressAuditEntry))]
internal sealed partial class EgressAuditJson : JsonSerializerContext;
