using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Tandem.Cli.Terminal;
using Tandem.Routing.Decisions;
using Capabilities = Tandem.Routing.Capabilities;

namespace Tandem.Cli.Commands;

/// <summary>The pool: what is configured, and whether it answers.</summary>
internal static class ModelsCommand
{
    private static readonly Argument<string?> Name = new("name") { Arity = ArgumentArity.ZeroOrOne, Description = "One model; without it all." };

    public static Command Create()
    {
        var command = new Command("models", "List the configured models, or test that they answer.");
        var list = new Command("list", "Every model with zone, context, price and capabilities.");
        list.SetWork(ListAsync);
        var test = new Command("test", "Send a tiny request to a model, or to all; it costs a few tokens.") { Name };
        test.SetWork(TestAsync);
        command.Add(list);
        command.Add(test);
        command.SetWork(ListAsync);
        return command;
    }

    private static async Task<int> ListAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var engine = await context.OpenEngineAsync(cancellationToken);
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns("name", "provider", "model", "zone", "context", "USD per M in / out", "can");
        foreach (var configured in engine.Configuration.AllModels)
        {
            var model = configured.Options;
            var provider = model.Provider.ToString().ToLowerInvariant();
            if (context.Json)
            {
                context.Terminal.WriteLine(CliJson.Line(new ModelLine(
                    model.Name, provider, model.UpstreamName, Words.Of(model.Zone), model.ContextTokens, model.MaxOutputTokens,
                    model.PriceKnown ? model.Price.Input : null, model.PriceKnown ? model.Price.Output : null,
                    [.. Enum.GetValues<Capabilities>().Where(one => one != Capabilities.None && model.Supports.HasFlag(one)).Select(one => Words.Of(one))],
                    configured.UnusableBecause)));
                continue;
            }

            var price = model.PriceKnown ? string.Create(CultureInfo.InvariantCulture, $"{model.Price.Input:0.####} / {model.Price.Output:0.####}") : "unknown";
            table.AddRow(new[]
            {
                model.Name, provider, model.UpstreamName, Words.Of(model.Zone), model.ContextTokens.ToString("#,0", CultureInfo.InvariantCulture), price,
                configured.UnusableBecause ?? Words.Of(model.Supports),
            }.Select(cell => new Text(SafeText.Of(cell))).ToArray<Spectre.Console.Rendering.IRenderable>());
        }

        if (!context.Json)
            context.Terminal.Write(table);
        return ExitCode.Success;
    }

    private static async Task<int> TestAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var engine = await context.OpenEngineAsync(cancellationToken);
        var report = await engine.ProbeAsync(context.Parsed.GetValue(Name), cancellationToken);
        return DoctorCommand.Show(report, context);
    }
}
