using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Tandem.Cli.Collecting;
using Tandem.Cli.Terminal;
using Tandem.Pipeline.Errors;
using Tandem.Routing.Abilities;
using Tandem.Routing.Abilities.Probing;

namespace Tandem.Cli.Commands;

/// <summary>Estimates a model's skills by questions that adapt to its answers, so that it can be routed to before it has outcomes.</summary>
internal static class ModelsProbeCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "A configured model." };
    private static readonly Option<int> Questions = new("--n") { Description = "Questions, shared among knowledge, math and coding.", HelpName = "N", DefaultValueFactory = _ => 30 };
    private static readonly Option<int> Seed = new("--seed") { Description = "Another one draws other numbers, for a model that may know these.", HelpName = "N", DefaultValueFactory = _ => 1 };

    public static Command Create()
    {
        var command = new Command("probe", "Estimate a model's skills from a few questions whose answers a program can tell; it costs as many requests.") { Name, Questions, Seed };
        command.SetWork(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var (name, questions) = (context.Parsed.GetValue(Name)!, context.Parsed.GetValue(Questions));
        var items = ProbeItems.Of(context.Parsed.GetValue(Seed));
        if (questions < 1 || questions > items.Count)
            throw new RequestException(ErrorKind.Invalid, $"--n takes a number of questions from 1 to {items.Count}.");
        await using var engine = await context.OpenEngineAsync(cancellationToken);
        var model = engine.Configuration.AllModels.FirstOrDefault(one => one.Options.Name == name)?.Options
            ?? throw new RequestException(ErrorKind.Invalid, $"No configured model is called '{name}'. There are: {string.Join(", ", engine.Configuration.AllModels.Select(one => one.Options.Name))}.");
        var before = AbilityTable.OfName(model.UpstreamName);
        var probe = new AbilityProbe(items, before);
        var models = new NamedModels(engine, "probe");
        for (var asked = 0; asked < questions && probe.Next() is { } item; asked++)
        {
            var answer = await models.AnswerAsync(models.Call(item.Prompt, name), cancellationToken);
            var isRight = item.IsRight(answer.Text);
            probe.Record(item, isRight);
            context.Terminal.Note($"{asked + 1,3}/{questions}  {item.Skill,-9}  {(isRight ? "right" : "wrong")}");
        }

        Show(name, before, probe.Estimates, models.SpentUsd, engine.Configuration.UserFile, context);
        return ExitCode.Success;
    }

    private static void Show(string name, Ability before, IReadOnlyList<SkillEstimate> estimates, decimal spentUsd, string? file, CommandContext context)
    {
        var capability = string.Join(", ", estimates.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Skill}: {one.Score:0.00}")));
        if (context.Json)
        {
            context.Terminal.WriteLine(CliJson.Line(new ModelProbeLine(
                name, [.. estimates.Select(one => new ProbedSkill(one.Skill, one.Asked, one.Right, Round(one.Value), Round(one.Deviation), Round(one.Score), Round(one.LowScore), Round(one.HighScore)))], spentUsd)));
            return;
        }

        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns("skill", "right", "score on a middling question", "90 % interval");
        foreach (var one in estimates)
            table.AddRow(one.Skill, $"{one.Right} of {one.Asked}", string.Create(CultureInfo.InvariantCulture, $"{one.Score:0.00}"), string.Create(CultureInfo.InvariantCulture, $"{one.LowScore:0.00} to {one.HighScore:0.00}"));
        context.Terminal.Write(table);
        context.Terminal.Note(SafeText.Of(string.Create(CultureInfo.InvariantCulture, $"Started from: {before.Origin}. Spent ${spentUsd:0.####}.")));
        context.Terminal.Note(SafeText.Of($"To route by it, write in {file ?? "your configuration"} under models, {name}:\n  capability: {{ {capability} }}"));
    }

    private static double Round(double value) => Math.Round(value, 3);
}
