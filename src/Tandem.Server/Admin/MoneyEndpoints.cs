using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Pipeline.Keys;
using Tandem.Pipeline.Ledger;
using Tandem.Providers;
using Tandem.Server.Gateway;
using Tandem.Server.Hosting;

namespace Tandem.Server.Admin;

/// <summary>What was used and what may still be spent: one's own; an administrator's view is everybody's.</summary>
internal sealed class MoneyEndpoints(Engine.Engine engine)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapRule("GET", AdminQuery.Root + "/usage", RouteAccess.Caller, Dialect.Native, UsageAsync);
        routes.MapRule("GET", AdminQuery.Root + "/budgets", RouteAccess.Caller, Dialect.Native, BudgetsAsync);
    }

    private async Task UsageAsync(HttpContext http)
    {
        var days = AdminQuery.Number(http, "days", otherwise: 30, least: 1, most: 3_660);
        var to = new DateTimeOffset(engine.Time.GetUtcNow().UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
        var rows = await engine.Ledger.ReadUsageAsync(to.AddDays(-days), to, DecisionEndpoints.OwnerFor(http), http.RequestAborted);
        await JsonAnswer.WriteAsync(http, new UsageList([.. rows.Select(Item)]), ServerJson.Default.UsageList);
    }

    private async Task BudgetsAsync(HttpContext http)
    {
        var caller = RequestLife.Of(http).Caller;
        IReadOnlyList<BudgetLimit> limits = caller.IsAdmin ? await AllAsync(http.RequestAborted) : caller.Budgets;
        var now = engine.Time.GetUtcNow();
        var items = new List<BudgetItem>();
        foreach (var limit in limits)
            items.Add(Item(await engine.Ledger.ReadBudgetAsync(limit, now, http.RequestAborted)));
        await JsonAnswer.WriteAsync(http, new BudgetList(items), ServerJson.Default.BudgetList);
    }

    /// <summary>Those of the configuration and of every live key.</summary>
    private async Task<IReadOnlyList<BudgetLimit>> AllAsync(CancellationToken cancellationToken)
    {
        var keys = await engine.Services.GetRequiredService<IVirtualKeyStore>().ListAsync(cancellationToken);
        var now = engine.Time.GetUtcNow();
        return
        [
            .. engine.Configuration.Budgets.Select(budget => budget.ToLimit(engine.Options.UserName)),
            .. keys.Select(stored => stored.Key).Where(key => key.IsLive(now) && key.Limit is not null).Select(key => new BudgetLimit(key.Account, key.Limit!.Value, key.Period, Hard: true)),
        ];
    }

    private static UsageItem Item(UsageRow row) => new(
        row.Day.ToString("O", CultureInfo.InvariantCulture), row.Model, row.Requests, row.Attempts, row.Tokens.InputTokens, row.Tokens.CachedInputTokens, row.Tokens.OutputTokens, row.Cost.Usd);

    private static BudgetItem Item(BudgetState state) => new(
        state.Budget.Account, AdminQuery.Snake(state.Budget.Period), state.Budget.Hard, state.Budget.Limit.Usd, state.Spent.Usd, state.Reserved.Usd, state.Left.Usd,
        state.PeriodStart, state.PeriodEnd);
}
