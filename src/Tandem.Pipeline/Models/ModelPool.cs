using Tandem.Pipeline.Observations;
using Tandem.Providers;
using Tandem.Routing;

namespace Tandem.Pipeline.Models;

/// <summary>Every configured model, in its order.</summary>
public sealed class ModelPool
{
    private readonly Dictionary<string, PooledModel> _byName;
    private readonly IReadOnlyList<PooledModel> _models;

    public ModelPool(IEnumerable<IModelEndpoint> endpoints, IModelObservations observations, PipelineOptions options, TimeProvider time)
    {
        _models = [.. endpoints.Select(endpoint => new PooledModel(endpoint, observations, options, time))];
        _byName = _models.ToDictionary(model => model.Options.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<string> Names => [.. _models.Select(model => model.Options.Name)];

    /// <summary>How busy each model is now.</summary>
    public IReadOnlyList<ModelLoad> Loads() => [.. _models.Select(model => new ModelLoad(model.Options.Name, model.Bulkhead.Taken, model.Bulkhead.Waiting, model.Options.MaxConcurrency))];

    /// <summary>All models as a decision sees them now.</summary>
    public IReadOnlyList<ModelProfile> Profiles() => [.. _models.Select(model => model.Profile())];

    internal IReadOnlyList<PooledModel> Models => _models;

    internal PooledModel this[string name] => _byName[name];

    public bool Contains(string name) => _byName.ContainsKey(name);
}
