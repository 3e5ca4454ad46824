using System.Text.Json.Serialization;

namespace Tandem.Storage.Sessions;

/// <summary>How transcripts are kept.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(StoredEntry))]
internal sealed partial class SessionJson : JsonSerializerContext;
