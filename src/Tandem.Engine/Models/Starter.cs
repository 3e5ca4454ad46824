using Tandem.Configuration;
using Tandem.Providers;
using Tandem.Routing;

namespace Tandem.Engine.Models;

/// <summary>The embedded starter model: it answers only where no other model is configured or was found, and is never a failover target.</summary>
internal static class Starter
{
    public const string Name = "starter";

    /// <summary>Beside the program; absent in a build without it.</summary>
    private static readonly string File = Path.Combine(AppContext.BaseDirectory, "tandem-starter.gguf");

    public static bool IsNeeded(TandemConfiguration configuration) => configuration.AllModels.Count == 0 && System.IO.File.Exists(File);

    public static TandemConfiguration AddTo(TandemConfiguration configuration) => configuration with
    {
        AllModels =
        [
            new ConfiguredModel
            {
                Given = new HashSet<string>(),
                Options = new ModelOptions
                {
                    Name = Name,
                    Provider = ProviderKind.Embedded,
                    UpstreamName = File,
                    Zone = Zone.Local,
                    ContextTokens = 512,
                    MaxOutputTokens = 320,
                    Supports = Capabilities.Fim,
                },
            },
        ],
    };
}
