using Tandem.Egress;
using Tandem.Providers;
using Tandem.Routing;
using Tandem.ScriptedUpstream;

namespace Tandem.TestKit;

/// <summary>Models that are served by a <see cref="FakeUpstream"/>.</summary>
public static class TestModels
{
    /// <summary>A model of this kind at the upstream; <c>/v1</c> is added for OpenAI's kinds.</summary>
    public static ModelOptions At(FakeUpstream upstream, ProviderKind kind, string name = "test", Zone zone = Zone.Local, EgressDeadlines? deadlines = null) => new()
    {
        Name = name,
        Provider = kind,
        UpstreamName = "upstream-" + name,
        BaseUrl = BaseUrl(upstream.Address, kind),
        ApiKey = new ApiKey("test-key"),
        Zone = zone,
        Supports = Capabilities.Tools | Capabilities.Json | Capabilities.Vision | Capabilities.Reasoning,
        Deadlines = deadlines ?? new EgressDeadlines(),
    };

    public static EgressPass Pass(ModelOptions model, DataClass dataClass = DataClass.Shareable) => new()
    {
        Destination = model.Name,
        Zone = model.Zone,
        DataClass = dataClass,
        ClassRule = "test",
        RequestId = "req_test",
        Deadlines = model.Deadlines,
    };

    public static AttemptContext Attempt(ModelOptions model, int maxOutputTokens = 1_000, Action<string>? onDropped = null) => new()
    {
        Pass = Pass(model),
        MaxOutputTokens = maxOutputTokens,
        OnDropped = onDropped ?? (static _ => { }),
    };

    private static Uri BaseUrl(Uri address, ProviderKind kind) => kind switch
    {
        ProviderKind.OpenAI or ProviderKind.OpenAICompatible => new Uri(address, "/v1"),
        _ => address,
    };
}
