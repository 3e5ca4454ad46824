using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Tandem.Cli.Terminal;
using Tandem.Llama.Hub;
using Tandem.Pipeline.Errors;
using Tandem.Routing.Decisions;
using Capabilities = Tandem.Routing.Capabilities;

namespace Tandem.Cli.Commands;

/// <summary>The pool: what is configured, and whether it answers.</summary>
internal static class ModelsCommand
{
    private static readonly Argument<string> Address = new("model") { Description = "llama3.2:1b, owner/repository[:quantisation], https://…/file.gguf, or a file's name." };
    private static readonly Argument<string?> Name = new("name") { Arity = ArgumentArity.ZeroOrOne, Description = "One model; without it all." };

    public static Command Create()
    {
        var command = new Command("models", "List the configured models, add or remove one, test that they answer.");
        var list = new Command("list", "Every model with zone, context, price and capabilities.");
        list.SetWork(ListAsync);
        var test = new Command("test", "Send a tiny request to a model, or to all; it costs a few tokens.") { Name };
        test.SetWork(TestAsync);
        var pull = new Command("pull", "Download a GGUF model for the embedded engine: a name of the catalogue, owner/repository, or an address.") { Address };
        pull.SetWork(PullAsync);
        var catalogue = new Command("catalogue", "Models known by a short name, with the memory they need and their licence.");
        catalogue.SetWork(ShowCatalogueAsync);
        var remove = new Command("remove", "Take a model out of your configuration file, or delete a downloaded model file.") { Address };
        remove.SetWork(RemoveAsync);
        command.Add(list);
        command.Add(ModelsAddCommand.Create());
        command.Add(test);
        command.Add(ModelsProbeCommand.Create());
        command.Add(pull);
        command.Add(catalogue);
        command.Add(remove);
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

    private static async Task<int> PullAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var engine = await context.OpenEngineAsync(cancellationToken);
        try
        {
            var pulled = await engine.Models.PullAsync(context.Parsed.GetValue(Address)!, new PullBar(context.Terminal), cancellationToken);
            var name = Path.GetFileNameWithoutExtension(pulled.Path);
            context.Terminal.WriteLine(SafeText.Of($"{(pulled.WasPresent ? "Already here" : "Pulled")}: {pulled.Path} ({pulled.Bytes / 1048576.0:#,0.0} MiB, sha256 {pulled.Sha256})"));
            if (engine.Configuration.UserFile is null)
                context.Terminal.Note($"It is in the pool now: tandem models; tandem ask --model … \"…\"");
            else
                context.Terminal.Note($"To use it, add under 'models:' in {engine.Configuration.UserFile}:\n  {name.ToLowerInvariant()}: {{ provider: embedded, model: \"{pulled.Path}\" }}");
            return ExitCode.Success;
        }
        catch (ModelPullException failure)
        {
            throw new RequestException(failure.Error is ModelPullError.UnknownName or ModelPullError.NotFound ? ErrorKind.Invalid : ErrorKind.Failed, failure.Message, failure);
        }
    }

    private static Task<int> ShowCatalogueAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns("name", "parameters", "memory", "licence", "good for", "repository");
        foreach (var entry in ModelCatalogue.Entries)
            table.AddRow(
                entry.Name, string.Create(CultureInfo.InvariantCulture, $"{entry.ParametersBillion:0.##} B"), string.Create(CultureInfo.InvariantCulture, $"{entry.MemoryGib:0.#} GiB"),
                entry.Licence, entry.Summary, entry.Repository);
        context.Terminal.Write(table);
        return Task.FromResult(ExitCode.Success);
    }

    private static async Task<int> RemoveAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var name = context.Parsed.GetValue(Address)!;
        if (await ModelsAddCommand.RemoveAsync(context, name, cancellationToken))
            return ExitCode.Success;
        await using var engine = await context.OpenEngineAsync(cancellationToken);
        if (!engine.Models.Remove(name))
            throw new RequestException(ErrorKind.Invalid, $"No configured model and no downloaded file is called '{name}'. Files here: {string.Join(", ", engine.Models.Files.Select(Path.GetFileName))}.");
        context.Terminal.WriteLine(SafeText.Of($"Removed {name}."));
        return ExitCode.Success;
    }

    private static async Task<int> TestAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var engine = await context.OpenEngineAsync(cancellationToken);
        var report = await engine.ProbeAsync(context.Parsed.GetValue(Name), cancellationToken);
        return DoctorCommand.Show(report, context);
    }
}
