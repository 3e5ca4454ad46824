using Tandem.Configuration.Settings;
using Tandem.Configuration.Shapes;
using Tandem.Routing;
using Tandem.Routing.Policies;
using Tandem.Routing.Rules;

namespace Tandem.Configuration.Building;

/// <summary>Section <c>routing</c>.</summary>
internal static class RoutingBuilder
{
    public static RoutingOptions Build(SettingTree tree, EffectiveSection routing, IReadOnlyList<ConfiguredModel> models, List<ConfigurationFinding> findings)
    {
        var policy = routing.Text("policy") ?? routing.Default("policy", BuiltInPolicies.Default, BuiltInPolicies.Default);
        List<PolicyOptions> policies = [.. routing.Section("policies").Entries().Select(entry => Policy(entry.Name, entry.Section))];
        var rules = tree.ProjectList("routing", "rules").Concat(tree.UserList("routing", "rules") ?? [])
            .Select((rule, place) => Rule(new EffectiveSection((MapSetting)rule, routing.Path.Key("rules").Item(place), routing.Origins)))
            .ToList();

        for (var place = 0; place < rules.Count; place++)
            if (MatchesNothing(rules[place].Use, models))
                findings.Add(new(FormattableString.Invariant($"routing.rules[{place}]"), "it leaves no model that can be used: where it matches, no question is answered", "change the rule, or configure a model that it allows"));
        return new RoutingOptions { Policy = policy, Policies = policies, Rules = rules };
    }

    private static PolicyOptions Policy(string name, EffectiveSection policy)
    {
        var standard = new PolicyOptions { Name = name };
        var worth = policy.Map?.Find("usd_per_success") as ScalarSetting;
        return standard with
        {
            Pool = policy.Texts("pool"),
            Zone = policy.Choice("zone", Names.Zones),
            MaxQualityLoss = (double?)policy.Number("max_quality_loss") ?? policy.Default("max_quality_loss", standard.MaxQualityLoss),
            Confidence = (double?)policy.Number("confidence") ?? policy.Default("confidence", standard.Confidence),
            Threshold = (double?)policy.Number("threshold") ?? policy.Default("threshold", standard.Threshold),
            UsdPerSuccess = worth?.Value is string ? Unlimited(policy) : policy.Number("usd_per_success") ?? policy.Default("usd_per_success", standard.UsdPerSuccess!.Value),
            UsdPerSecondWaited = policy.Number("usd_per_second_waited") ?? policy.Default("usd_per_second_waited", standard.UsdPerSecondWaited),
            DecideOn = policy.Text("decide_on") is { } word ? word == "mean" ? DecideOn.Mean : DecideOn.LowerBound : policy.Default("decide_on", DecideOn.Mean, "mean"),
            Exploration = (double?)policy.Number("exploration") ?? policy.Default("exploration", standard.Exploration),
        };
    }

    private static decimal? Unlimited(EffectiveSection policy)
    {
        policy.Text("usd_per_success");
        return null;
    }

    private static RouteRule Rule(EffectiveSection rule)
    {
        var (when, use) = (rule.Section("when"), rule.Section("use"));
        return new RouteRule(
            new RuleCondition
            {
                Path = when.Text("path"),
                Task = when.Choice("task", Names.Tasks),
                Language = when.Text("language"),
                DataClass = when.Choice("data_class", Names.DataClasses),
                MinBytes = when.Whole("min_bytes"),
                MaxBytes = when.Whole("max_bytes"),
                Tools = when.Flag("tools"),
            },
            new RuleAction
            {
                Zone = use.Choice("zone", Names.Zones),
                Model = use.Text("model"),
                Pool = use.Texts("pool"),
                Policy = use.Text("policy"),
            });
    }

    private static bool MatchesNothing(RuleAction use, IReadOnlyList<ConfiguredModel> models) => !models.Any(model =>
        model.IsUsable
        && (use.Zone is null || use.Zone == model.Options.Zone)
        && (use.Model is null || use.Model == model.Name)
        && (use.Pool is null || use.Pool.Contains(model.Name)));
}
