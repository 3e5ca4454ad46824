namespace Tandem.Configuration.Setup;

/// <param name="Name">As Ollama lists it: <c>llama3.3:70b</c>.</param>
/// <param name="IsRemote">Ollama reports a <c>remote_host</c>: the text leaves the house.</param>
public sealed record DetectedOllamaModel(string Name, bool IsRemote = false);
