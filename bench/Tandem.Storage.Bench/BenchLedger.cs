using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Ledger;
using Tandem.Routing;
using Tandem.Routing.Prices;
using Tandem.Storage.Databases;
using Tandem.Storage.Ledger;

namespace Tandem.Storage.Bench;

/// <summary>The ledger as it ships, in a folder that an option names.</summary>
internal sealed class BenchLedger : IAsyncDisposable
{
    private readonly Database _database;

    public BenchLedger(string home)
    {
        _database = new Database(new SqliteEngine(new DataDirectory(home), TimeSpan.FromSeconds(60)), new Migrator(TimeProvider.System));
        Ledger = new SqlLedger(_database, TimeProvider.System);
    }

    public SqlLedger Ledger { get; }

    public static Reservation NewReservation(long ceiling, params IReadOnlyList<BudgetLimit> budgets)
    {
        var now = TimeProvider.System.GetUtcNow();
        var request = RequestId.New(now);
        return new Reservation
        {
            Request = request,
            Time = now,
            ExpiresAt = now.AddMinutes(30),
            Owner = "user:ann",
            Ceiling = new NanoUsd(ceiling),
            Budgets = budgets,
            DataClass = DataClass.Shareable,
            ClassRule = "consent",
            PriceVersion = "1",
            PromptHash = new string('0', 64),
            Decision = new DecisionEntry
            {
                DecisionId = DecisionId.New(now),
                RequestId = request,
                Time = now,
                Boundary = "user_turn",
                Task = "chat",
                Policy = "balanced",
                PolicyVersion = "1",
                Choice = "gpt-4",
                Propensity = 1,
                Explored = false,
                Reason = "long question",
                Candidates = [new CandidateEntry { Model = "gpt-4", Eligible = true, PSuccess = 0.9, PLow = 0.8, PHigh = 1, CostUsd = 0, LatencyMs = 1 }],
                PriceCeilingUsd = 0,
            },
        };
    }

    public static Resolution NewResolution(RequestId request, long cost)
    {
        var now = TimeProvider.System.GetUtcNow();
        var attempt = new AttemptEntry
        {
            Id = AttemptId.New(now),
            Number = 1,
            Model = "gpt-4",
            UpstreamName = "gpt-4.1",
            Zone = Zone.External,
            StartedAt = now,
            Duration = TimeSpan.FromSeconds(1),
            State = AttemptState.Complete,
            Usage = new TokenUsage { InputTokens = 10, OutputTokens = 2 },
            Cost = new NanoUsd(cost),
        };
        return new Resolution { Request = request, Time = now, State = RequestState.Complete, Attempts = [attempt] };
    }

    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        await _database.DisposeAsync();
    }
}
