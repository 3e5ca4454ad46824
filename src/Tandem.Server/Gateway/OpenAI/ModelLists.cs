namespace Tandem.Server.Gateway.OpenAI;

internal sealed record OpenAIModel(string Id, string Object, long Created, string OwnedBy);

internal sealed record OpenAIModelList(string Object, IReadOnlyList<OpenAIModel> Data);

internal sealed record AnthropicModel(string Type, string Id, string DisplayName, string CreatedAt);

internal sealed record AnthropicModelList(IReadOnlyList<AnthropicModel> Data, bool HasMore, string FirstId, string LastId);
