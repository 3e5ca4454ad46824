using Tandem.Egress;
using Tandem.Providers.Wire;

namespace Tandem.Providers;

/// <summary>Makes the endpoint of a configured model. A new provider is its folder and one line in <see cref="WireDialects"/>.</summary>
public static class ModelEndpoints
{
    /// <param name="time">Runs the first token's, progress and total deadlines.</param>
    /// <param name="embedded">Makes endpoints that run in this process; null where there is no such engine.</param>
    /// <exception cref="ArgumentException">The model has no <see cref="ModelOptions.BaseUrl"/>, or is embedded without an engine.</exception>
    public static IModelEndpoint Create(ModelOptions model, IEgressGate gate, TimeProvider time, Func<ModelOptions, IModelEndpoint>? embedded = null)
    {
        if (model.Provider == ProviderKind.Embedded)
            return embedded?.Invoke(model) ?? throw new ArgumentException($"'{model.Name}' is embedded, and this program has no engine for it.", nameof(model));
        if (model.BaseUrl is null) throw new ArgumentException($"'{model.Name}' has no base_url.", nameof(model));
        return new HttpModelEndpoint(model, WireDialects.Of(model.Provider), gate, time);
    }

    /// <summary>The dialect in which a provider is called: a request of the same dialect is relayed without translation.</summary>
    public static Dialect DialectOf(ProviderKind provider) => provider == ProviderKind.Embedded ? Dialect.Native : WireDialects.Of(provider).Dialect;
}
