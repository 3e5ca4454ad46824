using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Ledger;
using Tandem.Routing;
using Tandem.Routing.Prices;

namespace Tandem.Storage.Bench.Simulation;

/// <summary>Requests by chance, the same for the same seed.</summary>
internal sealed class SimulatedRequests(Random chance, string prefix)
{
    private static readonly (string Account, BudgetPeriod Period)[] Places =
    [
        ("user:ann", BudgetPeriod.Day), ("user:ann", BudgetPeriod.Month), ("team:shop", BudgetPeriod.Week), ("key:1", BudgetPeriod.Total),
    ];

    private int _count;

    /// <summary>The budgets of a history; the last is soft.</summary>
    public IReadOnlyList<BudgetLimit> Budgets { get; } =
        [.. Places.Select(p => new BudgetLimit(p.Account, new NanoUsd(chance.Next(50, 400)), p.Period, Hard: p.Period != BudgetPeriod.Total || chance.Next(2) == 0))];

    public Reservation NewReservation(DateTimeOffset now)
    {
        var id = $"{prefix}_{++_count}";
        var request = new RequestId("req_" + id);
        return new Reservation
        {
            Request = request,
            Time = now,
            ExpiresAt = now.AddMinutes(10),
            Owner = chance.Next(3) == 0 ? "user:bob" : "user:ann",
            Ceiling = new NanoUsd(chance.Next(8) == 0 ? 0 : chance.Next(120)),
            Budgets = [.. Budgets.Where(_ => chance.Next(2) == 0)],
            DataClass = DataClass.Shareable,
            ClassRule = "consent",
            PriceVersion = "1",
            PromptHash = "",
            Idempotency = chance.Next(4) == 0 ? new IdempotencyKey("key" + chance.Next(3), "body" + chance.Next(2)) : null,
            Decision = new DecisionEntry
            {
                DecisionId = new DecisionId("dec_" + id),
                RequestId = request,
                Time = now,
                Boundary = "user_turn",
                Task = "chat",
                Policy = "balanced",
                PolicyVersion = "1",
                Choice = "gpt-4",
                Propensity = 1,
                Explored = false,
                Reason = "",
                Candidates = [],
                PriceCeilingUsd = 0,
            },
        };
    }

    /// <summary>Mostly within the ceiling, now and then above it, sometimes nothing.</summary>
    public Resolution NewResolution(Reservation reservation, DateTimeOffset now)
    {
        var costs = new List<long>();
        var most = (int)reservation.Ceiling.Value;
        for (var i = chance.Next(4); i > 0; i--) costs.Add(chance.Next(10) == 0 ? most + chance.Next(20) : chance.Next(most / 3 + 1));
        return new Resolution
        {
            Request = reservation.Request,
            Time = now,
            State = costs.Count == 0 ? RequestState.Failed : RequestState.Complete,
            Attempts = [.. costs.Select((cost, i) => Attempt(reservation, i + 1, cost, now))],
        };
    }

    private static AttemptEntry Attempt(Reservation reservation, int number, long cost, DateTimeOffset now) => new()
    {
        Id = new AttemptId(FormattableString.Invariant($"att_{reservation.Request.Value}_{number}")),
        Number = number,
        Model = "gpt-4",
        UpstreamName = "gpt-4.1",
        Zone = Zone.External,
        StartedAt = now,
        Duration = TimeSpan.FromSeconds(1),
        State = cost == 0 ? AttemptState.Failed : AttemptState.Complete,
        Usage = new TokenUsage { InputTokens = 10, OutputTokens = 2 },
        Cost = new NanoUsd(cost),
    };
}
