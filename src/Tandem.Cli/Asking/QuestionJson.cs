using System.Text.Json.Serialization;

namespace Tandem.Cli.Asking;

/// <summary>How a kept question is stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Question))]
internal sealed partial class QuestionJson : JsonSerializerContext;
