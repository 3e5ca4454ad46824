using System.CommandLine;
using Tandem.Agent.Permissions;
using Tandem.Agent.Turns;
using Tandem.Engine.Agents;
using Tandem.Pipeline.Errors;

namespace Tandem.Cli.Running;

/// <summary>Options of every command that gives the agent a task without a person.</summary>
internal static class TaskArguments
{
    private static readonly Option<string[]> Verify = new("--verify") { Description = "A command that judges the work; may be given several times. Without it: 'verify' of the configuration, else detected.", HelpName = "CMD" };
    private static readonly Option<bool> Yes = new("--yes") { Description = "Allow what would ask, except what is denied or protected." };
    private static readonly Option<decimal?> MaxCost = new("--max-cost") { Description = "Stop before the task costs more.", HelpName = "USD" };
    private static readonly Option<int?> MaxTurns = new("--max-turns") { Description = "Stop after so many calls to a model.", HelpName = "N" };
    private static readonly Option<bool> NoSandbox = new("--no-sandbox") { Description = "Run commands without a sandbox where there is none: they can do what you can." };

    public static IReadOnlyList<Option> All { get; } = [Verify, Yes, MaxCost, MaxTurns, NoSandbox];

    /// <exception cref="RequestException">A limit that is none.</exception>
    public static AgentChoice Choice(ParseResult parsed)
    {
        if (parsed.GetValue(MaxTurns) is <= 0)
            throw new RequestException(ErrorKind.Invalid, "--max-turns takes a number from 1 on.");
        if (parsed.GetValue(MaxCost) is < 0)
            throw new RequestException(ErrorKind.Invalid, "--max-cost takes an amount in dollars, such as 0.50.");
        var model = parsed.GetValue(CommonOptions.Model);
        return new AgentChoice
        {
            Door = "run",
            Mode = parsed.GetValue(Yes) ? PermissionMode.Auto : PermissionMode.Edit,
            AllowsNoSandbox = parsed.GetValue(NoSandbox),
            Limits = new AgentLimits { MaxCostUsd = parsed.GetValue(MaxCost), MaxSteps = parsed.GetValue(MaxTurns) ?? new AgentLimits().MaxSteps },
            Model = model is "auto" ? null : model,
            Policy = parsed.GetValue(CommonOptions.Policy),
        };
    }

    public static TaskOptions Options(ParseResult parsed) => new() { Verify = parsed.GetValue(Verify) ?? [], MaxCostUsd = parsed.GetValue(MaxCost) };
}
