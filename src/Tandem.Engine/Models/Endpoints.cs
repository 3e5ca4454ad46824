using Tandem.Configuration;
using Tandem.Egress;
using Tandem.Providers;
using Tandem.Providers.Embedded;

namespace Tandem.Engine.Models;

/// <summary>An endpoint for every configured model, in its order; unusable ones too, so that a decision can say why they were not taken.</summary>
internal static class Endpoints
{
    public static IEnumerable<IModelEndpoint> Create(TandemConfiguration configuration, IEgressGate gate, TimeProvider time) =>
        configuration.AllModels.Select(model => model.UnusableBecause is { } reason
            ? new UnusableEndpoint(model.Options with { Unusable = reason })
            : Create(model.Options, gate, time));

    public static IModelEndpoint Create(ModelOptions model, IEgressGate gate, TimeProvider time) =>
        ModelEndpoints.Create(model, gate, time, embedded => new LlamaEndpoint(embedded, time));

    /// <summary>For probes that run before there is a data folder: they carry no user text, so that there is nothing to audit.</summary>
    public static EgressGate GateWithoutAudit(TimeProvider time) => new(new EgressOptions(), new NoAudit(), time);

    private sealed class NoAudit : IEgressAudit
    {
        public ValueTask WriteAsync(EgressAuditEntry entry, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }

    /// <summary>Stands for a model that cannot be called. Routing never takes it.</summary>
    private sealed class UnusableEndpoint(ModelOptions model) : IModelEndpoint
    {
        public ModelOptions Model => model;

        public IAsyncEnumerable<RelayFrame> SendAsync(ModelRequest request, AttemptContext attempt, CancellationToken cancellationToken) =>
            throw new UpstreamException(UpstreamError.Unreachable, $"{model.Name}: {model.Unusable}");
    }
}
