using Tandem.Agent.Permissions;
using Tandem.Cli.Asking;
using Tandem.Cli.Interactive.View;
using Tandem.Cli.Terminal;

namespace Tandem.Cli.Interactive.Slash;

/// <summary>Who answers, what it may do, and why.</summary>
internal static class ChoiceCommands
{
    private static readonly string[] Modes = ["plan", "ask", "edit", "auto"];

    public static SlashCommand Model(IReadOnlyList<string> models) => new()
    {
        Name = "/model",
        Arguments = "[NAME | auto]",
        Help = "use one model from now on; auto lets the policy choose",
        Choices = _ => ["auto", .. models],
        Now = (state, surface, name) =>
        {
            if (name.Length == 0)
                surface.Terminal.Note($"{state.Agent.Model ?? "auto"}. There are: {string.Join(", ", models)}");
            else if (name == "auto" || models.Contains(name))
                Say(surface, (state.Agent.Model = name == "auto" ? null : name) is null ? "The policy chooses the model." : $"{name} from now on, whatever the policy says.");
            else
                surface.Terminal.Note($"There is no model '{name}'. There are: {string.Join(", ", models)}, auto", Tone.Warning);
        },
    };

    public static SlashCommand Policy(IReadOnlyList<string> policies) => new()
    {
        Name = "/policy",
        Arguments = "[NAME]",
        Help = "how the model is chosen from now on",
        Choices = _ => policies,
        Now = (state, surface, name) =>
        {
            if (name.Length == 0)
                surface.Terminal.Note($"{state.Agent.Policy ?? "the configured one"}. There are: {string.Join(", ", policies)}");
            else if (policies.Contains(name))
                Say(surface, $"Policy {state.Agent.Policy = name} from now on.");
            else
                surface.Terminal.Note($"There is no policy '{name}'. There are: {string.Join(", ", policies)}", Tone.Warning);
        },
    };

    public static SlashCommand Why(Func<string, string> zoneOf) => new()
    {
        Name = "/why",
        Help = "why this model: every candidate of the last decision",
        Now = (state, surface, _) =>
        {
            if (state.LastDecision is { } decision)
                CandidateTable.Write(decision, zoneOf, surface.Terminal, onOutput: true);
            else
                surface.Terminal.Note("Nothing was decided yet.", Tone.Quiet);
        },
    };

    public static SlashCommand Cost() => new()
    {
        Name = "/cost",
        Help = "tokens and money of this session, by model",
        Now = (state, surface, _) =>
        {
            var rows = state.Costs.Rows;
            foreach (var row in rows)
                surface.Terminal.Note(row);
            if (rows.Count == 0)
                surface.Terminal.Note("Nothing was spent yet.", Tone.Quiet);
        },
    };

    public static SlashCommand Mode() => new()
    {
        Name = "/mode",
        Arguments = "[plan | ask | edit | auto]",
        Help = "how much runs without asking (Shift+Tab: the next mode)",
        Choices = _ => Modes,
        Now = (state, surface, name) =>
        {
            if (name.Length == 0)
                surface.Terminal.Note($"{state.Agent.Mode.ToString().ToLowerInvariant()}: {Meaning(state.Agent.Mode)}");
            else if (Modes.Contains(name))
                Say(surface, $"{name}: {Meaning(state.Agent.Mode = Enum.Parse<PermissionMode>(name, ignoreCase: true))}");
            else
                surface.Terminal.Note($"There is no mode '{name}'. There are: {string.Join(", ", Modes)}", Tone.Warning);
        },
    };

    public static SlashCommand Plan() => new()
    {
        Name = "/plan",
        Help = "plan first: nothing is changed until /plan again",
        Now = (state, surface, _) =>
        {
            state.Agent.Mode = state.Agent.Mode == PermissionMode.Plan ? PermissionMode.Ask : PermissionMode.Plan;
            Say(surface, state.Agent.Mode == PermissionMode.Plan ? "Planning: it reads and proposes, nothing is changed. /plan again to let it work." : $"ask: {Meaning(PermissionMode.Ask)}");
        },
    };

    public static string Meaning(PermissionMode mode) => mode switch
    {
        PermissionMode.Plan => "it reads; nothing is changed and nothing is run",
        PermissionMode.Ask => "each edit and each command asks",
        PermissionMode.Edit => "edits and sandboxed commands run, the rest asks",
        _ => "what would ask is allowed too, except what is denied, protected, or suggested by others' text",
    };

    private static void Say(ISessionSurface surface, string text) => surface.Terminal.WriteLine(surface.Look.Mark(Mark.Good) + StyledText.Safe(text));
}
