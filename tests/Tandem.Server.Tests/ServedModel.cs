using Tandem.ScriptedUpstream;

namespace Tandem.Server.Tests;

/// <summary>A model of the server under test.</summary>
internal sealed record ServedModel(string Name, string Provider, string BaseUrl, string Zone = "local", string PriceUsd = "0", string Supports = "tools, json, vision, reasoning", string Extra = "")
{
    public static ServedModel OpenAI(FakeUpstream upstream, string name = "llama", string zone = "local", string price = "0") =>
        Of(upstream, "openai-compatible", name) with { Zone = zone, PriceUsd = price };

    public static ServedModel Of(FakeUpstream upstream, string provider, string name = "llama") =>
        new(name, provider, upstream.Address.GetLeftPart(UriPartial.Authority) + (provider is "openai" or "openai-compatible" ? "/v1" : ""));
}
