using Tandem.Configuration.Loading;
using Tandem.Configuration.Setup;
using Tandem.Egress;
using Tandem.Providers;
using Tandem.Providers.Probing;

namespace Tandem.Engine.Models;

/// <summary>Looks for what is on this machine: local model servers on their usual ports, downloaded files, keys in the environment.</summary>
internal static class ModelDetection
{
    private static readonly Uri Ollama = new("http://127.0.0.1:11434");
    private static readonly Uri LlamaServer = new("http://127.0.0.1:8080/v1");

    /// <summary>A server on this machine that does not answer at once is not there.</summary>
    private static readonly EgressDeadlines Impatient = new()
    {
        Connect = TimeSpan.FromMilliseconds(300),
        Headers = TimeSpan.FromSeconds(1),
        FirstToken = TimeSpan.FromSeconds(1),
        Progress = TimeSpan.FromSeconds(1),
        Total = TimeSpan.FromSeconds(2),
    };

    public static async Task<DetectedModels> RunAsync(ConfigurationSources sources, TimeProvider time, CancellationToken cancellationToken)
    {
        using var gate = Endpoints.GateWithoutAudit(time);
        var probe = new ModelProbe(gate, time);
        var ollama = ListAsync(probe, ProviderKind.Ollama, Ollama, cancellationToken);
        var llamaServer = ListAsync(probe, ProviderKind.OpenAICompatible, LlamaServer, cancellationToken);
        var files = Path.Combine(sources.DataFolder, "models");
        return new DetectedModels
        {
            Ollama = [.. (await ollama ?? []).Select(model => new DetectedOllamaModel(model.Name, model.RemoteHost is not null))],
            OllamaUrl = Ollama,
            LlamaServerUrl = await llamaServer is { Count: > 0 } ? LlamaServer : null,
            LlamaServerModel = await llamaServer is [var served, ..] ? served.Name : null,
            GgufFiles = Directory.Exists(files) ? [.. Directory.EnumerateFiles(files, "*.gguf").Order(StringComparer.Ordinal)] : [],
            KeyVariables = DetectedModels.KeysIn(sources.Environment),
        };
    }

    /// <summary>A server's models; null = there is no such server.</summary>
    private static async Task<IReadOnlyList<ServedModel>?> ListAsync(ModelProbe probe, ProviderKind provider, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            return await probe.ListAsync(provider, address, key: null, Impatient, cancellationToken);
        }
        catch (UpstreamException)
        {
            return null;
        }
    }
}
