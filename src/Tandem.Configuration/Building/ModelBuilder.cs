using System.Globalization;
using Tandem.Configuration.Settings;
using Tandem.Configuration.Shapes;
using Tandem.Egress;
using Tandem.Providers;
using Tandem.Routing;
using Tandem.Routing.Decisions;
using Tandem.Routing.Prices;

namespace Tandem.Configuration.Building;

/// <summary>An entry of <c>models</c> with its defaults.</summary>
internal sealed class ModelBuilder(IReadOnlyDictionary<string, string> environment, List<ConfigurationFinding> findings)
{
    private const int UnknownContext = 8_192;
    private const int UnknownOutput = 4_096;

    public ConfiguredModel Build(string name, EffectiveSection model)
    {
        var provider = model.Choice("provider", Names.Providers)!.Value;
        var upstream = model.Text("model") ?? model.Default("model", name, name);
        var (address, usesUsualAddress, addressProblem) = Address(provider, model);
        var (key, keyProblem) = Key(provider, usesUsualAddress, model);
        var zone = model.Choice("zone", Names.Zones) ?? DefaultZone(provider, address, model);
        var known = KnownModels.Find(upstream);
        var (context, output) = Sizes(known, model);
        var (price, priceKnown) = Price(provider, zone, known, model.Section("price"), isGiven: model.Map?.Find("price") is not null);
        var options = new ModelOptions
        {
            Name = name,
            Provider = provider,
            UpstreamName = upstream,
            BaseUrl = address,
            ApiKey = key,
            Zone = zone,
            ContextTokens = context,
            MaxOutputTokens = output,
            Price = price,
            PriceKnown = priceKnown,
            Supports = Supports(known, model),
            Capability = Capability(model.Section("capability")),
            Deadlines = Deadlines(model.Section("deadlines")),
            MaxConcurrency = (int)(model.Whole("max_concurrency") ?? model.Default("max_concurrency", 1_024L)),
        };
        var unusable = (addressProblem ?? keyProblem) is { } obstacle ? new ConfigurationFinding(model.Path.ToString(), obstacle.Problem, obstacle.Cure) : null;
        if (unusable is not null)
            findings.Add(unusable with { Problem = "this model cannot be used: " + unusable.Problem });
        Look(options, model.Path.ToString(), usesUsualAddress);
        return new ConfiguredModel { Options = options, Unusable = unusable, Given = (model.Map?.Names ?? []).ToHashSet() };
    }

    private static (Uri? Address, bool IsUsual, Obstacle? Problem) Address(ProviderKind provider, EffectiveSection model)
    {
        var text = model.Text("base_url");
        if (Missing(model, "base_url") is { } missing)
            return (null, false, new($"its address needs the environment variable {missing.MissingVariable}, which {missing.MissingBecause}", $"set {missing.MissingVariable}, or write base_url"));
        if (text is not null)
            return (new Uri(text.TrimEnd('/')), ProviderDefaults.Address(provider) == text.TrimEnd('/'), null);
        return ProviderDefaults.Address(provider) is { } usual ? (model.Default("base_url", new Uri(usual), usual), true, null) : (null, false, null);
    }

    /// <summary>A provider's usual variable is used only at that provider's own address, so that a key never goes elsewhere by default.</summary>
    private (ApiKey? Key, Obstacle? Problem) Key(ProviderKind provider, bool usesUsualAddress, EffectiveSection model)
    {
        var text = model.Text("api_key");
        if (Missing(model, "api_key") is { } missing)
            return (null, new($"its key needs the environment variable {missing.MissingVariable}, which {missing.MissingBecause}", $"set {missing.MissingVariable}, or remove the model"));
        if (text is not null)
            return (new ApiKey(text), null);
        if (provider == ProviderKind.AzureOpenAI)
            return (null, new("it has no key", "add api_key"));
        if (!usesUsualAddress || ProviderDefaults.KeyVariable(provider) is not { } variable)
            return (null, null);
        if (environment.GetValueOrDefault(variable) is not { Length: > 0 } key)
            return (null, new("it has no key", $"set the environment variable {variable}, or add api_key"));
        return Patterns.IsMatch(@"^[\x21-\x7e]+$", key)
            ? (model.Default("api_key", new ApiKey(key), EffectiveSection.Mask, $"${{{variable}}}"), null)
            : (null, new($"the environment variable {variable} does not hold a key in one line", "set it again"));
    }

