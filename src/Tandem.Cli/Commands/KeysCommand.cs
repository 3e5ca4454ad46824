using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using Tandem.Cli.Terminal;
using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Keys;
using Tandem.Pipeline.Ledger;
using Tandem.Routing;
using Tandem.Routing.Prices;

namespace Tandem.Cli.Commands;

/// <summary>Virtual keys of the gateway: made, listed, ended. A secret is shown once, when it is made.</summary>
internal static class KeysCommand
{
    private static readonly Option<string> Name = new("--name") { Description = "Whose or what the key is for.", Required = true, HelpName = "NAME" };
    private static readonly Option<string?> Class = new("--data-class") { Description = "Class of the text that comes with it: private or shareable.", HelpName = "CLASS" };
    private static readonly Option<string?> Owner = new("--owner") { Description = "The user whose budgets count too.", HelpName = "USER" };
    private static readonly Option<string?> Team = new("--team") { Description = "The team whose budgets count too.", HelpName = "TEAM" };
    private static readonly Option<string> Role = new("--role") { Description = "user, or admin.", DefaultValueFactory = static _ => "user" };
    private static readonly Option<string[]> Pool = new("--pool") { Description = "A model it may use; without this, all.", HelpName = "MODEL", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<decimal?> Budget = new("--budget") { Description = "The most it may spend in a period, in USD.", HelpName = "USD" };
    private static readonly Option<string> Per = new("--per") { Description = "The budget's period: day, week, month or total.", DefaultValueFactory = static _ => "month" };
    private static readonly Option<int?> Requests = new("--rpm") { Description = "Requests a minute.", HelpName = "N" };
    private static readonly Option<long?> Tokens = new("--tpm") { Description = "Tokens a minute.", HelpName = "N" };
    private static readonly Option<int?> Days = new("--expires-in-days") { Description = "Days until it ends by itself.", HelpName = "N" };
    private static readonly Argument<string> Id = new("id") { Description = "The key's id (key_…), as 'keys list' shows it." };

    public static Command Create()
    {
        var command = new Command("keys", "Make, list and revoke the keys by which clients use the gateway.");
        var create = new Command("create", "Make a key. Its secret is shown once.") { Name, Class, Owner, Team, Role, Pool, Budget, Per, Requests, Tokens, Days };
        create.SetWork(CreateAsync);
        var list = new Command("list", "List every key.");
        list.SetWork(ListAsync);
        var revoke = new Command("revoke", "End a key; within seconds no server takes it any more.") { Id };
        revoke.SetWork(RevokeAsync);
        command.Add(create);
        command.Add(list);
        command.Add(revoke);
        command.SetWork(ListAsync);
        return command;
    }

    private static async Task<int> CreateAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var engine = await context.OpenEngineAsync(cancellationToken);
        var parsed = context.Parsed;
        var now = engine.Time.GetUtcNow();
        var pool = parsed.GetValue(Pool) ?? [];
        if (pool.FirstOrDefault(model => engine.Configuration.AllModels.All(known => known.Name != model)) is { } unknown)
            throw new RequestException(ErrorKind.Invalid, $"--pool {unknown}: there is no such model. Configured: {string.Join(", ", engine.Configuration.AllModels.Select(model => model.Name))}.");
        var key = new VirtualKey
        {
            Id = KeyId.New(now),
            Name = parsed.GetValue(Name)!,
            Owner = parsed.GetValue(Owner) is { } owner ? $"user:{owner}" : null,
            Team = parsed.GetValue(Team) is { } team ? $"team:{team}" : null,
            Role = Word<KeyRole>("--role", parsed.GetValue(Role)!),
            DataClass = parsed.GetValue(Class) is { } word ? Word<DataClass>("--data-class", word) : null,
            Pool = pool,
            Limit = parsed.GetValue(Budget) is { } usd ? NanoUsd.FromUsd(Positive("--budget", usd)) : null,
            Period = Word<BudgetPeriod>("--per", parsed.GetValue(Per)!),
            RequestsPerMinute = parsed.GetValue(Requests) is { } requests ? Positive("--rpm", requests) : null,
            TokensPerMinute = parsed.GetValue(Tokens) is { } tokens ? Positive("--tpm", tokens) : null,
            CreatedAt = now,
            ExpiresAt = parsed.GetValue(Days) is { } days ? now.AddDays(Positive("--expires-in-days", days)) : null,
        };
        var secret = KeySecret.New();
        await Store(engine).AddAsync(key, KeySecret.Hash(secret), cancellationToken);
        if (context.Json)
        {
            context.Terminal.WriteLine(CliJson.Line(new CreatedKeyLine(key.Id.Value, secret)));
            return ExitCode.Success;
        }

        context.Terminal.WriteLine(secret);
        context.Terminal.Note($"{key.Id} is made, for '{SafeText.Of(key.Name)}'. The secret above is not shown again. From now on every client needs a key.", Tone.Quiet);
        return ExitCode.Success;
    }

