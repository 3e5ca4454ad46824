using Microsoft.Extensions.DependencyInjection;
using Tandem.Agent.Trust;
using Tandem.Configuration;
using Tandem.Configuration.Diagnosis;
using Tandem.Configuration.Loading;
using Tandem.Configuration.Setup;
using Tandem.Egress;
using Tandem.Engine.Agents;
using Tandem.Engine.Models;
using Tandem.Pipeline;
using Tandem.Pipeline.Ledger;
using Tandem.Pipeline.Privacy;
using Tandem.Routing;
using Tandem.Routing.Decisions;
using Tandem.Storage;

namespace Tandem.Engine;

/// <summary>Tandem put together from a configuration: what every door opens. Nothing is connected or written before it is used.</summary>
public sealed class Engine : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly IReadOnlyDictionary<string, Zone> _zones;

    private Engine(ServiceProvider services, TandemConfiguration configuration, EngineOptions options, bool usesStarter)
    {
        _services = services;
        _zones = configuration.AllModels.ToDictionary(model => model.Name, model => model.Options.Zone);
        Configuration = configuration;
        Options = options;
        UsesStarter = usesStarter;
        Workspace = Workspace.Find(options.WorkingFolder);
        Owner = $"user:{options.UserName}";
        // A budget of another user, a team or a key says nothing about whoever runs this.
        Budgets = [.. configuration.Budgets.Select(budget => budget.ToLimit(options.UserName)).Where(limit => limit.Account == Owner)];
    }

    public TandemConfiguration Configuration { get; }

    public EngineOptions Options { get; }

    public Workspace Workspace { get; }

    /// <summary>Who pays for what is asked here: <c>user:NAME</c>.</summary>
    public string Owner { get; }

    /// <summary>The owner's budgets.</summary>
    public IReadOnlyList<BudgetLimit> Budgets { get; }

    /// <summary>No model is configured or was found, so that the embedded starter answers.</summary>
    public bool UsesStarter { get; }

    /// <summary>What the user should be told after an answer, one line each.</summary>
    public IReadOnlyList<string> Hints => UsesStarter
        ? ["That was Tandem's small built-in starter model. Add a real Llama (ollama pull llama3.3) or a GPT-4 (export OPENAI_API_KEY=…), then: tandem init"]
        : [];

    public TimeProvider Time => Options.Time;

    public RequestPipeline Pipeline => _services.GetRequiredService<RequestPipeline>();

    public ILedger Ledger => _services.GetRequiredService<ILedger>();

    public IConsentStore Consents => _services.GetRequiredService<IConsentStore>();

    /// <summary>Model files of the embedded engine.</summary>
    public ModelStore Models => _services.GetRequiredService<ModelStore>();

    /// <summary>Everything else, for hosts that add to it.</summary>
    public IServiceProvider Services => _services;

    /// <summary>Names of usable models outside the house.</summary>
    public IReadOnlyList<string> ExternalModels =>
        [.. Configuration.Models.Where(model => model.Zone == Zone.External && model.Unusable is null).Select(model => model.Name)];

    /// <summary>How a model's zone reads; <c>?</c> for one that is not configured any more.</summary>
    public string ZoneOf(string model) => _zones.TryGetValue(model, out var zone) ? Words.Of(zone) : "?";

    /// <summary>Loads the configuration and puts the engine together.</summary>
    /// <exception cref="ConfigurationException">The configuration is refused.</exception>
    /// <exception cref="LedgerUnavailableException">The data folder cannot be used.</exception>
    public static async Task<Engine> OpenAsync(EngineOptions options, CancellationToken cancellationToken)
    {
        var configuration = await LoadAsync(options, cancellationToken);
        var usesStarter = Starter.IsNeeded(configuration);
        if (usesStarter)
            configuration = Starter.AddTo(configuration);
        var services = new ServiceCollection().AddTandem(configuration, options).BuildServiceProvider();
        var engine = new Engine(services, configuration, options, usesStarter);
        await services.GetRequiredService<StorageStart>().RunAsync(cancellationToken);
        return engine;
    }

    /// <summary>The configuration in force; without a user file, from what is found on this machine.</summary>
    /// <exception cref="ConfigurationException">The configuration is refused.</exception>
    public static async Task<TandemConfiguration> LoadAsync(EngineOptions options, CancellationToken cancellationToken)
    {
        var sources = Sources(options);
        return ConfigurationLoader.Load(sources, File.Exists(sources.UserFile) ? null : await DetectAsync(options, cancellationToken));
    }

    /// <summary>Looks for models on this machine: local servers, downloaded files, keys in the environment.</summary>
    public static Task<DetectedModels> DetectAsync(EngineOptions options, CancellationToken cancellationToken) =>
        ModelDetection.RunAsync(Sources(options), options.Time, cancellationToken);

    public static ConfigurationSources Sources(EngineOptions options)
    {
        var sources = new ConfigurationSources
        {
            WorkingFolder = options.WorkingFolder,
            HomeFolder = options.HomeFolder,
            Environment = options.Environment,
            ConfigFile = options.ConfigFile,
        };
        return sources with { IsTrusted = new TrustStore(sources.DataFolder, options.Time).IsTrusted };
    }

    /// <summary>Checks the set-up, with a real round trip to each model. Works with a broken configuration too.</summary>
    public static async Task<DoctorReport> DiagnoseAsync(EngineOptions options, TerminalFacts terminal, CancellationToken cancellationToken)
    {
        var sources = Sources(options);
        using var gate = Endpoints.GateWithoutAudit(options.Time);
        return await Doctor.RunAsync(
            new DoctorInputs
            {
                Sources = sources,
                Detected = File.Exists(sources.UserFile) ? null : await DetectAsync(options, cancellationToken),
                ProbeModel = (model, token) => ModelCheck.RunAsync(Starter.Resolve(model), gate, options.Time, token),
                MoreChecks = (configuration, token) => McpCheck.RunAsync(configuration, options, gate, token),
                Terminal = terminal,
            },
            cancellationToken);
    }

    /// <summary>A real round trip to one model, or to all.</summary>
    /// <exception cref="Tandem.Pipeline.Errors.RequestException">No model of that name is configured.</exception>
    public async Task<DoctorReport> ProbeAsync(string? name, CancellationToken cancellationToken)
    {
        var models = Configuration.AllModels.Where(model => name is null || model.Name == name).ToList();
        if (models.Count == 0 && name is not null)
            throw UnknownModel.Named(name, [.. _zones.Keys]);
        var gate = _services.GetRequiredService<IEgressGate>();
        return new DoctorReport(await Task.WhenAll(models.Select(model => ModelCheck.RunAsync(model, gate, Time, cancellationToken))));
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
