using Tandem.Configuration;

namespace Tandem.Engine.Models;

/// <summary>The embedded starter: it answers only where there is no other model, and is never a member of a pool beside real ones.</summary>
internal static class Starter
{
    public static bool IsNeeded(TandemConfiguration configuration) => configuration.AllModels.Count == 0;

    public static TandemConfiguration AddTo(TandemConfiguration configuration) => configuration;
}
