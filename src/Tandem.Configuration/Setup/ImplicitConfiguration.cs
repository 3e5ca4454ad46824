using Tandem.Configuration.Loading;

namespace Tandem.Configuration.Setup;

/// <summary>The configuration of a first run: what <c>init</c> would write, without writing it.</summary>
public static class ImplicitConfiguration
{
    /// <summary>From what was found alone: no files, no overrides. To join a project's file and the environment, give <paramref name="detected"/> to the loader.</summary>
    /// <param name="environment">For the keys' variables.</param>
    public static TandemConfiguration From(DetectedModels detected, IReadOnlyDictionary<string, string> environment) =>
        ConfigurationLoader.Load(detected, environment);
}