    private static async Task<int> ListAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var engine = await context.OpenEngineAsync(cancellationToken);
        var now = engine.Time.GetUtcNow();
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns("id", "name", "role", "class", "budget", "limits", "made (UTC)", "state");
        var keys = await Store(engine).ListAsync(cancellationToken);
        foreach (var (key, _) in keys)
        {
            var state = key.RevokedAt is not null ? "revoked" : key.IsLive(now) ? "live" : "expired";
            if (context.Json)
                context.Terminal.WriteLine(CliJson.Line(new KeyLine(
                    key.Id.Value, key.Name, key.Owner, key.Team, Lower(key.Role), key.DataClass is { } dataClass ? Lower(dataClass) : null, key.Pool,
                    key.Limit?.Usd, Lower(key.Period), key.RequestsPerMinute, key.TokensPerMinute, key.CreatedAt, key.ExpiresAt, state)));
            else
                table.AddRow(
                    key.Id.Value, SafeText.Of(key.Name).EscapeMarkup(), Lower(key.Role), key.DataClass is { } given ? Lower(given) : "default",
                    key.Limit is { } limit ? $"{limit} per {Lower(key.Period)}" : "—", Limits(key), key.CreatedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), state);
        }

        if (!context.Json && keys.Count == 0)
            context.Terminal.WriteLine("No key was made: the gateway serves this machine only. Make one: tandem keys create --name NAME.");
        else if (!context.Json)
            context.Terminal.Write(table);
        return ExitCode.Success;
    }

    private static async Task<int> RevokeAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var engine = await context.OpenEngineAsync(cancellationToken);
        var id = new KeyId(context.Parsed.GetValue(Id)!);
        if (!await Store(engine).RevokeAsync(id, engine.Time.GetUtcNow(), cancellationToken))
            throw new RequestException(ErrorKind.Invalid, $"There is no key '{id}'. 'tandem keys list' shows the ids.");
        context.Terminal.Note($"{SafeText.Of(id.Value)} is revoked.");
        return ExitCode.Success;
    }

    private static IVirtualKeyStore Store(Engine.Engine engine) => engine.Services.GetRequiredService<IVirtualKeyStore>();

    private static string Limits(VirtualKey key) => string.Join(", ", new[]
    {
        key.RequestsPerMinute is { } requests ? string.Create(CultureInfo.InvariantCulture, $"{requests} rpm") : null,
        key.TokensPerMinute is { } tokens ? string.Create(CultureInfo.InvariantCulture, $"{tokens} tpm") : null,
    }.OfType<string>()) is { Length: > 0 } limits ? limits : "—";

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static T Word<T>(string option, string word)
        where T : struct, Enum => Enum.GetNames<T>().Contains(word, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<T>(word, ignoreCase: true)
            : throw new RequestException(ErrorKind.Invalid, $"{option} {word}: use one of {string.Join(", ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()))}.");

    private static T Positive<T>(string option, T value)
        where T : System.Numerics.INumber<T> => value > T.Zero ? value : throw new RequestException(ErrorKind.Invalid, $"{option} must be more than 0.");
}
