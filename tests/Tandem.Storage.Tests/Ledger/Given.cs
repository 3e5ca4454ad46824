using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Ledger;
using Tandem.Routing;
using Tandem.Routing.Prices;

namespace Tandem.Storage.Tests.Ledger;

/// <summary>Ordinary records, to be changed where a test is about something.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public static Reservation Reservation(long ceiling = 100, DateTimeOffset? at = null, params BudgetLimit[] budgets)
    {
        var time = at ?? Noon;
        var request = RequestId.New(time);
        return new Reservation
        {
            Request = request,
            Time = time,
            ExpiresAt = time.AddMinutes(10),
            Owner = "user:ann",
            Workspace = "/home/ann/shop",
            Door = "ask",
            Ceiling = new NanoUsd(ceiling),
            Budgets = budgets,
            DataClass = DataClass.Shareable,
            ClassRule = "consent",
            PriceVersion = "2026-11",
            PromptHash = new string('a', 64),
            Decision = new DecisionEntry
            {
                DecisionId = DecisionId.New(time),
                RequestId = request,
                SessionId = new SessionId("ses_1"),
                Time = time,
                Boundary = "user_turn",
                Task = "chat",
                Policy = "balanced",
                PolicyVersion = "1",
                Choice = "llama",
                Propensity = 0.95,
                Explored = false,
                Reason = "short C# edit · tests available",
                PriceCeilingUsd = 0.0000001m,
                Candidates =
                [
                    new CandidateEntry { Model = "llama", Eligible = true, PSuccess = 0.91, PLow = 0.85, PHigh = 0.95, CostUsd = 0, LatencyMs = 900 },
                    new CandidateEntry { Model = "gpt-4", Eligible = false, ExcludedBy = "private text", PSuccess = 0.94, PLow = 0.9, PHigh = 0.97, CostUsd = 0.012m, LatencyMs = 700 },
                ],
            },
        };
    }

    public static Resolution Resolution(RequestId request, RequestState state = RequestState.Complete, params long[] costs) => new()
    {
        Request = request,
        Time = Noon.AddSeconds(5),
        State = state,
        Attempts = [.. costs.Select((cost, i) => Attempt(i + 1, cost))],
        AnswerHash = new string('b', 64),
    };

    public static AttemptEntry Attempt(int number, long cost, string model = "gpt-4", DateTimeOffset? at = null) => new()
    {
        Id = AttemptId.New(at ?? Noon),
        Number = number,
        Model = model,
        UpstreamName = "gpt-4.1",
        Zone = Zone.External,
        StartedAt = at ?? Noon,
        FirstToken = TimeSpan.FromMilliseconds(300),
        Duration = TimeSpan.FromMilliseconds(1234.5),
        State = cost == 0 ? AttemptState.Failed : AttemptState.Complete,
        Usage = new TokenUsage { InputTokens = 1000, CachedInputTokens = 400, OutputTokens = 50 },
        Cost = new NanoUsd(cost),
    };

    public static BudgetLimit Hard(long limit, BudgetPeriod period = BudgetPeriod.Month, string account = "user:ann") =>
        new(account, new NanoUsd(limit), period, Hard: true);

    public static BudgetLimit Soft(long limit, BudgetPeriod period = BudgetPeriod.Month, string account = "user:ann") =>
        new(account, new NanoUsd(limit), period, Hard: false);
}
