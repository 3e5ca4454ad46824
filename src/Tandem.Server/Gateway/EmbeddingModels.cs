using Tandem.Configuration;
using Tandem.Providers;
using Tandem.Routing;
using Tandem.Server.Hosting;

namespace Tandem.Server.Gateway;

/// <summary>
/// Which model embeds. Vectors of two models cannot be compared, so that a name means one model, whatever the text, the load or a failure:
/// <c>auto</c> is the first of the configuration that makes embeddings.
/// </summary>
internal sealed class EmbeddingModels(ModelNames names, TandemConfiguration configuration)
{
    /// <param name="pool">Models that the caller may use; null = all.</param>
    /// <exception cref="GatewayException">Nothing answers to the name, or nothing that makes embeddings.</exception>
    public ModelChoice Resolve(string name, IReadOnlyCollection<string>? pool)
    {
        var choice = names.Resolve(name);
        if (choice.Model is { } named)
            return (names.Find(named)!.Options.Supports & Capabilities.Embeddings) != 0
                ? choice
                : throw new GatewayException(WireErrorKind.Invalid, $"'{named}' makes no embeddings. If it does, say so in its 'supports'.");

        // The policy is part of the name (auto:local); its pool and zone say once and for all which models count.
        var policy = configuration.Routing.Find(choice.Policy ?? configuration.Routing.Policy);
        var model = configuration.AllModels.FirstOrDefault(one =>
            (one.Options.Supports & Capabilities.Embeddings) != 0
            && pool?.Contains(one.Name) != false
            && policy?.Pool?.Contains(one.Name) != false
            && (policy?.Zone is null || policy.Zone == one.Options.Zone));
        return model is not null
            ? choice with { Model = model.Name }
            : throw new GatewayException(WireErrorKind.NotFound, "No configured model makes embeddings here. Add one with 'supports: [embeddings]'.", "model_not_found");
    }
}
