using System.Text.Json.Serialization;

namespace Tandem.Providers.Ollama;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, MaxDepth = 64)]
[JsonSerializable(typeof(OllamaRequest))]
[JsonSerializable(typeof(OllamaAnswer))]
[JsonSerializable(typeof(OllamaErrorBody))]
[JsonSerializable(typeof(List<string>))]
internal sealed partial class OllamaJson : JsonSerializerContext;
