using Tandem.Configuration;
using Tandem.Providers;
using Tandem.Server.Hosting;

namespace Tandem.Server.Gateway;

/// <summary>The names that clients may use: <c>auto</c>, <c>auto:POLICY</c>, every model, aliases. A trailing <c>:latest</c> is ignored.</summary>
internal sealed class ModelNames(TandemConfiguration configuration, AssistantDoor? assistants = null)
{
    private const string Auto = "auto";
    private const string Latest = ":latest";

    private static readonly string[] Reserved = ["cheap", "balanced", "best", "local"];

    private readonly Dictionary<string, ConfiguredModel> _models = configuration.AllModels.ToDictionary(model => model.Name, StringComparer.Ordinal);

    /// <summary>Every name, as a list of models shows them.</summary>
    public IReadOnlyList<string> All =>
        [Auto, .. Reserved.Concat(configuration.Routing.Policies.Select(policy => policy.Name)).Distinct().Select(policy => $"{Auto}:{policy}"), .. configuration.AllModels.Select(model => model.Name), .. assistants?.All ?? []];

    public ConfiguredModel? Find(string name) => _models.GetValueOrDefault(name) ?? _models.GetValueOrDefault(Trimmed(name));

    public bool Knows(string name) => Choose(name, followAliases: true) is not null;

    /// <exception cref="GatewayException">Nothing answers to the name.</exception>
    public ModelChoice Resolve(string name) =>
        Choose(name, followAliases: true) ?? throw new GatewayException(
            WireErrorKind.NotFound,
            $"The model '{Shown(name)}' does not exist. There are: {string.Join(", ", All)}. Other names can be given in gateway.aliases.",
            "model_not_found");

    private ModelChoice? Choose(string name, bool followAliases)
    {
        if (Find(name) is { } model)
            return new ModelChoice(model.Name, Policy: null);
        var trimmed = Trimmed(name);
        if (trimmed == Auto)
            return new ModelChoice(Model: null, Policy: null);
        if (trimmed.StartsWith(Auto + ":", StringComparison.Ordinal))
            return configuration.Routing.Find(trimmed[(Auto.Length + 1)..]) is { } policy ? new ModelChoice(Model: null, policy.Name) : null;
        if (trimmed.StartsWith(AssistantDoor.Prefix, StringComparison.Ordinal))
            return assistants?.Knows(trimmed[AssistantDoor.Prefix.Length..]) == true ? new ModelChoice(Model: null, Policy: null, trimmed[AssistantDoor.Prefix.Length..]) : null;
        if (followAliases && configuration.Gateway.Aliases.FirstOrDefault(alias => NameGlob.IsMatch(alias.Pattern, name) || NameGlob.IsMatch(alias.Pattern, trimmed)) is { } alias)
            return Choose(alias.Target, followAliases: false); // One step, so that aliases cannot turn in a circle.
        if (configuration.Gateway.PassthroughModels.Any(glob => NameGlob.IsMatch(glob, name)))
            return configuration.AllModels.FirstOrDefault(known => known.Options.UpstreamName == name) is { } upstream ? new ModelChoice(upstream.Name, Policy: null) : null;
        return null;
    }

    private static string Trimmed(string name) => name.EndsWith(Latest, StringComparison.Ordinal) ? name[..^Latest.Length] : name;

    private static string Shown(string name) => new([.. name.Take(100).Select(letter => char.IsControl(letter) ? '?' : letter)]);
}
