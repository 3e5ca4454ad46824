using System.Text;
using System.Text.Json;
using CsCheck;
using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Ledger;
using Tandem.Storage.Ledger;

namespace Tandem.Storage.Tests.Ledger;

/// <summary>The ledger's bytes are a public format: written by hand, and the same as the serializer writes.</summary>
public class EntryBytesTests
{
    private static readonly Gen<DateTimeOffset> s_times = Gen.Long[0, TimeSpan.TicksPerDay * 4000].Select(ticks => Given.Noon.AddTicks(ticks));
    private static readonly Gen<string> s_texts = Gen.String;
    private static readonly Gen<string?> s_maybeTexts = Gen.Select(Gen.Bool, Gen.String, (isThere, text) => isThere ? text : null);
    private static readonly Gen<double> s_numbers = Gen.Double[-1e9, 1e9];
    private static readonly Gen<decimal> s_money = Gen.Long[0, long.MaxValue / 4].Select(Gen.Int[0, 20], (amount, scale) => new decimal((int)amount, (int)(amount >> 32), 0, false, (byte)scale));
    private static readonly Gen<Posting> s_postings = Gen.Select(s_texts, s_texts, Gen.Int[0, 3_000_000], Gen.Long, (account, side, day, amount) => new Posting(account, side, DateOnly.FromDayNumber(day), amount));

    private static readonly Gen<CandidateEntry> s_candidates = Gen.Select(s_texts, s_maybeTexts, s_numbers, s_money, Gen.Bool, (model, why, number, usd, eligible) => new CandidateEntry
    {
        Model = model,
        Eligible = eligible,
        ExcludedBy = why,
        PSuccess = number,
        PLow = number / 3,
        PHigh = number * 7,
        CostUsd = usd,
        LatencyMs = Math.Round(number),
    });

    private static readonly Gen<ReservationFacts> s_reservations = Gen.Select(s_texts, s_maybeTexts, s_times, Gen.Long, s_candidates.List[0, 3], s_money, (text, maybe, time, amount, candidates, usd) => new ReservationFacts
    {
        Owner = text,
        Workspace = maybe,
        Door = maybe,
        CeilingNanoUsd = amount,
        ExpiresAt = time,
        Budgets = [.. candidates.Select(one => new BudgetFacts(one.Model, text, DateOnly.MinValue, one.Eligible, amount, amount, -amount))],
        DataClass = text,
        ClassRule = text,
        PriceVersion = text,
        PromptHash = text,
        IdempotencyKey = maybe,
        BodyHash = maybe,
        Decision = new DecisionEntry
        {
            DecisionId = new DecisionId(text),
            RequestId = new RequestId(text),
            SessionId = maybe is null ? null : new SessionId(maybe),
            Time = time,
            Boundary = text,
            Task = text,
            Policy = text,
            PolicyVersion = text,
            Choice = maybe,
            Propensity = 1.0 / (1 + candidates.Count),
            Explored = maybe is null,
            Reason = text,
            Candidates = candidates,
            PriceCeilingUsd = usd,
        },
    });

    private static readonly Gen<AttemptFacts> s_attempts = Gen.Select(s_texts, s_maybeTexts, s_times, s_numbers, Gen.Long, Gen.Int, (text, maybe, time, number, amount, status) => new AttemptFacts
    {
        AttemptId = text,
        Number = status,
        Model = text,
        Upstream = text,
        Zone = text,
        StartedAt = time,
        FirstTokenMs = maybe is null ? null : number,
        DurationMs = number,
        State = text,
        Error = maybe,
        Status = maybe is null ? null : status,
        InputTokens = amount,
        CachedInputTokens = amount,
        CacheWriteTokens = amount,
        OutputTokens = amount,
        ReasoningTokens = amount,
        Estimated = maybe is null,
        CostNanoUsd = amount,
    });

    private static readonly Gen<ResolutionFacts> s_resolutions = Gen.Select(s_texts, s_maybeTexts, s_attempts.List[0, 2], (text, maybe, attempts) =>
        new ResolutionFacts { State = text, CostNanoUsd = attempts.Count, Attempts = attempts, AnswerHash = maybe, Error = maybe });

    private static readonly Gen<OutcomeFacts> s_outcomes = Gen.Select(s_texts, s_maybeTexts, s_numbers, (text, maybe, value) => new OutcomeFacts(text, text, value, maybe));

    private static readonly Gen<LedgerEntry> s_entries = Gen.Select(
        Gen.Select(s_texts, s_maybeTexts, Gen.Long, s_times, s_postings.List[0, 4]), s_reservations, s_resolutions, s_outcomes, Gen.Int[0, 3],
        (common, reservation, resolution, outcome, kind) => new LedgerEntry
        {
            Writer = common.Item1,
            Seq = common.Item3,
            Prev = common.Item1,
            Kind = common.Item1,
            RequestId = common.Item2,
            Time = common.Item4,
            RecordedAt = common.Item4.AddTicks(1),
            Postings = common.Item5,
            Reservation = kind == 0 ? reservation : null,
            Resolution = kind == 1 ? resolution : null,
            Outcome = kind == 2 ? outcome : null,
        });

    [Fact]
    public void An_entry_is_written_byte_for_byte_as_the_serializer_writes_it()
    {
        s_entries.Sample(entry => Assert.Equal(Serialized(entry), Written(entry)), iter: 300);
    }

    [Fact]
    public void The_buffer_of_one_entry_leaves_nothing_in_the_next()
    {
        using var bytes = new EntryBytes();
        s_entries.Array[2].Sample(
            pair =>
            {
                bytes.Write(pair[0]);
                Assert.Equal(Serialized(pair[1]), Text(bytes.Write(pair[1])));
            },
            iter: 50,
            threads: 1);
    }

    private static string Serialized(LedgerEntry entry) => Text(JsonSerializer.SerializeToUtf8Bytes(entry, LedgerJson.Default.LedgerEntry));

    private static string Written(LedgerEntry entry)
    {
        using var bytes = new EntryBytes();
        return Text(bytes.Write(entry));
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
