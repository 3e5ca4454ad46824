using Tandem.Configuration.Origins;
using Tandem.Configuration.Settings;
using Tandem.Configuration.Shapes;
using Tandem.Egress;
using Tandem.Pipeline.Privacy;
using Tandem.Routing.Decisions;
using Tandem.Routing.Prices;

namespace Tandem.Configuration.Building;

/// <summary>From checked settings to the configuration in force.</summary>
internal static class ConfigurationBuilder
{
    public static TandemConfiguration Build(SettingTree tree)
    {
        var origins = new List<OriginEntry>();
        var findings = new List<ConfigurationFinding>();
        var root = new EffectiveSection(tree.Root, SettingPath.Root, origins);
        var builder = new ModelBuilder(tree.Sources.Environment, findings);
        List<ConfiguredModel> models = [.. root.Section("models").Entries().Select(entry => builder.Build(entry.Name, entry.Section))];
        return new TandemConfiguration
        {
            AllModels = models,
            Routing = RoutingBuilder.Build(tree, root.Section("routing"), models, findings),
            Privacy = Privacy(tree, root.Section("privacy")),
            Budgets = Budgets(tree, root),
            Gateway = Gateway(root.Section("gateway")),
            Verify = Verify(tree, root),
            Permissions = Permissions(root.Section("agent").Section("permissions")),
            Mcp = ExtensionBuilder.Mcp(root.Section("mcp"), findings),
            Hooks = ExtensionBuilder.Hooks(tree, root),
            Assistants = Assistants(tree, root),
            Origins = origins,
            Findings = findings,
            UserFile = tree.UserFile,
            ProjectFile = tree.ProjectFile,
            HoldsKeys = models.Exists(model => KeyInFile(tree, model.Name)),
        };
    }

    private static PrivacyOptions Privacy(SettingTree tree, EffectiveSection privacy)
    {
        var standard = new PrivacyOptions();
        var dataClass = privacy.Choice("default", Names.DataClasses) ?? privacy.Default("default", standard.Default, Words.Of(standard.Default));
        var project = tree.ProjectList("privacy", "private_paths");
        var user = tree.UserList("privacy", "private_paths");
        var paths = project.Count > 0 || user is not null ? privacy.RecordItems("private_paths", project.Concat(user ?? [])) : [];
        if (user is null)
            paths = [.. paths, .. privacy.Default("private_paths", standard.PrivatePaths, $"[{string.Join(", ", standard.PrivatePaths)}]")];
        var secrets = privacy.Text("secrets") ?? privacy.Default("secrets", "redact", "redact");
        return new PrivacyOptions { Default = dataClass, PrivatePaths = paths, Secrets = secrets == "block" ? SecretHandling.Block : SecretHandling.Redact };
    }

    private static List<BudgetOptions> Budgets(SettingTree tree, EffectiveSection root) => [.. (tree.UserList("budgets") ?? []).Select((setting, place) =>
    {
        var budget = new EffectiveSection((MapSetting)setting, root.Path.Key("budgets").Item(place), root.Origins);
        return new BudgetOptions(
            budget.Text("scope")!,
            NanoUsd.FromUsd(budget.Number("limit_usd")!.Value),
            budget.Choice("per", Names.Periods)!.Value,
            budget.Flag("hard") ?? budget.Default("hard", true, "true"));
    })];

    private static GatewayOptions Gateway(EffectiveSection gateway) => new()
    {
        Urls = [.. (gateway.Texts("urls") ?? gateway.Default<IReadOnlyList<string>>("urls", [GatewayOptions.DefaultUrl], $"[{GatewayOptions.DefaultUrl}]")).Select(url => new Uri(url))],
        Aliases = [.. (gateway.Section("aliases") is var aliases ? aliases.Map?.Names ?? [] : []).Select(pattern => new GatewayAlias(pattern, aliases.Text(pattern)!))],
        PassthroughModels = gateway.Texts("passthrough_models") ?? [],
        MaxWaiting = (int)(gateway.Whole("max_waiting") ?? gateway.Default("max_waiting", 256L, "256")),
        QueueTimeout = TimeSpan.FromSeconds((double)(gateway.Number("queue_timeout") ?? gateway.Default("queue_timeout", 30m, "30"))),
        DrainTimeout = TimeSpan.FromSeconds((double)(gateway.Number("drain_timeout") ?? gateway.Default("drain_timeout", 25m, "25"))),
    };

    private static PermissionOptions Permissions(EffectiveSection permissions) => new()
    {
        Allow = permissions.Texts("allow") ?? [],
        Deny = permissions.Texts("deny") ?? [],
    };

    private static VerifyOptions Verify(SettingTree tree, EffectiveSection root)
    {
        var project = tree.ProjectList("verify");
        var isTrusted = project.Count > 0 && tree.Sources.IsTrusted(Path.GetDirectoryName(tree.ProjectFile)!);
        IReadOnlyList<Setting> trusted = isTrusted ? project : [];
        var user = tree.UserList("verify");
        return new VerifyOptions
        {
            Commands = user is null && trusted.Count == 0 ? root.Default("verify", (IReadOnlyList<string>?)null, "detected from the repository") : root.RecordItems("verify", trusted.Concat(user ?? [])),
            Untrusted = isTrusted ? [] : [.. project.OfType<ScalarSetting>().Select(command => (string)command.Value!)],
        };
    }

    /// <summary>A path is relative to the file that names it; from elsewhere to the working folder.</summary>
    private static List<string> Assistants(SettingTree tree, EffectiveSection root)
    {
        List<Setting> settings = [.. tree.ProjectList("assistants"), .. tree.UserList("assistants") ?? []];
        if (settings.Count == 0)
            return [];
        var texts = root.RecordItems("assistants", settings);
        return [.. texts.Select((text, place) => FullPath(text, settings[place].Place, tree.Sources.HomeFolder, tree.Sources.WorkingFolder))];
    }

    private static string FullPath(string text, Origin place, string home, string workingFolder)
    {
        var folder = place.Kind is OriginKind.UserFile or OriginKind.ProjectFile ? Path.GetDirectoryName(place.File)! : workingFolder;
        return Path.GetFullPath(text.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(home, text[2..]) : text, folder);
    }

    private static bool KeyInFile(SettingTree tree, string model) =>
        (tree.Root.Find("models") as MapSetting)?.Find(model) is MapSetting map
        && map.Find("api_key") is ScalarSetting { Place: { Kind: OriginKind.UserFile, Note: null } };
}
