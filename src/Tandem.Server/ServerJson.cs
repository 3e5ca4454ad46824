using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Tandem.Pipeline.Ledger;
using Tandem.Server.Admin;
using Tandem.Server.Gateway.Anthropic;
using Tandem.Server.Gateway.Idempotency;
using Tandem.Server.Gateway.Ollama;
using Tandem.Server.Gateway.OpenAI;
using Tandem.Server.Hosting;

namespace Tandem.Server;

/// <summary>Bodies of routes that are no dialect's own.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, MaxDepth = 64)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(ThreadError))]
[JsonSerializable(typeof(KeptOutcome))]
[JsonSerializable(typeof(Health))]
[JsonSerializable(typeof(DecisionEntry))]
[JsonSerializable(typeof(DecisionList))]
[JsonSerializable(typeof(OutcomeRequest))]
[JsonSerializable(typeof(UsageList))]
[JsonSerializable(typeof(BudgetList))]
[JsonSerializable(typeof(ModelList))]
[JsonSerializable(typeof(PolicyList))]
[JsonSerializable(typeof(SessionList))]
[JsonSerializable(typeof(KeyList))]
[JsonSerializable(typeof(KeyRequest))]
[JsonSerializable(typeof(CreatedKey))]
[JsonSerializable(typeof(ReceiptEvent))]
[JsonSerializable(typeof(OpenAIModel))]
[JsonSerializable(typeof(OpenAIModelList))]
[JsonSerializable(typeof(AnthropicModel))]
[JsonSerializable(typeof(AnthropicModelList))]
[JsonSerializable(typeof(TokenCount))]
[JsonSerializable(typeof(CompletionRequest))]
[JsonSerializable(typeof(Completion))]
[JsonSerializable(typeof(EmbeddingsBody))]
[JsonSerializable(typeof(EmbedBody))]
[JsonSerializable(typeof(EmbedAnswer))]
[JsonSerializable(typeof(OllamaTags))]
[JsonSerializable(typeof(OllamaShowRequest))]
[JsonSerializable(typeof(OllamaShow))]
[JsonSerializable(typeof(OllamaVersion))]
[JsonSerializable(typeof(OllamaLoaded))]
[JsonSerializable(typeof(GenerateRequest))]
[JsonSerializable(typeof(GenerateAnswer))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(JsonArray))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(int))]
internal sealed partial class ServerJson : JsonSerializerContext;
