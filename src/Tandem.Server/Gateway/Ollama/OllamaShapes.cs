using System.Text.Json;

namespace Tandem.Server.Gateway.Ollama;

internal sealed record OllamaTags(IReadOnlyList<OllamaModel> Models);

/// <param name="Digest">SHA-256 of the name: it tells entries apart; there is no file to hash.</param>
/// <param name="Size">Unknown, so 0: the model lies at its server.</param>
internal sealed record OllamaModel(string Name, string Model, string ModifiedAt, long Size, string Digest, OllamaDetails Details);

internal sealed record OllamaDetails(string ParentModel, string Format, string Family, IReadOnlyList<string> Families, string ParameterSize, string QuantizationLevel);

internal sealed record OllamaShow(
    string Modelfile, string Parameters, string Template, OllamaDetails Details, IReadOnlyDictionary<string, JsonElement> ModelInfo, IReadOnlyList<string> Capabilities, string ModifiedAt);

internal sealed record OllamaShowRequest(string? Model, string? Name);

internal sealed record OllamaVersion(string Version);

internal sealed record OllamaLoaded(string Model, string CreatedAt, OllamaEmptyMessage? Message, string? Response, bool Done, string DoneReason);

internal sealed record OllamaEmptyMessage(string Role, string Content);
