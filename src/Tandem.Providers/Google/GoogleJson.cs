using System.Text.Json.Serialization;

namespace Tandem.Providers.Google;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, MaxDepth = 64)]
[JsonSerializable(typeof(GoogleRequest))]
[JsonSerializable(typeof(GoogleAnswer))]
[JsonSerializable(typeof(GoogleErrorBody))]
internal sealed partial class GoogleJson : JsonSerializerContext;
