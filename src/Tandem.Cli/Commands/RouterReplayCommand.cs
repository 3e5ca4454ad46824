using System.CommandLine;
using Tandem.Cli.Outcomes;
using Tandem.Cli.Terminal;
using Tandem.Pipeline.Errors;
using Tandem.Routing.Evaluation;
using Tandem.Routing.Policies;

namespace Tandem.Cli.Commands;

/// <summary>What another policy would have achieved, from recorded decisions. Calls no model.</summary>
internal static class RouterReplayCommand
{
    private static readonly Option<DateTimeOffset?> Since = SinceOption.Create();

    public static Command Create()
    {
        var command = new Command("replay", "Estimate from your recorded decisions what another policy (--policy) would have achieved.") { Since };
        command.SetWork(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var engine = await context.OpenEngineAsync(cancellationToken);
        var routing = engine.Configuration.Routing;
        var known = string.Join(", ", routing.Policies.Concat(BuiltInPolicies.All).Select(one => one.Name).Distinct());
        var name = context.Parsed.GetValue(CommonOptions.Policy)
            ?? throw new RequestException(ErrorKind.Invalid, $"Which policy is to be judged? Add --policy NAME ({known}).");
        var policy = routing.Find(name) ?? throw new RequestException(ErrorKind.Invalid, $"There is no policy '{name}'. Policies: {known}.");

        var zones = engine.Configuration.AllModels.ToDictionary(model => model.Name, model => model.Options.Zone, StringComparer.Ordinal);
        var replay = new PolicyReplay(policy, model => zones.TryGetValue(model, out var zone) ? zone : null);
        await foreach (var judged in engine.Ledger.ReadJudgedAsync(engine.Owner, context.Parsed.GetValue(Since), cancellationToken))
            replay.Add(judged);
        if (replay.Choices.Count == 0)
            throw new RequestException(ErrorKind.Invalid, "No recorded decision has an outcome in this time. Outcomes come from verified runs, and from 'tandem rate up' or 'down'.");

        var found = OffPolicyEstimate.Of(replay.Choices);
        if (context.Json)
            context.Terminal.WriteLine(CliJson.Line(ReplayText.Json(found, name, replay.LeftOut)));
        else
            foreach (var line in ReplayText.Lines(found, name, replay.LeftOut))
                context.Terminal.WriteLine(SafeText.Of(line));
        return found.Refusal is null ? ExitCode.Success : ExitCode.Failed;
    }
}
