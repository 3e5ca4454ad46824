using Microsoft.Extensions.DependencyInjection;
using Tandem.Egress;
using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Ledger;
using Tandem.Pipeline.Models;
using Tandem.Pipeline.Observations;
using Tandem.Pipeline.Privacy;
using Tandem.Providers;
using Tandem.Providers.Chat;
using Tandem.Routing;
using Tandem.Storage;
using Tandem.TestKit;

namespace Tandem.Pipeline.Tests;

/// <summary>The whole path over real HTTP and a real ledger in a temporary folder. It prefers its models in the order given.</summary>
internal sealed class TestPipeline : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tandem-pipeline-").FullName;
    private readonly ServiceProvider _services;

    public TestPipeline(IReadOnlyList<ModelOptions> models, PrivacyOptions? privacy = null, TimeProvider? time = null, PipelineOptions? options = null, Func<ModelOptions, IModelEndpoint>? endpoint = null)
    {
        var settings = options ?? new PipelineOptions();
        Time = time ?? TimeProvider.System;
        _services = new ServiceCollection().AddSingleton(Time).AddStorage(new DataDirectory(_folder)).BuildServiceProvider();
        var gate = new EgressGate(new EgressOptions(), _services.GetRequiredService<IEgressAudit>(), Time);
        var observations = _services.GetRequiredService<IModelObservations>();
        Pipeline = new RequestPipeline(
            OrderedRouter.Create(), new ModelPool(models.Select(endpoint ?? (model => ModelEndpoints.Create(model, gate, Time))), observations, settings, Time),
            Ledger, observations, privacy ?? new PrivacyOptions { Default = DataClass.Shareable }, settings, Time);
    }

    public TimeProvider Time { get; }

    public RequestPipeline Pipeline { get; }

    public ILedger Ledger => _services.GetRequiredService<ILedger>();

    public static PipelineCall Call(string question, params BudgetLimit[] budgets) => new()
    {
        Id = RequestId.New(TimeProvider.System.GetUtcNow()),
        Request = NativeRequest.Of(new ChatRequest { Messages = [ChatMessage.User(question)], MaxOutputTokens = 100 }),
        Owner = "user:test",
        Door = "test",
        Budgets = budgets,
    };

    public async Task<Answer> AskAsync(PipelineCall call, CancellationToken cancellationToken)
    {
        var answer = new Answer();
        await foreach (var frame in Pipeline.RunAsync(call, cancellationToken))
            answer.Add(frame);
        return answer;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
