using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Keys;
using Tandem.Pipeline.Ledger;
using Tandem.Providers;
using Tandem.Server.Hosting;

namespace Tandem.Server.Callers;

/// <summary>Finds who asks: a virtual key as <c>Authorization: Bearer</c> or <c>x-api-key</c>, the same on every path. While no key was made, whoever is on this machine.</summary>
internal sealed class CallerCheck(Engine.Engine engine, KeyCache keys, GuessGuard guesses)
{
    /// <summary>As long as the key's record is in use: it is read anew with the keys.</summary>
    private readonly ConditionalWeakTable<VirtualKey, Caller> _callers = [];

    private readonly Caller _local = new() { Owner = engine.Owner, IsAdmin = true, Budgets = engine.Budgets };

    /// <exception cref="GatewayException">No key, or not a live one.</exception>
    public async ValueTask<Caller> FindAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var from = http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (!await keys.AnyAsync(cancellationToken))
        {
            if (!IPAddress.IsLoopback(from))
                throw new GatewayException(WireErrorKind.Unauthorized, "No key was made yet, so that only this machine is served: tandem keys create --name NAME.");
            return _local;
        }

        if (SecretOf(http.Request) is not { } secret)
            throw new GatewayException(WireErrorKind.Unauthorized, "A key is needed, as 'Authorization: Bearer KEY' or 'x-api-key: KEY'. Make one: tandem keys create --name NAME.");
        if (guesses.WaitOf(from, secret) is { } wait)
            throw new RequestException(ErrorKind.RateLimited, "Too many wrong keys came from your address. Try again in a moment.") { RetryAfter = wait };
        if (await keys.FindAsync(secret, cancellationToken) is not { } key)
        {
            guesses.Wrong(from);
            throw new GatewayException(WireErrorKind.Unauthorized, "This key is not valid: it is unknown, revoked, or has expired.", "invalid_api_key");
        }

        guesses.Right(from, secret);
        return _callers.GetValue(key, Of);
    }

    private Caller Of(VirtualKey key)
    {
        var accounts = new[] { key.Account, key.Owner, key.Team }.OfType<string>().ToList();
        var budgets = engine.Configuration.Budgets.Select(budget => budget.ToLimit(engine.Options.UserName)).Where(limit => accounts.Contains(limit.Account)).ToList();
        if (key.Limit is { } own)
            budgets.Add(new BudgetLimit(key.Account, own, key.Period, Hard: true));
        return new Caller
        {
            Owner = key.Account,
            IsAdmin = key.Role == KeyRole.Admin,
            Key = key,
            Class = key.DataClass,
            Budgets = budgets,
            Accounts = accounts,
            Pool = key.Pool.Count > 0 ? key.Pool : null,
        };
    }

    private static string? SecretOf(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        var bearer = request.Headers.Authorization is [{ } value] && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? value[Scheme.Length..].Trim() : null;
        var plain = request.Headers["x-api-key"] is [{ Length: > 0 } key] ? key.Trim() : null;
        if (bearer is { Length: > 0 } && plain is not null && bearer != plain)
            throw new GatewayException(WireErrorKind.Unauthorized, "Two different keys came with the request; send one.");
        return bearer is { Length: > 0 } ? bearer : plain;
    }
}
