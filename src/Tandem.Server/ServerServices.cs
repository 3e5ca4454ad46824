using Microsoft.Extensions.DependencyInjection;
using Tandem.Pipeline.Kept;
using Tandem.Pipeline.Keys;
using Tandem.Pipeline.Models;
using Tandem.Server.Admin;
using Tandem.Server.Callers;
using Tandem.Server.Gateway;
using Tandem.Server.Gateway.Anthropic;
using Tandem.Server.Gateway.Conversations;
using Tandem.Server.Gateway.Idempotency;
using Tandem.Server.Gateway.Ollama;
using Tandem.Server.Gateway.OpenAI;
using Tandem.Server.Hosting;
using Tandem.Server.Telemetry;

namespace Tandem.Server;

internal static class ServerServices
{
    /// <summary>The parts of the server, one line each.</summary>
    public static IServiceCollection AddServer(this IServiceCollection services, Engine.Engine engine, ServerOptions options, IReadOnlyList<Uri> urls)
    {
        services.AddSingleton(engine);
        services.AddSingleton(engine.Time);
        services.AddSingleton(engine.Configuration);
        services.AddSingleton(engine.Services.GetRequiredService<ModelPool>());
        services.AddSingleton(options);
        services.AddSingleton(new HostNames(urls));
        services.AddSingleton<FrontDoor>();
        services.AddSingleton<AccessControl>();
        services.AddSingleton<Draining>();
        services.AddSingleton(provider => new KeyCache(engine.Services.GetRequiredService<IVirtualKeyStore>(), options.KeyRefresh, engine.Time));
        services.AddSingleton<CallerCheck>();
        services.AddSingleton<GuessGuard>();
        services.AddSingleton<RateLimits>();
        services.AddSingleton<AssistantDoor>();
        services.AddSingleton<ModelNames>();
        services.AddSingleton<EmbeddingModels>();
        services.AddSingleton<PrivateConversations>();
        services.AddSingleton<CallFactory>();
        services.AddSingleton<IdempotentRequests>();
        services.AddSingleton<AnswerRelay>();
        services.AddSingleton<DialectDoors>();
        services.AddSingleton(engine.Services.GetRequiredService<IKeptConversations>());
        services.AddSingleton<ResponsesConversation>();
        services.AddSingleton<ThreadConversation>();
        services.AddSingleton<MessagesEndpoint>();
        services.AddSingleton<ResponsesEndpoint>();
        services.AddSingleton<CompletionsEndpoint>();
        services.AddSingleton<EmbeddingsEndpoint>();
        services.AddSingleton<ChatEndpoint>();
        services.AddSingleton<GenerateEndpoint>();
        services.AddSingleton<EmbedEndpoint>();
        services.AddSingleton<LoadAnswer>();
        services.AddSingleton<ServerMetrics>();
        services.AddSingleton<HealthEndpoints>();
        services.AddSingleton<DecisionEndpoints>();
        services.AddSingleton<MoneyEndpoints>();
        services.AddSingleton<KeyEndpoints>();
        services.AddSingleton<PoolEndpoints>();
        services.AddSingleton<GatewayTelemetry>();
        services.AddSingleton<ServerEvents>();
        services.AddSingleton<EventsEndpoint>();
        return services;
    }
}
