using System.Text.Json.Serialization;

namespace Tandem.Providers.OpenAI;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, MaxDepth = 64)]
[JsonSerializable(typeof(OpenAIRequest))]
[JsonSerializable(typeof(OpenAIAnswer))]
[JsonSerializable(typeof(OpenAIErrorBody))]
[JsonSerializable(typeof(List<OpenAIPart>))]
[JsonSerializable(typeof(List<string>))]
internal sealed partial class OpenAIJson : JsonSerializerContext;