    private static Zone DefaultZone(ProviderKind provider, Uri? address, EffectiveSection model)
    {
        if (provider == ProviderKind.Embedded)
            return model.Default("zone", Zone.Local, Words.Of(Zone.Local), "runs in this process");
        var zone = address is null ? Zone.External : AddressZone.Of(address);
        return model.Default("zone", zone, Words.Of(zone), address is null ? null : $"{address.Host} {(zone == Zone.Local ? "is" : "is not")} a loopback, private or .local address");
    }

    private static (int Context, int Output) Sizes(KnownModel? known, EffectiveSection model)
    {
        var context = (int)(model.Whole("context") ?? model.Default("context", (long)(known?.ContextTokens ?? UnknownContext), Note(known)));
        var most = Math.Max(1, Math.Min(known?.MaxOutputTokens ?? UnknownOutput, context / 2));
        var output = (int)(model.Whole("max_output") ?? model.Default("max_output", (long)most, Note(known)));
        return (context, output);
    }

    private static (ModelPrice Price, bool IsKnown) Price(ProviderKind provider, Zone zone, KnownModel? known, EffectiveSection price, bool isGiven)
    {
        if (isGiven)
            return (new ModelPrice
            {
                Input = price.Number("input") ?? price.Default("input", 0m),
                Output = price.Number("output") ?? price.Default("output", 0m),
                CachedInput = price.Number("cached_input"),
                CacheWrite = price.Number("cache_write"),
            }, true);
        var isVendors = provider is ProviderKind.OpenAI or ProviderKind.AzureOpenAI or ProviderKind.Anthropic or ProviderKind.Google;
        var table = zone == Zone.External && isVendors ? known?.Price : null;
        if (zone == Zone.External && table is null)
            return (price.Default("input", ModelPrice.Free, "unknown", "not in the table of well-known models"), false);
        var note = table is null ? "models in the zone local cost nothing" : Note(known);
        var effective = table ?? ModelPrice.Free;
        price.Default("input", effective.Input, note);
        price.Default("output", effective.Output, note);
        if (effective.CachedInput is { } cached)
            price.Default("cached_input", cached, note);
        if (effective.CacheWrite is { } written)
            price.Default("cache_write", written, note);
        return (effective, true);
    }

    private static Capabilities Supports(KnownModel? known, EffectiveSection model)
    {
        if (model.Texts("supports") is { } words)
            return words.Aggregate(Capabilities.None, (all, word) => all | Names.Supports[word]);
        var supports = known?.Supports ?? Capabilities.Tools | Capabilities.Json;
        return model.Default("supports", supports, $"[{Words.Of(supports)}]", Note(known));
    }

    private static Dictionary<string, double> Capability(EffectiveSection capability) =>
        (capability.Map?.Names ?? []).ToDictionary(skill => skill, skill => (double)capability.Number(skill)!.Value);

    private static EgressDeadlines Deadlines(EffectiveSection deadlines)
    {
        var standard = new EgressDeadlines();
        return new EgressDeadlines
        {
            Connect = Seconds("connect", standard.Connect),
            Headers = Seconds("headers", standard.Headers),
            FirstToken = Seconds("first_token", standard.FirstToken),
            Progress = Seconds("progress", standard.Progress),
            Total = Seconds("total", standard.Total),
        };

        TimeSpan Seconds(string key, TimeSpan fallback) =>
            deadlines.Number(key) is { } seconds ? TimeSpan.FromSeconds((double)seconds) : deadlines.Default(key, fallback, fallback.TotalSeconds.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Notes what is allowed and hardly meant.</summary>
    private void Look(ModelOptions model, string path, bool usesUsualAddress)
    {
        if (!model.PriceKnown)
            findings.Add(new(path, "its price is not known, so its cost counts as unknown", $"add {path}.price"));
        if (model.Zone == Zone.Local && usesUsualAddress && ProviderDefaults.KeyVariable(model.Provider) is not null)
            findings.Add(new(path, $"it is in the zone local, but {model.BaseUrl!.Host} is not this house, and private text would leave it", $"remove {path}.zone"));
        if (model.ApiKey is not null && model.BaseUrl is { } url && url.Scheme == Uri.UriSchemeHttp && AddressZone.Of(url) == Zone.External)
            findings.Add(new(path, "its key travels without encryption", $"use https in {path}.base_url"));
    }

    private static ScalarSetting? Missing(EffectiveSection model, string key) =>
        model.Map?.Find(key) is ScalarSetting { MissingVariable: not null } setting ? setting : null;

    private static string? Note(KnownModel? known) => known is null ? null : $"{known.Family}, {known.AsOf}, {known.Source}";

    private sealed record Obstacle(string Problem, string Cure);
}
