using System.Collections.Frozen;
using Tandem.Pipeline.Observations;
using Tandem.Providers;
using Tandem.Routing;

namespace Tandem.Pipeline.Models;

/// <summary>Every configured model, in its order.</summary>
public sealed class ModelPool
{
    private static readonly IReadOnlyDictionary<string, string> NothingUnsayable = FrozenDictionary<string, string>.Empty;

    private readonly Dictionary<string, PooledModel> _byName;
    private readonly IReadOnlyList<PooledModel> _models;

    public ModelPool(IEnumerable<IModelEndpoint> endpoints, IModelObservations observations, TimeProvider time)
    {
        _models = [.. endpoints.Select(endpoint => new PooledModel(endpoint, observations, time))];
        _byName = _models.ToDictionary(model => model.Options.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<string> Names => [.. _models.Select(model => model.Options.Name)];

    /// <summary>All models as a decision sees them now.</summary>
    public IReadOnlyList<ModelProfile> Profiles() => [.. _models.Select(model => model.Profile())];

    /// <summary>Models whose dialect cannot say the request, each with the reason.</summary>
    internal IReadOnlyDictionary<string, string> Unsayable(ModelRequest request)
    {
        Dictionary<string, string>? reasons = null;
        foreach (var model in _models)
            if (Ineligibility.ReasonFor(model.Options.Provider, request) is { } reason)
                (reasons ??= [])[model.Options.Name] = reason;
        return reasons ?? NothingUnsayable;
    }

    internal PooledModel this[string name] => _byName[name];

    public bool Contains(string name) => _byName.ContainsKey(name);
}
