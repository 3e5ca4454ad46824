using Microsoft.Extensions.DependencyInjection;
using Tandem.Agent.Assistants;
using Tandem.Agent.FrontMatter;
using Tandem.Egress;
using Tandem.Pipeline;
using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Ledger;
using Tandem.Pipeline.Models;
using Tandem.Pipeline.Observations;
using Tandem.Pipeline.Privacy;
using Tandem.Providers;
using Tandem.Providers.Chat;
using Tandem.Routing;
using Tandem.Routing.Prices;
using Tandem.ScriptedUpstream;
using Tandem.Storage;
using Tandem.TestKit;

namespace Tandem.Agent.Tests.Assistants;

/// <summary>An assistant over the real pipeline and real HTTP: a local llama that is preferred, and a gpt-4 outside.</summary>
internal sealed class GateBench : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private GateBench(FakeUpstream llama, FakeUpstream gpt4)
    {
        (Llama, Gpt4) = (llama, gpt4);
        _services = new ServiceCollection().AddSingleton(TimeProvider.System).AddStorage(new DataDirectory(Path.Combine(Folder, "data"))).BuildServiceProvider();
        var gate = new EgressGate(new EgressOptions(), _services.GetRequiredService<IEgressAudit>(), TimeProvider.System);
        var observations = _services.GetRequiredService<IModelObservations>();
        ModelOptions[] models = [TestModels.At(llama, ProviderKind.OpenAICompatible, "llama"), TestModels.At(gpt4, ProviderKind.OpenAICompatible, "gpt-4", Zone.External) with { Price = new ModelPrice { Input = 1, Output = 1 } }];
        var pipeline = new RequestPipeline(
            OrderedRouter.Create(), new ModelPool(models.Select(model => ModelEndpoints.Create(model, gate, TimeProvider.System)), observations, new PipelineOptions(), TimeProvider.System),
            Ledger, observations, new PrivacyOptions { Default = DataClass.Shareable }, new PipelineOptions(), TimeProvider.System);
        Gate = new AssistantGate(pipeline, Ledger, [.. models.Select(model => new AssistantModel(model.Name, model.Zone))], TimeProvider.System);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("tandem-gate-").FullName;

    public FakeUpstream Llama { get; }

    public FakeUpstream Gpt4 { get; }

    public AssistantGate Gate { get; }

    public ILedger Ledger => _services.GetRequiredService<ILedger>();

    public static async Task<GateBench> StartAsync(Reply[] llama, Reply[] gpt4) =>
        new(await FakeUpstream.StartAsync(llama), await FakeUpstream.StartAsync(gpt4));

    public static Assistant Shipped(string name) => AssistantCatalog.Load([]).Get(name);

    public static Assistant Read(string text)
    {
        var faults = new FaultList("test.md");
        return AssistantReader.Read("test.md", text.ReplaceLineEndings("\n"), AssistantOrigin.User, null, faults) ?? throw new InvalidOperationException(string.Join('\n', faults.Faults));
    }

    public async Task<GateAnswer> AskAsync(Assistant assistant, params string[] turns)
    {
        var answer = new GateAnswer();
        await foreach (var happened in Gate.RunAsync(Call(assistant, turns), TestContext.Current.CancellationToken))
            answer.Add(happened);
        return answer;
    }

    public AssistantCall Call(Assistant assistant, params string[] turns)
    {
        var chat = new ChatRequest { Messages = [.. turns.Select((text, place) => place % 2 == 0 ? ChatMessage.User(text) : ChatMessage.Assistant(text))], MaxOutputTokens = 500 };
        return new AssistantCall
        {
            Assistant = assistant,
            Chat = chat,
            Root = Folder,
            Template = new PipelineCall { Id = RequestId.New(TimeProvider.System.GetUtcNow()), Request = NativeRequest.Of(chat), Owner = "user:test", Door = "test" },
        };
    }

    public async ValueTask DisposeAsync()
    {
        await Llama.DisposeAsync();
        await Gpt4.DisposeAsync();
        await _services.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
