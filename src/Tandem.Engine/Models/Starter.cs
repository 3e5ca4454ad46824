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

    private static readonly ConfiguredModel s_builtIn = new()
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
    };

    private static bool IsBuiltIn => System.IO.File.Exists(File);

    public static bool IsNeeded(TandemConfiguration configuration) =>
        (configuration.AllModels.Count == 0 || (configuration.AllModels is [var only] && IsNamedBy(only))) && IsBuiltIn;

    public static TandemConfiguration AddTo(TandemConfiguration configuration) => configuration with { AllModels = [s_builtIn] };

    /// <summary>A model as it runs: the file beside the program where the configuration names the starter.</summary>
    public static ConfiguredModel Resolve(ConfiguredModel model) => IsNamedBy(model) && IsBuiltIn ? s_builtIn : model;

    private static bool IsNamedBy(ConfiguredModel model) => model.Options is { Provider: ProviderKind.Embedded, UpstreamName: Name };
}
