using System.Text.Json.Serialization;

namespace Tandem.Providers.Responses;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, MaxDepth = 64)]
[JsonSerializable(typeof(ResponsesRequest))]
[JsonSerializable(typeof(ResponsesAnswer))]
[JsonSerializable(typeof(ResponsesEvent))]
[JsonSerializable(typeof(ResponsesErrorEvent))]
[JsonSerializable(typeof(List<ResponsesItem>))]
[JsonSerializable(typeof(List<ResponsesPart>))]
internal sealed partial class ResponsesJson : JsonSerializerContext;
