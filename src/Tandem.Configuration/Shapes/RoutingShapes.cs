using Tandem.Routing.Policies;

namespace Tandem.Configuration.Shapes;

/// <summary>Section <c>routing</c>.</summary>
internal static class RoutingShapes
{
    private static TextShape PolicyName { get; } = new("the name of a policy") { Pattern = @"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$" };

    private static TextShape ModelName { get; } = new("the name of a model") { Pattern = @"^\S+$" };

    private static ListShape Pool { get; } = new(ModelName) { Fewest = 1 };

    public static SectionShape Routing { get; } = new(
    [
        new("policy", PolicyName, "The policy in force: `cheap`, `balanced`, `careful`, `best`, `local`, or one of `policies`.") { Default = BuiltInPolicies.Default },
        new("policies", new NamesShape(Policy(), PolicyName.Pattern!, "letters, digits and . _ -", "NAME"), "Policies of your own. One with a built-in name replaces it.") { Default = "none" },
        new("rules", new ListShape(Rule()), "The first rule whose condition holds wins, before anything learned. A project's rules come first.") { Default = "none", InProject = true },
    ]);

    private static SectionShape Policy()
    {
        var standard = new PolicyOptions { Name = "" };
        return new(
        [
            new("pool", Pool, "Models it may choose from.") { Default = "all" },
            new("zone", new ChoiceShape([.. Names.Zones.Keys]), "Only models of this zone.") { Default = "any" },
            new("max_quality_loss", new NumberShape(0, 1), "Mean loss of quality against always taking the best model that is accepted.") { Default = Text(standard.MaxQualityLoss) },
            new("confidence", new NumberShape(0, 1) { OpenBelow = true, OpenAbove = true }, "Confidence with which that must hold.") { Default = Text(standard.Confidence) },
            new("threshold", new NumberShape(0, 1), "Predicted gain below which a dearer model is not worth it; set by calibration.") { Default = Text(standard.Threshold) },
            new("usd_per_success", new NumberShape(0, 1_000_000) { OpenBelow = true, OrWord = "unlimited" }, "What a right answer is worth, in USD; `unlimited`: money does not count.") { Default = FormattableString.Invariant($"{standard.UsdPerSuccess}") },
            new("usd_per_second_waited", new NumberShape(0, 1_000), "What a second of waiting costs, in USD.") { Default = "0" },
            new("decide_on", new ChoiceShape(["mean", "lower-bound"]), "Which end of an estimate counts.") { Default = "mean" },
            new("exploration", new NumberShape(0, 1) { OpenAbove = true }, "Share of decisions that try another model of nearly the same worth.") { Default = Text(standard.Exploration) },
        ]);
    }

    private static SectionShape Rule() => new(
    [
        new("when", When(), "What the request must be; every part that is given must hold.") { Required = true, InProject = true },
        new("use", Use(), "What the choice is narrowed to.") { Required = true, InProject = true },
    ]);

    private static SectionShape When() => new(
    [
        new("path", new TextShape("a glob") { Pattern = @"\S" }, "Glob over the paths that the request touches; one match is enough."),
        new("task", new ChoiceShape([.. Names.Tasks.Keys]), "Kind of task."),
        new("language", new TextShape("a language") { Pattern = @"^\S+$" }, "Programming or natural language, such as `csharp` or `de`."),
        new("data_class", new ChoiceShape([.. Names.DataClasses.Keys]), "Class of the request's data."),
        new("min_bytes", new WholeNumberShape(0, 1_000_000_000_000), "At least so many bytes of text."),
        new("max_bytes", new WholeNumberShape(0, 1_000_000_000_000), "At most so many bytes of text."),
        new("tools", new FlagShape(), "Tools are offered, or not."),
    ]);

    private static SectionShape Use() => new(
    [
        new("zone", new ChoiceShape([.. Names.Zones.Keys]), "Models of this zone."),
        new("model", ModelName, "This model."),
        new("pool", Pool, "One of these models."),
        new("policy", PolicyName, "The policy that chooses among what is left."),
    ])
    {
        NotEmpty = true,
    };

    private static string Text(double number) => FormattableString.Invariant($"{number}");
}
