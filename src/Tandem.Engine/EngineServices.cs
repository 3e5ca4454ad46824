using Microsoft.Extensions.DependencyInjection;
using Tandem.Configuration;
using Tandem.Egress;
using Tandem.Engine.Models;
using Tandem.Pipeline;
using Tandem.Pipeline.Ledger;
using Tandem.Pipeline.Models;
using Tandem.Pipeline.Observations;
using Tandem.Routing;
using Tandem.Routing.Estimation;
using Tandem.Routing.Prices;
using Tandem.Storage;

namespace Tandem.Engine;

/// <summary>The composition of the engine, one line a part.</summary>
public static class EngineServices
{
    public static IServiceCollection AddTandem(this IServiceCollection services, TandemConfiguration configuration, EngineOptions options)
    {
        services.AddSingleton(options.Time);
        services.AddSingleton(configuration);
        services.AddStorage(new DataDirectory(Engine.Sources(options).DataFolder));
        services.AddSingleton<IEgressGate>(provider => new EgressGate(new EgressOptions(), provider.GetRequiredService<IEgressAudit>(), options.Time));
        services.AddSingleton<IScoreEstimator>(_ => new LearnedEstimator());
        services.AddSingleton(provider => new ModelStore(options, provider.GetRequiredService<IEgressGate>()));
        services.AddSingleton(provider => new Router(configuration.Routing, provider.GetRequiredService<IScoreEstimator>()));
        services.AddSingleton(provider => new ModelPool(
            Endpoints.Create(configuration, provider.GetRequiredService<IEgressGate>(), options.Time), provider.GetRequiredService<IModelObservations>(),
            provider.GetRequiredService<PipelineOptions>(), options.Time));
        services.AddSingleton(new PipelineOptions
        {
            PriceVersion = KnownModels.Version,
            MaxWaiting = configuration.Gateway.MaxWaiting,
            QueueDeadline = configuration.Gateway.QueueTimeout,
        });
        services.AddSingleton(provider => new RequestPipeline(
            provider.GetRequiredService<Router>(), provider.GetRequiredService<ModelPool>(), provider.GetRequiredService<ILedger>(),
            provider.GetRequiredService<IModelObservations>(), configuration.Privacy, provider.GetRequiredService<PipelineOptions>(), options.Time));
        return services;
    }
}
