using Tandem.Pipeline.Privacy;
using Tandem.Routing.Policies;

namespace Tandem.Configuration.Shapes;

/// <summary>The whole configuration, described once.</summary>
internal static class ConfigurationShape
{
    /// <summary>The version that this Tandem writes.</summary>
    public const int Version = 1;

    public static SectionShape Root { get; } = new(
    [
        new("version", new WholeNumberShape(Version, Version), "Version of the file's format.") { Required = true, InProject = true },
        new("models", ModelShapes.Models, "The models Tandem may use, under the names you want to see.") { Default = "what is found on this machine" },
        new("routing", RoutingShapes.Routing, "How the model for a question is chosen.") { InProject = true },
        new("privacy", Privacy(), "What may leave the house.") { InProject = true },
        new("budgets", new ListShape(Budget()), "Limits on what may be spent.") { Default = "none" },
        new("gateway", Gateway(), "The server that `tandem serve` runs."),
        new("agent", Agent(), "What the agent may do by itself."),
        new("mcp", ExtensionShapes.Mcp, "MCP servers whose tools the agent gets.") { Default = "none" },
        new("hooks", ExtensionShapes.Hooks, "Commands that run at moments of a session, with JSON on stdin; the exit code decides."),
        new(
            "verify",
            new ListShape(new TextShape("a command") { Pattern = @"\S", Literal = true }),
            "Commands that judge a change, in order. They run in the sandbox; `${NAME}` in them is left to the shell. Those of a project's file need `tandem trust`.")
        {
            Default = "detected from the repository",
            InProject = true,
        },
        new(
            "assistants",
            new ListShape(new TextShape("a folder") { Pattern = @"\S" }),
            "Further folders with assistants; relative to the file that names them, for a project inside it.")
        {
            Default = "none",
            InProject = true,
        },
    ]);

    private static SectionShape Privacy() => new(
    [
        new("default", new ChoiceShape([.. Names.DataClasses.Keys]), "Class of a text that nothing else classifies: `private` stays in the zone `local`, `shareable` may go to external models.") { Default = "private" },
        new("private_paths", new ListShape(new TextShape("a glob") { Pattern = @"\S" }), "Globs of paths whose content is always private. A list replaces the default; a project's file adds to it.")
        {
            Default = string.Join(", ", PrivacyOptions.DefaultPrivatePaths.Select(path => $"`{path}`")),
            InProject = true,
        },
        new("secrets", new ChoiceShape(["redact", "block"]), "What happens to a secret found in a request to an external model: replaced by a placeholder, or the request refused.") { Default = "redact" },
    ]);

    private static SectionShape Budget() => new(
    [
        new("scope", new TextShape("user, or user:NAME, team:NAME, key:ID") { Pattern = @"^(user|(user|team|key):\S+)$" }, "Who spends: `user` (whoever runs Tandem), `user:NAME`, `team:NAME`, `key:ID`.") { Required = true },
        new("limit_usd", new NumberShape(0, 1_000_000_000), "The most that may be spent in a period, in USD.") { Required = true },
        new("per", new ChoiceShape([.. Names.Periods.Keys]), "When the budget starts anew, in UTC; `total` never does.") { Required = true },
        new("hard", new FlagShape(), "Refuse what would exceed the limit; otherwise only warn and route more cheaply.") { Default = "true" },
    ]);

    private static SectionShape Gateway() => new(
    [
        new("urls", new ListShape(new TextShape("an address such as http://127.0.0.1:4747") { Pattern = @"^https?://[^\s/]+$", IsAddress = true }) { Fewest = 1 }, "Where the gateway listens.") { Default = "`http://127.0.0.1:4747`" },
        new(
            "aliases",
            new NamesShape(new TextShape("auto, auto:POLICY, a model, or assistant/NAME") { Pattern = @"\S" }, @"^\S+$", "a glob without spaces", "GLOB"),
            "Model names of clients and what answers to them; the first glob that matches counts.")
        {
            Default = "none",
        },
        new("passthrough_models", new ListShape(new TextShape("a glob") { Pattern = @"\S" }), "Globs of upstream model names that are called as named, without routing.") { Default = "none" },
        new("max_waiting", new WholeNumberShape(0, 100_000), "Most requests that wait for a place at one model (`max_concurrency`); a further one is refused at once.") { Default = "256" },
        new("queue_timeout", new NumberShape(0.1m, 3_600), "Seconds that a request waits for such a place.") { Default = "30" },
        new("drain_timeout", new NumberShape(0, 3_600), "Seconds that answers under way get to finish when the server stops.") { Default = "25" },
    ]);

    private static SectionShape Agent() => new([new("permissions", Permissions(), "Rules that decide before the mode does.")]);

    private static SectionShape Permissions() => new(
    [
        new("allow", new ListShape(PermissionRule()), "What runs without asking in the mode `ask`, and restores and outside effects in every mode but `plan`. Never what was denied, protected, or suggested by untrusted text.") { Default = "none" },
        new("deny", new ListShape(PermissionRule()), "What is refused in every mode.") { Default = "none" },
    ]);

    private static TextShape PermissionRule() => new("a rule such as 'run dotnet test *', 'restore npm ci', 'edit docs/**', 'read secrets/**' or 'use github'")
    {
        Pattern = @"^(run|restore|edit|read|use) +\S",
        Literal = true,
    };

    /// <summary>Names that <c>--policy</c> and <c>routing.policy</c> know without configuration.</summary>
    public static IEnumerable<string> BuiltInPolicyNames => BuiltInPolicies.All.Select(policy => policy.Name);
}
