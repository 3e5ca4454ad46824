using Tandem.Configuration.Loading;
using Tandem.Configuration.Setup;

namespace Tandem.Engine.Models;

/// <summary>Looks for what is on this machine.</summary>
internal static class ModelDetection
{
    public static Task<DetectedModels> RunAsync(ConfigurationSources sources, TimeProvider time, CancellationToken cancellationToken)
    {
        var models = Path.Combine(sources.DataFolder, "models");
        return Task.FromResult(new DetectedModels
        {
            GgufFiles = Directory.Exists(models) ? [.. Directory.EnumerateFiles(models, "*.gguf").Order(StringComparer.Ordinal)] : [],
            KeyVariables = DetectedModels.KeysIn(sources.Environment),
        });
    }
}
